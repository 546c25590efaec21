// The way through the sign-in, from authorize to data, in both versions.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { call, connect, readTokens, refreshWith, walk, walkToConsent } from './walk'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

describe('a person who signs in and connects', () => {
  it.each([1, 2, 3] as const)('reads their data with the token, version %i', async version => {
    const { url, app } = sandbox
    const tokens = await connect({ url, app, version, username: 'BBUser09001' })
    expect(tokens).toMatchObject({ expires_in: 3600, token_type: 'Bearer' })
    expect(tokens.patient).toMatch(/^-\d+$/)
    for (const resource of ['Patient', 'Coverage', 'ExplanationOfBenefit'])
      expect((await call(url, `/v${version}/fhir/${resource}/`, tokens.access_token)).status).toBe(200)
    const userinfo = await call(url, `/v${version}/connect/userinfo`, tokens.access_token)
    expect(await userinfo.json()).toMatchObject({ sub: tokens.patient, patient: tokens.patient })
  })

  it('refreshes, and the old pair is dead at once', async () => {
    const { url, app } = sandbox
    const tokens = await connect({ url, app })
    const fresh = await readTokens(await refreshWith({ url, app }, tokens.refresh_token))
    expect((await call(url, '/v2/fhir/Patient', tokens.access_token)).status).toBe(401)
    expect((await call(url, '/v2/fhir/Patient', fresh.access_token)).status).toBe(200)
    expect((await refreshWith({ url, app }, tokens.refresh_token)).status).toBe(400)
  })

  it('may keep personal information to themselves', async () => {
    const { url, app } = sandbox
    const tokens = await connect({ url, app, toggle: ['share_demographic_scopes'] })
    expect(tokens.scope.split(' ').sort()).toEqual(['patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs'])
    expect((await call(url, '/v2/fhir/Patient', tokens.access_token)).status).toBe(403)
    expect((await call(url, '/v2/connect/userinfo', tokens.access_token)).status).toBe(403)
    expect((await call(url, '/v2/fhir/Coverage', tokens.access_token)).status).toBe(200)
  })

  it('goes back with access_denied when they cancel', async () => {
    const { url, app } = sandbox
    const { location } = await walk({ url, app, press: 'deny' })
    expect(location?.search).toBe('?error=access_denied&state=a-state-of-sixteen')
  })

  it('is asked in Spanish when the app or the browser says so', async () => {
    const { url, app } = sandbox
    const byApp = await walkToConsent({ url, app, more: { lang: 'es' } })
    expect(byApp.html).toContain('Conectar</button>')
    const byBrowser = await walkToConsent({ url, app, headers: { 'accept-language': 'es-MX,es;q=0.9,en;q=0.5' } })
    expect(byBrowser.html).toContain('lang="es"')
  })
})
