// E6, E7, 2.8, 2.9: what the consent pages show, and what each answer does to codes and to earlier tokens.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cast, mainApp, noDemographics, oneTimeApp, otherApp, researchApp } from '@/sandbox/bluebutton/cast'
import { authorizeAddress, call, connect, exchange, newPkce, post, readTokens, refreshWith, walk, walkToCode, walkToConsent } from '@/sandbox/bluebutton/walk'
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

const statusOf = async (token: string, path = '/v2/fhir/Coverage') => (await call(url, path, token)).status

describe('E6 the consent page of versions 1 and 2', () => {
  it.each([1, 2] as const)('has the fields and buttons of the real one, version %i', async version => {
    const { html } = await walkToConsent({ url, app: mainApp, version })
    const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)"/g)].map(match => match[1])
    expect(hidden).toEqual([
      'csrfmiddlewaretoken', 'redirect_uri', 'scope', 'nonce', 'client_id', 'state', 'response_type',
      'code_challenge', 'code_challenge_method', 'claims', 'share_demographic_scopes',
    ])
    expect(html).toContain('Connect your Medicare claims data to Main App?')
    for (const text of ['Doctor visits', 'Hospital visits', 'Prescription medications', 'Personal Information', 'Your name, address, date of birth, race, and sex', '1-800-633-4227'])
      expect(html).toContain(text)
    expect(html).toContain('name="share_demographic_scopes" value="False"')
    expect(html).toContain('<input type="checkbox" id="share_demographic_scopes" name="share_demographic_scopes" value="True" checked>')
    expect(html).toMatch(/<button class="other" type="submit" id="deny">Cancel</)
    expect(html).toMatch(/id="approve" name="allow" value="Connect">Connect</)
    expect(html).toMatch(/id="authorizationForm" method="post"/)
  })

  it('has no box for an app without demographics', async () => {
    const { html } = await walkToConsent({ url, app: noDemographics, scope: 'patient/Coverage.rs' })
    expect(html).not.toContain('share_demographic_scopes')
    expect(html).not.toContain('type="checkbox"')
  })

  it.each([
    ['13 months, with the date', mainApp, 'en', /for 13 months, until\s<strong id="permission_end_date">Sept\. 5, 2027</],
    ['the date in Spanish', mainApp, 'es', /13 meses, hasta el\s<strong id="permission_end_date">5 de septiembre de 2027</],
    ['one hour', oneTimeApp, 'en', /for 1 hour\./],
  ])('says how long: %s', async (_, app, lang, words) => {
    sandbox.controls.clock.set(Date.UTC(2026, 7, 5, 12))
    expect((await walkToConsent({ url, app, more: { lang } })).html).toMatch(words)
  })

  it('says nothing of time to a research study', async () => {
    expect((await walkToConsent({ url, app: researchApp })).html).not.toContain('permission_expire_info')
  })

  it('is Spanish with Conectar and Cancelar', async () => {
    const { html, response } = await walkToConsent({ url, app: mainApp, more: { lang: 'es' } })
    expect(html).toMatch(/>Cancelar</)
    expect(html).toMatch(/>Conectar</)
    expect(response.headers.get('content-language')).toBe('es')
  })

  it('says Sandbox first, is sealed by its policy and loads nothing', async () => {
    const { html, response } = await walkToConsent({ url, app: mainApp })
    expect(html.indexOf('Sandbox.')).toBeLessThan(html.indexOf('<h1'))
    expect(html).toContain('This is not Medicare.')
    expect(html).not.toMatch(/<(?:script|link|img|iframe)\b/)
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  it.each([2, 3] as const)("links to the app's privacy policy and terms when it has them, version %i", async version => {
    const pages = { policyUri: 'https://app.example/privacy?a=1&b=2', tosUri: 'https://app.example/terms' }
    expect((await walkToConsent({ url, app: mainApp, version })).html).not.toContain('app.example/terms')
    sandbox.controls.registerApp({ ...mainApp, ...pages })
    const english = (await walkToConsent({ url, app: mainApp, version })).html
    expect(english).toContain('<a href="https://app.example/privacy?a=1&amp;b=2">Privacy policy of Main App</a>')
    expect(english).toContain('<a href="https://app.example/terms">Terms of Main App</a>')
    const spanish = (await walkToConsent({ url, app: mainApp, version, more: { lang: 'es' } })).html
    expect(spanish).toContain('Política de privacidad de Main App')
    expect(spanish).toContain('Términos de Main App')
  })

  it('writes what the app called itself as text', async () => {
    sandbox.controls.registerApp({ ...mainApp, name: '<img src=x onerror=alert(1)>"' })
    expect((await walkToConsent({ url, app: mainApp })).html).not.toContain('<img')
  })
})

describe('E6 what the person unticks', () => {
  it('personal information: exactly those scopes are gone', async () => {
    const tokens = await connect({ url, app: mainApp, scope: null, toggle: ['share_demographic_scopes'] })
    expect(tokens.scope.split(' ').sort()).toEqual([
      'launch/patient', 'openid', 'patient/Coverage.read', 'patient/Coverage.rs', 'patient/ExplanationOfBenefit.read', 'patient/ExplanationOfBenefit.rs',
    ])
    expect(tokens.patient).toMatch(/^-\d+$/)
  })

  it('when nothing is left: access_denied, and the earlier grant and tokens are gone', async () => {
    const tokens = await connect({ url, app: mainApp })
    const { location } = await walk({ url, app: mainApp, scope: 'profile patient/Patient.rs', toggle: ['share_demographic_scopes'] })
    expect(location?.search).toBe('?error=access_denied&state=a-state-of-sixteen')
    expect(await statusOf(tokens.access_token)).toBe(401)
    expect(sandbox.controls.listGrants()).toEqual([])
  })

  it.each([['', 'access_denied'], ['False', 'access_denied'], ['yes', null]])('allow=%j counts as %s', async (allow, error) => {
    const consent = await walkToConsent({ url, app: mainApp })
    const { location } = await consent.submit({ allow, share_demographic_scopes: 'True' }, 'deny')
    expect(location?.searchParams.get('error')).toBe(error)
  })
})

describe('the consent page of version 3', () => {
  it('greets by name, offers one unticked box and no choice of demographics', async () => {
    const { html } = await walkToConsent({ url, app: mainApp, version: 3, username: 'BBUser09001' })
    const person = sandbox.controls.directory.findByKey('BBUser09001')
    expect(html).toContain(`Hello, ${person?.givenName} ${person?.familyName}`)
    expect(html).toContain('type="hidden" name="share_demographic_scopes" value="True"')
    expect(html).toContain('type="hidden" name="share_samhsa_data" value="False"')
    expect(html).toContain('<input type="checkbox" id="share_samhsa_data" name="share_samhsa_data" value="True">')
    expect(html.match(/type="checkbox"/g)).toHaveLength(1)
    expect(html).toMatch(/id="deny">Cancel</)
    expect(html).toMatch(/id="approve" name="allow" value="Share">Share</)
  })

  it('"Switch account" leads back to authorize with the same state and challenge', async () => {
    const options = { url, app: mainApp, version: 3 as const, username: 'BBUser09001' }
    const address = authorizeAddress(options)
    const consent = await walkToConsent(options, address)
    const query = /name="query" value="([^"]*)"/.exec(consent.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const answer = await post(`${url}/v3/o/permission-logout`, { query })
    const back = new URL(answer.headers.get('location') ?? '', url)
    expect([answer.status, back.pathname]).toEqual([302, '/v3/o/authorize'])
    for (const name of ['state', 'code_challenge', 'client_id'])
      expect(back.searchParams.get(name)).toBe(new URL(address).searchParams.get(name))
  })

  it('without the substance-use box, claims are closed on versions 1 and 2 and open on 3', async () => {
    const { access_token } = await connect({ url, app: mainApp, version: 3, username: 'BBUser09001' })
    for (const version of [1, 2]) {
      expect(await statusOf(access_token, `/v${version}/fhir/ExplanationOfBenefit`)).toBe(403)
      expect(await statusOf(access_token, `/v${version}/fhir/Coverage`)).toBe(200)
    }
    expect(await statusOf(access_token, '/v3/fhir/ExplanationOfBenefit')).toBe(200)
  })

  it('with the box, they are open on all', async () => {
    const { access_token } = await connect({ url, app: mainApp, version: 3, username: 'BBUser09001', toggle: ['share_samhsa_data'] })
    for (const version of [1, 2, 3]) expect(await statusOf(access_token, `/v${version}/fhir/ExplanationOfBenefit`)).toBe(200)
  })
})

describe('E7 Cancel and Connect', () => {
  it('Cancel: access_denied with the same state and no description; earlier tokens live', async () => {
    const tokens = await connect({ url, app: mainApp })
    const { location } = await walk({ url, app: mainApp, press: 'deny' })
    expect(location?.href).toBe('https://app.example/callback?error=access_denied&state=a-state-of-sixteen')
    expect(await statusOf(tokens.access_token)).toBe(200)
    expect((await refreshWith({ url, app: mainApp }, tokens.refresh_token)).status).toBe(200)
  })

  it('Connect: the old pair is dead before the code is redeemed', async () => {
    const tokens = await connect({ url, app: mainApp })
    await walkToCode({ url, app: mainApp })
    const data = await call(url, '/v2/fhir/Coverage', tokens.access_token)
    expect([data.status, data.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api",error="invalid_token",error_description="The access token is invalid."'])
    const refresh = await refreshWith({ url, app: mainApp }, tokens.refresh_token)
    expect([refresh.status, await refresh.text()]).toEqual([400, '{"status_code": 400, "error": "invalid_request", "error_description": "Refresh token not found."}'])
  })

  it("Connect leaves other people's and other apps' tokens alone", async () => {
    const other = await connect({ url, app: otherApp })
    const neighbour = await connect({ url, app: mainApp, username: 'BBUser00001' })
    await walkToCode({ url, app: mainApp })
    expect([await statusOf(other.access_token), await statusOf(neighbour.access_token)]).toEqual([200, 200])
  })

  it('a renewed consent starts a new period; a refresh does not', async () => {
    const first = await connect({ url, app: mainApp })
    sandbox.controls.clock.advance(86_400_000)
    const refreshed = await readTokens(await refreshWith({ url, app: mainApp }, first.refresh_token))
    expect(refreshed.access_grant_expiration).toBe(first.access_grant_expiration)
    const renewed = await connect({ url, app: mainApp })
    expect(Date.parse(renewed.access_grant_expiration) - Date.parse(first.access_grant_expiration)).toBeGreaterThanOrEqual(86_400_000 - 1_000)
  })

  it('the same form posted twice gives a second code', async () => {
    const verifier = newPkce().verifier
    const consent = await walkToConsent({ url, app: mainApp, verifier })
    const codes = [await consent.submit({}, 'approve'), await consent.submit({}, 'approve')].map(page => page.location?.searchParams.get('code') ?? '')
    expect(new Set(codes).size).toBe(2)
    for (const code of codes) expect((await exchange({ url, app: mainApp, verifier }, code)).status).toBe(200)
  })
})

describe('the consent address', () => {
  it('is good for 600 seconds, then leads back to the sign-in', async () => {
    const consent = await walkToConsent({ url, app: mainApp })
    sandbox.controls.clock.advance(599_000)
    expect((await fetch(consent.response.url, { redirect: 'manual' })).status).toBe(200)
    sandbox.controls.clock.advance(2_000)
    const late = await fetch(consent.response.url, { redirect: 'manual' })
    expect(late.headers.get('location')).toMatch(/^\/mymedicare\/login\?next=%2Fv2%2Fo%2Fauthorize%2F%3F/)
    const page = await consent.submit({}, 'approve')
    expect(page.html).toContain('username-textbox')
  })

  it('belongs to one app', async () => {
    const { response } = await walkToConsent({ url, app: mainApp })
    const address = new URL(response.url)
    address.searchParams.set('client_id', otherApp.clientId)
    expect(await (await visit(address.href, {})).text()).toContain('username-textbox')
  })

  it.each(['not-a-uuid', '123'])('that is no uuid (%s): 404 JSON', async id => {
    const { search } = new URL(authorizeAddress({ url, app: mainApp }))
    const answer = await fetch(`${url}/v2/o/authorize/${id}/${search}`)
    expect([answer.status, await answer.text()]).toEqual([404, '{"status_code": 404, "message": "Not found."}'])
  })

  it('that nobody opened leads back to the sign-in', async () => {
    const { search } = new URL(authorizeAddress({ url, app: mainApp }))
    const answer = await visit(`${url}/v2/o/authorize/00000000-0000-4000-8000-000000000000/${search}`, {})
    expect(await answer.text()).toContain('username-textbox')
  })

  it('answers without cookies and from several tabs, in any order', async () => {
    const tabs = await Promise.all(['BBUser00000', 'BBUser00001', 'BBUser00002'].map(username => walkToConsent({ url, app: mainApp, username, state: `state-of-${username}` })))
    for (const tab of tabs.toReversed()) expect((await tab.submit({}, 'approve')).location?.searchParams.get('code')).toMatch(/^[A-Za-z0-9]{30}$/)
  })
})
