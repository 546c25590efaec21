// E8 and the table of 2.8: when the sign-in fails the person never returns to the app.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import { cast, mainApp } from '@/sandbox/bluebutton/cast'
import { authorizeAddress, walk, walkToConsent } from '@/sandbox/bluebutton/walk'
import { RESERVED } from '@/sandbox/people/reserved'
import { visit } from '@/sandbox/bluebutton/browse'
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

const serverError = '{"error": "Server Error (500)"}'

describe('E8 trouble at the sign-in', () => {
  it.each<[string, Partial<Behaviour>, number, string]>([
    ['the login service is down', { medicareLogin: 'down' }, 500, serverError],
    ['the claims backend fails', { claimsBackend: 'failing' }, 502, '{"error": "Failed to retrieve data from data source."}'],
    ['the claims backend cannot be reached', { claimsBackend: 'unreachable' }, 500, serverError],
  ])('%s', async (_, change, status, body) => {
    sandbox.controls.behave(change)
    const page = await walkToConsent({ url, app: mainApp })
    expect([page.status, page.html, page.location]).toEqual([status, body, null])
  })

  it.each<[string, Partial<Behaviour>, number, string]>([
    ['no Medicare number', { medicareLogin: 'no-medicare-number' }, 404, 'There is no Medicare number in this account.'],
    ['the tab never returns', { medicareLogin: 'never-returns' }, 200, 'This page goes nowhere'],
    ['published users are refused', { medicareLogin: 'refuses-everyone' }, 200, "We can&#39;t process your request at this time. Try logging into your account later."],
    ['an identity paired with another', { medicareLogin: 'paired-with-another' }, 409, '"error"'],
  ])('%s', async (_, change, status, words) => {
    sandbox.controls.behave(change)
    const page = await walkToConsent({ url, app: mainApp })
    expect([page.status, page.location]).toEqual([status, null])
    expect(page.html).toContain(words)
  })

  it('switched for one app, it leaves the others alone', async () => {
    sandbox.controls.behave({ medicareLogin: 'down' }, { clientId: mainApp.clientId })
    const other = cast[1] ?? mainApp
    expect((await walkToConsent({ url, app: other })).html).toContain('id="approve"')
  })
})

describe('a person whom the claims backend does not know', () => {
  it('sees a 404 page whose script calls the app in the background, without state', async () => {
    sandbox.controls.behave({ claimsBackend: 'does-not-know-the-person' })
    const page = await walkToConsent({ url, app: mainApp })
    expect([page.status, page.location]).toEqual([404, null])
    expect(page.html).toContain('ERROR: Your patient data cannot be found at this time.')
    expect(page.html).toContain(`fetch("https://app.example/callback?error=not_found",{mode:'no-cors'})`)
    expect(page.response.headers.get('content-security-policy')).toContain('connect-src https://app.example')
  })

  it('is somebody without an id in version 3, who can connect on version 2', async () => {
    const stranger = `BBUser${RESERVED.noVersion3}`
    const person = sandbox.controls.directory.findByKey(stranger)
    expect(person).toMatchObject({ v3Id: null })
    expect((await walkToConsent({ url, app: mainApp, version: 3, username: stranger })).status).toBe(404)
    expect((await walk({ url, app: mainApp, version: 2, username: stranger })).location?.search).toContain('?code=')
  })

  it('never makes the browser call an address that nobody registered', async () => {
    sandbox.controls.behave({ claimsBackend: 'does-not-know-the-person' })
    const page = await walkToConsent({ url, app: mainApp, redirectUri: 'https://evil.example/x' })
    expect(page.status).toBe(404)
    expect(page.html).not.toContain('evil.example')
    expect(page.html).not.toContain('<script')
  })

  it('cannot break out of the script by a registered address', async () => {
    const redirectUri = 'https://app.example/</script><script>alert(1)//'
    sandbox.controls.registerApp({ ...mainApp, redirectUris: [redirectUri] })
    sandbox.controls.behave({ claimsBackend: 'does-not-know-the-person' })
    const page = await walkToConsent({ url, app: { ...mainApp, redirectUris: [redirectUri] } })
    expect(page.html.match(/<script/g)).toHaveLength(1)
  })
})

describe('the callback of the login service', () => {
  const callback = async (query: string) => {
    const answer = await fetch(`${url}/mymedicare/sls-callback?${query}`, { redirect: 'manual' })
    return [answer.status, await answer.text()]
  }
  it.each([
    ['without req_token', 'relay=1', 400, '{"error": "An error occurred connecting to medicare.gov account"}'],
    ['without relay', 'req_token=x', 400, '{"error": "The state parameter is required"}'],
    ['with an unknown relay', 'req_token=x&relay=1', 400, '{"error": "The requested state was not found"}'],
  ])('%s', async (_, query, status, body) => {
    expect(await callback(query)).toEqual([status, body])
  })

  it('with a token that the login service does not know: 500', async () => {
    const login = await visit(authorizeAddress({ url, app: mainApp }), {})
    const relay = new URL(login.url).searchParams.get('relay') ?? ''
    expect(await callback(`req_token=x&relay=${relay}`)).toEqual([500, serverError])
  })
})

describe('the two steps', () => {
  it('ask for the name first and the password second, under the real ids', async () => {
    const login = await visit(authorizeAddress({ url, app: mainApp }), {})
    const first = await login.text()
    expect(first).toContain('id="username-textbox" name="username"')
    expect(first).not.toContain('password-textbox')
    const second = await (await fetch(login.url, { method: 'POST', body: new URLSearchParams({ username: 'BBUser00000' }) })).text()
    expect(second).toContain('id="password-textbox" name="password"')
    expect(second).not.toContain('username-textbox')
    for (const html of [first, second]) expect(html).toContain('id="login-button"')
  })

  it('an empty name is asked for again; another name can be chosen', async () => {
    const login = await visit(authorizeAddress({ url, app: mainApp }), {})
    const send = async (fields: Record<string, string>) => (await fetch(login.url, { method: 'POST', body: new URLSearchParams(fields) })).text()
    expect(await send({ username: ' ' })).toContain('Please enter a username.')
    const again = await send({ username: 'BBUser00007', back: '1', password: '' })
    expect(again).toContain('value="BBUser00007"')
  })

  it('speak Spanish when the app asks for it', async () => {
    const login = await visit(authorizeAddress({ url, app: mainApp, more: { lang: 'es' } }), {})
    expect(await login.text()).toContain('Nombre de usuario')
  })
})
