// The control API: what it turns, whom it lets in, and what the journal tells.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { request } from 'node:http'
import { cast, mainApp, otherApp } from '@/sandbox/bluebutton/cast'
import { call, connect, exchange, post, readTokens, refreshWith, walkToCode, walkToConsent } from '@/sandbox/bluebutton/walk'
import { knobs } from '@/sandbox/knobs/knobs'
import { listen } from '@/sandbox/listen'
import { createSandbox } from '@/sandbox/server'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

const testKey = 'a-key-of-sixteen-or-more'
let sandbox: RunningSandbox
let url: string
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast, testKey })
  url = sandbox.url
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/__sandbox${path}`, { method, headers, redirect: 'manual', ...(body !== undefined && { body: JSON.stringify(body) }) })

/** A request with a Host header of its own, which fetch will not send. */
function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/__sandbox/state`, { headers }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('who may turn the controls', () => {
  it.each<[string, Record<string, string>, number]>([
    ['a caller on this machine', {}, 200],
    ['a page of another site', { origin: 'https://elsewhere.example' }, 404],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }, 404],
    ['a request that a browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 404],
    ['somebody behind a proxy', { 'x-forwarded-for': '203.0.113.7' }, 404],
    ['a name that merely leads here', { host: 'rebound.example' }, 404],
    ['anybody with the key', { host: 'rebound.example', 'x-forwarded-for': '203.0.113.7', 'x-sandbox-test-key': testKey }, 200],
    ['somebody with another key', { 'x-sandbox-test-key': 'a-key-of-sixteen-or-lesss' }, 404],
  ])('%s', async (_, headers, status) => {
    expect(await statusFor(headers)).toBe(status)
  })

  it('a refusal looks like any other path that is not there', async () => {
    const answer = await send('GET', '/state', undefined, { origin: 'https://elsewhere.example' })
    expect([answer.status, (await answer.text()).includes('Page not found')]).toEqual([404, true])
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each(['', '/', '/state', '/faults'])('a preflight for %j is refused', async path => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' }
    expect((await send('OPTIONS', path, undefined, headers)).status).toBe(404)
  })
})

describe('what it turns', () => {
  it('the clock', async () => {
    const before = sandbox.controls.clock.now()
    await send('POST', '/clock', { advanceMs: 3_600_000 })
    expect(sandbox.controls.clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
    expect(await (await send('POST', '/clock', { setMs: 0 })).json()).toEqual({ nowMs: expect.any(Number) })
    await send('POST', '/clock', { reset: true })
    expect(Math.abs(sandbox.controls.clock.now() - Date.now())).toBeLessThan(2_000)
    expect((await send('POST', '/clock', {})).status).toBe(400)
  })

  it('faults: laid, listed, counted, taken up', async () => {
    const { access_token } = await connect({ url, app: mainApp })
    const fault = { match: { route: 'claims', clientId: mainApp.clientId }, action: { kind: 'answer', status: 503, body: 'no' }, times: 1 }
    const answer = await send('POST', '/faults', fault)
    const { id } = JSON.parse(await answer.text())
    expect(answer.status).toBe(201)
    expect((await call(url, '/v2/fhir/ExplanationOfBenefit', access_token)).status).toBe(503)
    expect((await call(url, '/v2/fhir/ExplanationOfBenefit', access_token)).status).toBe(200)
    expect(await (await send('GET', '/faults')).json()).toMatchObject([{ ...fault, id, seenCount: 2, firedCount: 1 }])
    expect((await send('DELETE', `/faults/${id}`)).status).toBe(200)
    expect((await send('DELETE', `/faults/${id}`)).status).toBe(404)
  })

  it.each<[string, unknown]>([
    ['no action', {}],
    ['an unknown kind', { action: { kind: 'magic' } }],
    ['a status that is none', { action: { kind: 'answer', status: 99 } }],
    ['an unknown route', { match: { route: 'x' }, action: { kind: 'hang', ms: 0 } }],
    ['a kind that every object has', { action: { kind: 'constructor' } }],
    ['a match that every object has', { match: { constructor: 1 }, action: { kind: 'hang', ms: 0 } }],
    ['an unknown field', { action: { kind: 'hang', ms: 0 }, foo: 1 }],
    ['an unknown match', { match: { foo: 1 }, action: { kind: 'hang', ms: 0 } }],
    ['a pattern that is none', { match: { path: '(' }, action: { kind: 'hang', ms: 0 } }],
    ['negative times', { action: { kind: 'hang', ms: 0 }, times: -1 }],
    ['a missing number', { action: { kind: 'delay' } }],
    ['a list', []],
  ])('refuses as a fault: %s', async (_, fault) => {
    const answer = await send('POST', '/faults', fault)
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.any(String) }])
    expect(sandbox.controls.faults.list()).toEqual([])
  })

  it('knobs by name, and says which there are', async () => {
    const list: unknown = await (await send('GET', '/knobs')).json()
    expect(list).toContainEqual({ name: '503-html', area: 'status', title: expect.any(String) })
    expect((await send('POST', '/knobs', { name: '503-html', clientId: mainApp.clientId, times: 2 })).status).toBe(200)
    expect(sandbox.controls.faults.list()).toMatchObject([{ times: 2, match: { clientId: mainApp.clientId } }])
    expect((await send('POST', '/knobs', { name: 'no-such' })).status).toBe(400)
  })

  it('a knob that takes a value', async () => {
    await send('POST', '/knobs', { name: 'total-wrong', clientId: mainApp.clientId, value: 3 })
    expect(sandbox.controls.faults.list()).toMatchObject([{ action: { kind: 'edit-content', how: 'total-wrong', value: 3 } }])
  })

  it('a knob that is an address: opened, listed, closed', async () => {
    const turned: unknown = await (await send('POST', '/knobs', { name: 'tls-expired' })).json()
    const [door] = await sandbox.controls.doors.list()
    expect(turned).toMatchObject({ doors: [{ kind: 'tls-expired', url: door?.url }] })
    expect(await (await send('GET', '/doors')).json()).toEqual([door])
    expect(await (await send('DELETE', '/doors')).json()).toEqual([])
    expect(await (await send('GET', '/doors')).json()).toEqual([])
  })

  it.each<[string, unknown]>([
    ['no name', { action: { kind: 'edit-content' } }],
    ['an unknown edit', { action: { kind: 'edit-content', how: 'next-nowhere' } }],
    ['a value that is neither', { action: { kind: 'edit-content', how: 'deep', value: [] } }],
    ['a request edit that is none', { action: { kind: 'edit-request', form: 'x' } }],
    ['a redirect edit that is none', { action: { kind: 'edit-redirect', twice: 2 } }],
  ])('refuses as a fault of content: %s', async (_, fault) => {
    expect((await send('POST', '/faults', fault)).status).toBe(400)
  })

  it('behaviour, for one app and for everybody', async () => {
    expect(await (await send('POST', '/behaviour', { rotation: 'off', clientId: mainApp.clientId })).json()).toMatchObject({ rotation: 'off' })
    expect(sandbox.controls.behaviourFor(otherApp.clientId).rotation).toBe('strict')
    await send('POST', '/behaviour', { medicareLogin: 'down', ttlMs: 1_000 })
    expect(sandbox.controls.behaviourFor(otherApp.clientId).medicareLogin).toBe('down')
    sandbox.controls.clock.advance(1_001)
    expect(sandbox.controls.behaviourFor(otherApp.clientId).medicareLogin).toBe('works')
    for (const wrong of [{ rotation: 'x' }, { foo: 1 }, { rateLimit: 'many' }]) expect((await send('POST', '/behaviour', wrong)).status).toBe(400)
  })

  it('access: revoked at Medicare, expired, over', async () => {
    const { access_token } = await connect({ url, app: mainApp })
    const status = async () => (await call(url, '/v2/fhir/Coverage', access_token)).status
    expect(await (await send('POST', '/expire-access-tokens', { person: 'BBUser00001' })).json()).toEqual({ expired: 0 })
    expect(await status()).toBe(200)
    expect(await (await send('POST', '/expire-access-tokens', { person: 'BBUser00000' })).json()).toEqual({ expired: 1 })
    expect(await status()).toBe(401)
    expect(await (await send('POST', '/expire-grants', {})).json()).toEqual({ expired: 1 })
    expect(await (await send('POST', '/revoke', { person: 'BBUser00000' })).json()).toEqual({ ended: 1 })
  })

  it('apps: registered while it runs, in the format of the file', async () => {
    const app = { client_id: 'N'.repeat(40), client_secret: 'new-secret', name: 'New', redirect_uris: ['https://new.example/cb'] }
    expect((await send('POST', '/apps', app)).status).toBe(201)
    const registered = { ...mainApp, clientId: 'N'.repeat(40), clientSecret: 'new-secret', redirectUris: ['https://new.example/cb'] }
    expect((await connect({ url, app: registered })).access_token).toMatch(/^\w{30}$/)
    expect((await send('POST', '/apps', { ...app, client_id: 'short' })).status).toBe(400)
  })

  it('everything back to the beginning', async () => {
    const { access_token } = await connect({ url, app: mainApp })
    await send('POST', '/knobs', { name: '503-html' })
    await send('POST', '/behaviour', { rotation: 'off' })
    await send('POST', '/reset')
    expect(await (await send('GET', '/state')).json()).toMatchObject({ grants: [], faults: [], behaviours: [], requests: {} })
    expect((await call(url, '/v2/fhir/Coverage', access_token)).status).toBe(401)
  })

  it('never shows a secret of an app', async () => {
    expect(await (await send('GET', '/state')).text()).not.toContain(mainApp.clientSecret)
  })
})

describe('the journal', () => {
  it('counts, orders, and names who asked for what, with secrets hashed', async () => {
    const tokens = await connect({ url, app: mainApp, username: 'BBUser09001' })
    await call(url, '/v2/fhir/Coverage?_count=3', tokens.access_token, { 'x-bluebutton-sdk': 'node' })
    await refreshWith({ url, app: mainApp }, tokens.refresh_token)
    const text = await (await send('GET', `/journal?clientId=${mainApp.clientId}`)).text()
    for (const secret of [tokens.access_token, tokens.refresh_token, mainApp.clientSecret]) expect(text).not.toContain(secret)
    const journal = JSON.parse(text)
    expect(journal.counts).toMatchObject({ authorize: 1, consent: 2, token: 1, coverage: 1, refresh: 1 })
    expect(Object.values(journal.refreshesPerGrant)).toEqual([1])
    const coverage = journal.entries.find((entry: { route: string }) => entry.route === 'coverage')
    expect(coverage).toMatchObject({
      method: 'GET', path: '/v2/fhir/Coverage', status: 200, clientId: mainApp.clientId, personKey: 'BBUser09001',
      secrets: { bearer: expect.stringMatching(/^[0-9a-f]{12}$/) },
      headers: { authorization: expect.stringMatching(/^Bearer [0-9a-f]{12}$/), 'x-bluebutton-sdk': 'node' },
    })
    const numbers = journal.entries.map((entry: { number: number }) => entry.number)
    expect(numbers).toEqual([...numbers].sort((a: number, b: number) => a - b))
  })

  it('hashes every secret that a client may send, wherever it sends it', async () => {
    const verifier = 'v'.repeat(43)
    const code = await walkToCode({ url, app: mainApp, verifier })
    const reply = await exchange({ url, app: mainApp, verifier }, code)
    const tokens = await readTokens(reply)
    const own = { client_id: mainApp.clientId, client_secret: mainApp.clientSecret }
    const basic = Buffer.from(`${mainApp.clientId}:${mainApp.clientSecret}`).toString('base64')
    await post(`${url}/v2/o/token/`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...own })
    await post(`${url}/v2/o/introspect/`, { token: tokens.access_token }, mainApp)
    await post(`${url}/v2/o/revoke/`, { token: tokens.access_token, ...own })
    await call(url, `/v2/fhir/Coverage?access_token=${tokens.access_token}`, tokens.access_token)
    const secrets = [code, verifier, tokens.access_token, tokens.refresh_token, mainApp.clientSecret, basic, 'PW00000!', 'a-state-of-sixteen']
    const told = [await (await send('GET', '/journal')).text(), await (await send('GET', '/state')).text(), await (await fetch(`${url}/__sandbox`)).text()]
    for (const text of told) for (const secret of secrets) expect(text).not.toContain(secret)
    const kinds = new Set(sandbox.controls.journal.entries().flatMap(({ secrets: kept }) => Object.keys(kept)))
    expect(kinds).toEqual(new Set(['bearer', 'code', 'code_verifier', 'refresh_token', 'token', 'client_secret']))
    for (const { secrets: kept } of sandbox.controls.journal.entries()) for (const print of Object.values(kept)) expect(print).toMatch(/^[0-9a-f]{12}$/)
  })

  it('knows how many were under way at once, by app', async () => {
    const [one, other] = [await connect({ url, app: mainApp }), await connect({ url, app: otherApp })]
    sandbox.controls.journal.clear()
    sandbox.controls.faults.add({ match: { route: 'coverage' }, action: { kind: 'delay', ms: 150 } })
    await Promise.all([one, one, one, one, other].map(({ access_token }) => call(url, '/v2/fhir/Coverage', access_token)))
    const { journal } = sandbox.controls
    expect(journal.peakConcurrency({ clientId: mainApp.clientId })).toBe(4)
    expect(journal.peakConcurrency({ clientId: otherApp.clientId })).toBe(1)
    expect(journal.peakConcurrency()).toBe(5)
    expect(journal.counts({ clientId: mainApp.clientId })).toEqual({ coverage: 4 })
  })

  it('does not write down its own controls', async () => {
    await send('GET', '/state')
    expect(sandbox.controls.journal.entries()).toEqual([])
  })
})

describe('the control page', () => {
  const press = (fields: Record<string, string>) =>
    fetch(`${url}/__sandbox`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

  it('shows what is on, and turns knobs on and off', async () => {
    await connect({ url, app: mainApp })
    const on = await press({ deed: 'turn-on', knob: '503-html', clientId: mainApp.clientId })
    expect([on.status, on.headers.get('location')]).toEqual([303, '/__sandbox'])
    const html = await (await fetch(`${url}/__sandbox`)).text()
    for (const words of ['503-html for', 'BBUser00000', 'Remove at Medicare.gov', 'Journal']) expect(html).toContain(words)
    await press({ deed: 'turn-off', id: `503-html for ${mainApp.clientId}` })
    expect(sandbox.controls.faults.list()).toEqual([])
  })

  it('says every knob in a sentence, with a button of its own, and needs no script', async () => {
    const html = await (await fetch(`${url}/__sandbox`)).text()
    for (const { name } of knobs) expect(html).toContain(`name="knob" value="${name}"`)
    expect(html).not.toContain('<script')
  })

  it('turns a knob with a value for the app that was chosen, and stays there', async () => {
    const fields = { deed: 'turn-on', knob: 'deep', clientId: mainApp.clientId, for: mainApp.clientId, value: '12', place: 'knobs-transport' }
    expect((await press(fields)).headers.get('location')).toBe(`/__sandbox?for=${mainApp.clientId}#knobs-transport`)
    expect(sandbox.controls.faults.list()).toMatchObject([{ action: { value: '12' }, match: { clientId: mainApp.clientId } }])
    const html = await (await fetch(`${url}/__sandbox?for=${mainApp.clientId}`)).text()
    expect(html).toContain(`<option value="${mainApp.clientId}" selected>`)
  })

  it('shows the addresses that knobs opened', async () => {
    await press({ deed: 'turn-on', knob: 'canary' })
    const [door] = await sandbox.controls.doors.list()
    expect(await (await fetch(`${url}/__sandbox`)).text()).toContain(`<code>${door?.url}</code>, reached 0 times`)
  })

  it('removes an app at Medicare.gov, moves the clock, starts over', async () => {
    await connect({ url, app: mainApp })
    await press({ deed: 'revoke', person: 'BBUser00000', clientId: mainApp.clientId })
    expect(sandbox.controls.listGrants()).toEqual([])
    const before = sandbox.controls.clock.now()
    await press({ deed: 'advance', minutes: '60' })
    expect(sandbox.controls.clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
    await press({ deed: 'reset' })
    expect(Math.abs(sandbox.controls.clock.now() - Date.now())).toBeLessThan(2_000)
  })

  it('is closed to pages of other sites', async () => {
    const answer = await fetch(`${url}/__sandbox`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ deed: 'reset' }),
    })
    expect(answer.status).toBe(404)
  })
})

describe('a sandbox', () => {
  it('refuses a port that is taken', async () => {
    const { app } = await createSandbox()
    await expect(listen(app, { port: Number(new URL(url).port), hosts: ['127.0.0.1'] })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('is reached by the name localhost', async () => {
    const { app } = await createSandbox({ apps: cast })
    const listening = await listen(app, { port: 0 })
    const answer = await fetch(`http://localhost:${listening.port}/health`)
    await listening.stop()
    expect(answer.status).toBe(200)
  })

  it('shares nothing with another one', async () => {
    const other = await startSandbox({ apps: cast })
    const { access_token } = await connect({ url, app: mainApp })
    expect((await call(other.url, '/v2/fhir/Coverage', access_token)).status).toBe(401)
    await other.stop()
  })

  it('answers in the test process too, without a port', async () => {
    const { app } = await createSandbox({ apps: cast })
    expect((await app.request('/health')).status).toBe(200)
    expect((await app.request('/__sandbox/state')).status).toBe(200)
  })

  it('keeps its pages to itself: no page loads or sends anything elsewhere', async () => {
    const pages = [await (await fetch(`${url}/`)).text(), await (await fetch(`${url}/__sandbox`)).text(), (await walkToConsent({ url, app: mainApp })).html]
    for (const html of pages) {
      expect(html).toContain('<strong>Sandbox.</strong> This is not Medicare.')
      expect(html).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
    }
  })
})
