// The contract's list of what the emulator must do (blue-button.md 8.1), one test a row. The tables behind each row are
// proven in full by observed/ and by the tests of each folder; here every clause of the list stands together.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Behaviour } from './behaviour'
import { cast, inactiveApp, mainApp, noDemographics, oneTimeApp, otherApp, researchApp } from './cast'
import { authorizeAddress, call, connect, exchange, newPkce, post, readTokens, refreshWith, walk, walkToCode, walkToConsent } from './walk'
import type { Tokens, WalkOptions } from './walk'
import { addMonths } from '@/sandbox/clock'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let url: string
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
  url = sandbox.url
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const get = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { redirect: 'manual', ...init })
const options = (more: Partial<WalkOptions> = {}): WalkOptions => ({ url, app: mainApp, ...more })
const data = (token: string, path = '/v2/fhir/Coverage', headers: Record<string, string> = {}) => call(url, path, token, headers)
const claims = '/v2/fhir/ExplanationOfBenefit'
const answerOf = async (answer: Response | Promise<Response>) => [(await answer).status, await (await answer).text()] as const
const refused = async (tokens: Tokens, app = mainApp, version: 2 | 3 = 2) => answerOf(refreshWith({ url, app, version }, tokens.refresh_token))
const without = (name: string, version: 2 | 3 = 2) => {
  const address = new URL(authorizeAddress(options({ version })))
  address.searchParams.delete(name)
  return address.href
}
const withValue = (name: string, value: string) => {
  const address = new URL(authorizeAddress(options()))
  address.searchParams.set(name, value)
  return address.href
}
async function bundleOf(token: string, path: string): Promise<{ total?: number; entry?: { resource: { id: string } }[]; link: { relation: string; url: string }[] }> {
  return JSON.parse(await (await data(token, path)).text())
}

describe('8.1 discovery and login', () => {
  it('E1 the documents of 1.3, their addresses without slashes; 404 page on the slashed SMART path', async () => {
    for (const path of ['/.well-known/openid-configuration', '/v2/fhir/.well-known/smart-configuration'])
      expect(await (await get(path)).json()).toMatchObject({ token_endpoint: `${url}/v2/o/token`, revocation_endpoint: `${url}/v2/o/revoke_token` })
    expect(await answerOf(get('/v2/fhir/.well-known/smart-configuration/'))).toEqual([404, expect.stringContaining('<!doctype html>')])
  })

  it('E2 a 301 for authorize, revoke, revoke_token, introspect; token, userinfo and data with and without a slash', async () => {
    for (const name of ['authorize', 'revoke', 'revoke_token', 'introspect']) expect((await get(`/v2/o/${name}`)).status).toBe(301)
    const { access_token } = await connect(options())
    for (const path of ['/v2/connect/userinfo', '/v2/fhir/Patient', claims]) for (const end of ['', '/']) expect((await data(access_token, path + end)).status).toBe(200)
    const verifier = newPkce().verifier
    for (const end of ['', '/']) {
      const fields = { grant_type: 'authorization_code', code: await walkToCode(options({ verifier })), redirect_uri: mainApp.redirectUris[0] ?? '', code_verifier: verifier }
      expect((await post(`${url}/v2/o/token${end}`, fields, mainApp)).status).toBe(200)
    }
  })

  it.each<[string, () => string, number, string]>([
    ['no client', () => without('client_id'), 401, 'App id failed'],
    ['a malformed client', () => withValue('client_id', 'x'), 400, 'Invalid client_id format'],
    ['an unknown client', () => withValue('client_id', 'Z'.repeat(40)), 400, 'Application does not exist (client_id)'],
    ['an inactive client', () => withValue('client_id', inactiveApp.clientId), 403, 'is temporarily inactive.'],
    ['no challenge', () => without('code_challenge'), 400, 'Missing Required Parameter(s): code_challenge"'],
    ['no method', () => without('code_challenge_method'), 400, 'Missing Required Parameter(s): code_challenge_method"'],
    ['no state', () => without('state'), 400, 'Missing Required Parameter(s): state"'],
    ['a state of 15', () => withValue('state', 'x'.repeat(15)), 400, 'minimum of 16 characters'],
    ['a state of 16', () => withValue('state', 'x'.repeat(16)), 302, ''],
    ['plain', () => withValue('code_challenge_method', 'plain'), 400, 'code_challenge_method must be S256'],
    ['a secret in the query', () => withValue('client_secret', 'x'), 400, 'Illegal query parameter [client_secret] detected'],
  ])('E3 before the sign-in: %s', async (_, address, status, words) => {
    expect(await answerOf(fetch(address(), { redirect: 'manual' }))).toEqual([status, expect.stringContaining(words)])
  })

  it('E4 address, response type and scope only after the sign-in; a bad scope is JSON, a bad address never redirects', async () => {
    for (const [name, value] of [['redirect_uri', 'https://evil.example/'], ['response_type', 'token'], ['scope', 'nonsense']] as const)
      expect((await fetch(withValue(name, value), { redirect: 'manual' })).headers.get('location')).toContain('/mymedicare/login')
    const badScope = await walkToConsent(options({ scope: 'nonsense' }))
    expect([badScope.status, badScope.html, badScope.location]).toEqual([400, '{"status_code": 400, "message": "Invalid scopes."}', null])
    const badAddress = await walkToConsent(options({ redirectUri: 'https://evil.example/' }))
    expect([badAddress.status, badAddress.location]).toEqual([400, null])
  })

  it('E5 a forced sign-in for BBUser00000 to 29999 with their own password, and for nobody else', async () => {
    const enters = async (username: string, password: string) => (await walkToConsent(options({ username, password }))).html.includes('id="approve"')
    expect(await Promise.all([enters('BBUser00000', 'PW00000!'), enters('BBUser29999', 'PW29999!')])).toEqual([true, true])
    expect(await Promise.all([enters('BBUser30000', 'PW30000!'), enters('BBUser00001', 'PW00000!')])).toEqual([false, false])
  })

  it('E6 the box ticked, only for apps that collect; unticking is honoured; nothing left is access_denied', async () => {
    expect((await walkToConsent(options())).html).toMatch(/name="share_demographic_scopes" value="True" checked/)
    expect((await walkToConsent(options({ app: noDemographics, scope: null }))).html).not.toContain('share_demographic_scopes')
    const toggle = ['share_demographic_scopes']
    expect((await connect(options({ toggle }))).scope).not.toMatch(/profile|Patient\./)
    expect((await walk(options({ scope: 'profile', toggle }))).location?.search).toBe('?error=access_denied&state=a-state-of-sixteen')
  })

  it('E7 Cancel leaves earlier tokens alive; Connect kills those of that app and person at once', async () => {
    const [tokens, elsewhere] = [await connect(options()), await connect(options({ app: otherApp }))]
    expect((await walk(options({ press: 'deny' }))).location?.search).toBe('?error=access_denied&state=a-state-of-sixteen')
    expect((await data(tokens.access_token)).status).toBe(200)
    await walkToCode(options())
    expect([(await data(tokens.access_token)).status, (await data(elsewhere.access_token)).status]).toEqual([401, 200])
  })

  it.each<[string, Partial<Behaviour>, number, string]>([
    ['login service down', { medicareLogin: 'down' }, 500, '{"error": "Server Error (500)"}'],
    ['person not found', { claimsBackend: 'does-not-know-the-person' }, 404, 'fetch("https://app.example/callback?error=not_found"'],
    ['backend 502', { claimsBackend: 'failing' }, 502, '{"error": "Failed to retrieve data from data source."}'],
    ['the page of summer 2026', { medicareLogin: 'refuses-everyone' }, 200, 'process your request at this time. Try logging into your account later.'],
    ['the tab never returns', { medicareLogin: 'never-returns' }, 200, ''],
  ])('E8 on demand: %s', async (_, change, status, words) => {
    sandbox.controls.behave(change)
    const page = await walkToConsent(options())
    expect([page.status, page.html, page.location]).toEqual([status, expect.stringContaining(words), null])
  })
})

describe('8.1 tokens', () => {
  it('E9 a code has 30 characters, lives 60 s, works once, survives a failed exchange, and is bound to app, address and challenge', async () => {
    const verifier = newPkce().verifier
    const code = await walkToCode(options({ verifier }))
    expect(code).toMatch(/^[A-Za-z0-9]{30}$/)
    for (const wrong of [{ verifier: newPkce().verifier }, { verifier, app: otherApp }, { verifier, redirectUri: 'https://app.example/x' }])
      expect((await exchange(options(wrong), code)).status).toBe(400)
    expect((await exchange(options({ verifier }), code)).status).toBe(200)
    expect((await exchange(options({ verifier }), code)).status).toBe(400)
    const late = await walkToCode(options({ verifier }))
    sandbox.controls.clock.advance(60_000)
    expect((await exchange(options({ verifier }), late)).status).toBe(400)
  })

  it('E10 seven keys, no-store, scopes in no order', async () => {
    const verifier = newPkce().verifier
    const reply = await exchange(options({ verifier }), await walkToCode(options({ verifier })))
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(Object.keys(await readTokens(reply))).toEqual(['access_token', 'expires_in', 'token_type', 'scope', 'refresh_token', 'patient', 'access_grant_expiration'])
    const orders = new Set<string>()
    for (let round = 0; round < 10; round += 1) orders.add((await connect(options({ scope: null }))).scope)
    expect(orders.size).toBeGreaterThan(1)
  })

  it('E11 error null for the length of the verifier, 500 for a strange scheme, 403 on v3 for an unknown refresh token', async () => {
    const verifier = 'v'.repeat(42)
    expect(await answerOf(exchange(options({ verifier }), await walkToCode(options({ verifier }))))).toEqual([400, expect.stringMatching(/^\{"error": null, /)])
    expect((await post(`${url}/v2/o/token/`, {}, null, { authorization: 'Digest x' })).status).toBe(500)
    expect((await refreshWith(options({ version: 3 }), 'A'.repeat(30))).status).toBe(403)
  })

  it('E12 a refresh rotates, the old pair is dead at once; of five at once one wins and stays valid', async () => {
    const tokens = await connect(options())
    const answers = await Promise.all(Array.from({ length: 5 }, () => refreshWith(options(), tokens.refresh_token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400])
    const winner = await readTokens(answers.find(({ status }) => status === 200) ?? new Response())
    expect([(await data(tokens.access_token)).status, (await data(winner.access_token)).status]).toEqual([401, 200])
  })

  it('E13 over: 401 timed out, twice; revoked: 401 and 403; replaced: 400 not found; spent: 400 invalid_grant', async () => {
    const over = await connect(options())
    sandbox.controls.clock.set(addMonths(sandbox.controls.clock.now(), 13) - 1_000)
    const late = await readTokens(await refreshWith(options(), over.refresh_token))
    sandbox.controls.clock.advance(3_000)
    expect([await answerOf(data(late.access_token)), await refused(late)]).toEqual([[401, expect.stringContaining('timed out')], [401, expect.stringContaining('timed out')]])
    const revoked = await connect(options())
    sandbox.controls.revokeAtMedicare()
    expect([(await data(revoked.access_token)).headers.get('www-authenticate'), await refused(revoked)]).toEqual([expect.stringContaining('invalid_token'), [403, expect.stringContaining('cannot be found')]])
    const replaced = await connect(options())
    const spent = await connect(options())
    expect(await refused(replaced)).toEqual([400, expect.stringContaining('Refresh token not found.')])
    await refreshWith(options(), spent.refresh_token)
    expect(await refused(spent)).toEqual([400, '{"error": "invalid_grant"}'])
  })

  it('E14 a one-time app has a refresh token that is refused, and an hour; a research app has no end', async () => {
    const once = await connect(options({ app: oneTimeApp }))
    expect([once.refresh_token, await refused(once, oneTimeApp)]).toEqual([expect.stringMatching(/^\w{30}$/), [403, expect.stringContaining('not allowed to refresh tokens')]])
    expect(Date.parse(once.access_grant_expiration) - sandbox.controls.clock.now()).toBeLessThanOrEqual(3_600_000)
    sandbox.controls.clock.advance(3_600_000)
    expect((await data(once.access_token)).status).toBe(401)
    expect((await connect(options({ app: researchApp }))).access_grant_expiration).toBe('')
  })

  it('E15 a switch makes a refresh answer 502 after rotating', async () => {
    const tokens = await connect(options())
    sandbox.controls.behave({ claimsBackend: 'failing' })
    expect((await refused(tokens))[0]).toBe(502)
    sandbox.controls.clearBehaviours()
    expect([await refused(tokens), (await data(tokens.access_token)).status]).toEqual([[400, '{"error": "invalid_grant"}'], 401])
  })

  it.each<[string, (tokens: Tokens) => string, string]>([
    ['revoke', () => 'revoke', 'User access cannot be found.'],
    ['revoke_token', () => 'revoke_token', 'invalid_grant'],
    ['expire', ({ patient }) => `expire_authenticated_user/${patient}`, 'User access cannot be found.'],
  ])('E16 %s ends access', async (_, path, words) => {
    const tokens = await connect(options())
    expect((await post(`${url}/v2/o/${path(tokens)}/`, { token: tokens.access_token }, mainApp)).status).toBe(200)
    expect([(await data(tokens.access_token)).status, (await refused(tokens))[1]]).toEqual([401, expect.stringContaining(words)])
  })

  it('E17 a clock to move past 60 s, 1 h and 13 months, and a revocation that nobody tells the app of', async () => {
    const { clock } = sandbox.controls
    const [verifier, tokens] = [newPkce().verifier, await connect(options())]
    const code = await walkToCode(options({ verifier, username: 'BBUser00001' }))
    clock.advance(60_000)
    expect((await exchange(options({ verifier }), code)).status).toBe(400)
    clock.advance(3_600_000)
    expect((await data(tokens.access_token)).headers.get('www-authenticate')).toContain('The access token has expired.')
    clock.set(addMonths(clock.now(), 13))
    expect((await refused(tokens))[0]).toBe(401)
    const again = await connect(options())
    expect([sandbox.controls.revokeAtMedicare({ person: 'BBUser00000' }), (await data(again.access_token)).status]).toEqual([1, 401])
  })
})

describe('8.1 data', () => {
  it('E18 401 with its challenge, 403 by scope and action, 404', async () => {
    const { access_token } = await connect(options({ scope: 'patient/ExplanationOfBenefit.s' }))
    expect([(await get(claims)).status, (await get(claims)).headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"'])
    const statuses = [claims, `${claims}/carrier--1`, '/v2/fhir/Patient'].map(async path => (await data(access_token, path)).status)
    expect(await Promise.all(statuses)).toEqual([200, 403, 403])
    const full = (await connect(options())).access_token
    expect(await answerOf(data(full, `${claims}/carrier--1`))).toEqual([404, '{"detail":"Not found."}'])
  })

  it('E19 _count is 10, 50 passes, 51 is refused; unknown parameters are ignored', async () => {
    const { access_token } = await connect(options())
    const count = async (query: string) => (await bundleOf(access_token, `${claims}?${query}`)).entry?.length
    expect([await count(''), await count('_count=50'), await count('nonsense=1')]).toEqual([10, 50, 10])
    expect(await answerOf(data(access_token, `${claims}?_count=51`))).toEqual([400, '{"detail":"value must be at most 50"}'])
  })

  it('E20 patient=Patient/{id} 403, patient={id} 200, another id 403; reading another’s claim 404', async () => {
    const { access_token, patient } = await connect(options())
    const statuses = [`?patient=Patient/${patient}`, `?patient=${patient}`, '?patient=-19990000000002', '/carrier--10000930004096'].map(async rest => (await data(access_token, claims + rest)).status)
    expect(await Promise.all(statuses)).toEqual([403, 200, 403, 404])
  })

  it('E21 order of links, no next at the end, filters kept on absolute links, no entry when empty, sorted by id text', async () => {
    const { access_token } = await connect(options())
    const middle = await bundleOf(access_token, `${claims}?_count=10&startIndex=10&type=outpatient`)
    expect(middle.link.map(({ relation }) => relation)).toEqual(['first', 'next', 'previous', 'last', 'self'])
    for (const { url: address } of middle.link) expect([address.startsWith(`${url}/v2/fhir/`), address.includes('type=outpatient')]).toEqual([true, true])
    const end = await bundleOf(access_token, `${claims}?_count=50&startIndex=50`)
    expect(end.link.map(({ relation }) => relation)).not.toContain('next')
    expect(await bundleOf(access_token, `${claims}?type=pde`)).not.toHaveProperty('entry')
    const numbers = (await bundleOf(access_token, `${claims}?_count=50`)).entry?.map(({ resource: { id } }) => id.slice(id.indexOf('-') + 1)) ?? []
    expect(numbers).toEqual([...numbers].sort())
  })

  it.each([['BBUser29990', 0], ['BBUser29991', 1], ['BBUser00005', 10], ['BBUser00028', 11], ['BBUser00098', 50], ['BBUser00082', 51], ['BBUser00374', 2_919]])('E22 %s has %i claims, negative ids and four coverages', async (username, total) => {
    const { access_token, patient } = await connect(options({ username }))
    const page = await bundleOf(access_token, `${claims}?_count=1`)
    expect([page.total, patient]).toEqual([total, expect.stringMatching(/^-\d+$/)])
    for (const { resource } of page.entry ?? []) expect(resource.id).toMatch(/^[a-z]+--\d+$/)
    expect((await bundleOf(access_token, '/v2/fhir/Coverage')).entry?.map(({ resource }) => resource.id)).toEqual(['a', 'b', 'c', 'd'].map(part => `part-${part}-${patient}`))
  })

  /** Blue-button.md 4.6, the table of kinds. */
  it.each([
    ['carrier', 'CARRIER', 'professional', '71', 'Professional-NonClinician', 'part-b'],
    ['dme', 'DME', 'institutional', '82', 'Inpatient-Institutional', 'part-a'],
    ['hha', 'HHA', 'professional', '10', 'Professional-NonClinician', 'part-b'],
    ['hospice', 'HOSPICE', 'institutional', '50', 'Inpatient-Institutional', 'part-a'],
    ['inpatient', 'INPATIENT', 'institutional', '60', 'Inpatient-Institutional', 'part-a'],
    ['outpatient', 'OUTPATIENT', 'institutional', '40', 'Outpatient-Institutional', 'part-b'],
    ['snf', 'SNF', 'institutional', '20', 'Inpatient-Institutional', 'part-a'],
    ['pde', 'PDE', 'pharmacy', null, 'Pharmacy', 'part-d'],
  ])('E22 the kind %s has its id, codings, profile and coverage', async (kind, own, general, number, profile, part) => {
    const { access_token, patient } = await connect(options({ username: 'BBUser08158' }))
    const claim = (await bundleOf(access_token, `${claims}?type=${kind}&_count=1`)).entry?.[0]?.resource
    expect(claim?.id).toMatch(new RegExp(`^${kind}--\\d+$`))
    expect(claim).toMatchObject({
      meta: { profile: [expect.stringMatching(new RegExp(`^http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-${profile}(\\||$)`))] },
      patient: { reference: `Patient/${patient}` },
      insurance: [expect.objectContaining({ coverage: expect.objectContaining({ reference: `Coverage/${part}-${patient}` }) })],
      type: { coding: expect.arrayContaining([
        expect.objectContaining({ system: 'https://bluebutton.cms.gov/resources/codesystem/eob-type', code: own }),
        expect.objectContaining({ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: general }),
      ]) },
    })
    const text = JSON.stringify(claim && 'type' in claim ? claim.type : null)
    if (number === null) expect(text).not.toContain('nch_clm_type_cd')
    else expect(text).toContain(`"system":"https://bluebutton.cms.gov/resources/variables/nch_clm_type_cd","code":"${number}"`)
  })

  it('E23 rate headers with numbers on data and None elsewhere; gzip; 406 on XML; Accept decides', async () => {
    const { access_token } = await connect(options())
    expect((await data(access_token)).headers.get('x-ratelimit-remaining')).toBe('99999')
    expect((await get('/v2/o/token/', { method: 'POST' })).headers.get('x-ratelimit-remaining')).toBe('None')
    expect((await data(access_token, claims, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip')
    expect((await data(access_token, claims, { accept: 'application/xml' })).status).toBe(406)
    expect((await data(access_token, claims, { accept: 'application/json' })).headers.get('content-type')).toBe('application/json')
  })

  it.each<[string, string, number, Record<string, string | null>]>([
    ['502 in JSON', '502-detail', 502, {}],
    ['500', '500-json', 500, {}],
    ['503 as a page', '503-html', 503, { 'content-type': 'text/html; charset=utf-8' }],
    ['429 with Retry-After', '429-seconds', 429, { 'retry-after': '2' }],
    ['an empty Bundle for a person who has claims', 'empty-bundle', 200, {}],
    ['cut-off JSON with 200', 'cut-json', 200, {}],
  ])('E24 on demand: %s', async (_, knob, status, headers) => {
    const { access_token } = await connect(options())
    expect(sandbox.controls.turn(knob)).toBe(true)
    const answer = await data(access_token, claims)
    const text = await answer.text()
    expect(answer.status).toBe(status)
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value)
    if (knob === 'empty-bundle') expect(JSON.parse(text)).toMatchObject({ resourceType: 'Bundle', total: 0 })
    if (knob === 'cut-json') expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })

  it('E24 on demand: the token invalid from the third page on, and silence before a 500', async () => {
    const { access_token } = await connect(options())
    sandbox.controls.turn('revoke-mid-paging')
    const statuses: number[] = []
    for (const start of [0, 10, 20, 30]) statuses.push((await data(access_token, `${claims}?startIndex=${start}`)).status)
    expect(statuses).toEqual([200, 200, 401, 401])
    sandbox.controls.faults.clear()
    expect(sandbox.controls.turn('hang-then-500')).toBe(true)
    await expect(fetch(`${url}${claims}`, { headers: { authorization: `Bearer ${access_token}` }, signal: AbortSignal.timeout(300) })).rejects.toThrow()
  })

  it('E25 a week adds a claim in the middle and moves lastUpdated; _lastUpdated returns only that', async () => {
    const { access_token } = await connect(options({ username: 'BBUser00007', app: researchApp }))
    const ids = async (token: string, query: string) => (await bundleOf(token, `${claims}?_count=50&${query}`)).entry?.map(({ resource }) => resource.id) ?? []
    const before = await ids(access_token, '')
    const since = new Date(sandbox.controls.clock.now()).toISOString()
    sandbox.controls.clock.advance(7 * 86_400_000)
    const fresh = (await connect(options({ username: 'BBUser00007' }))).access_token
    const after = await ids(fresh, '')
    const added = after.filter(id => !before.includes(id))
    expect(added).toHaveLength(1)
    expect([0, after.length - 1]).not.toContain(after.indexOf(added[0] ?? ''))
    expect(await ids(fresh, `_lastUpdated=ge${since}`)).toEqual(added)
  })

  it('E26 version 3: other ids, _offset, no total midway, tags and sources, no demographics opt-out, scope required', async () => {
    const page = await walkToConsent(options({ version: 3 }))
    expect(page.html).toContain('type="hidden" name="share_demographic_scopes" value="True"')
    expect((await fetch(without('scope', 3), { redirect: 'manual' })).status).toBe(400)
    const { access_token, patient } = await connect(options({ version: 3 }))
    const [first, last] = [await bundleOf(access_token, '/v3/fhir/ExplanationOfBenefit'), await bundleOf(access_token, '/v3/fhir/ExplanationOfBenefit?_count=10&_offset=50')]
    expect([patient, first.total, last.total]).toEqual(['-100000000', undefined, 2])
    expect(first.link.find(({ relation }) => relation === 'next')?.url).toContain('_offset=10')
    expect(first.entry?.[0]?.resource).toMatchObject({
      id: expect.stringMatching(/^-\d+$/),
      meta: { source: 'NCH', tag: expect.arrayContaining([expect.objectContaining({ system: 'https://bluebutton.cms.gov/fhir/CodeSystem/Final-Action' })]) },
    })
  })
})
