// CMS's own Node SDK, unchanged: its environment LOCAL is http://localhost:8000. When another program holds that
// port, the SDK's public `baseUrl` is pointed at a spare one, and the test says so.
import { BlueButton, Environments } from 'cms-bluebutton-sdk'
import type { AuthorizationToken } from 'cms-bluebutton-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mainApp } from './bluebutton/cast'
import { signInAt } from './bluebutton/walk'
import { listen } from './listen'
import type { Listening } from './listen'
import { createSandbox } from './server'
import type { Sandbox } from './server'

const callbackUrl = 'http://localhost:3000/api/bluebutton/callback/'
let sandbox: Sandbox
let listening: Listening

beforeAll(async () => {
  sandbox = await createSandbox({ apps: [{ ...mainApp, redirectUris: [callbackUrl] }] })
  try {
    listening = await listen(sandbox.app, { port: 8_000 })
  } catch {
    listening = await listen(sandbox.app, { port: 0 })
    console.info(`Port 8000 is taken: CMS's SDK is pointed at ${listening.port} by its baseUrl`)
  }
})
afterAll(() => listening.stop())

function sdk(version: '2' | '3'): BlueButton {
  const made = new BlueButton({
    environment: Environments.LOCAL,
    clientId: mainApp.clientId,
    clientSecret: mainApp.clientSecret,
    callbackUrl,
    version,
  })
  if (listening.port !== 8_000) made.baseUrl = `http://localhost:${listening.port}`
  return made
}

async function connect(bb: BlueButton, username: string): Promise<AuthorizationToken> {
  const authData = bb.generateAuthData()
  // The SDK asks for no scope at all, which version 3 requires; an app adds it by hand.
  const scope = bb.version === '3' ? '&scope=patient/Patient.rs%20patient/Coverage.rs%20patient/ExplanationOfBenefit.rs%20profile' : ''
  const back = await signInAt(bb.generateAuthorizeUrl(authData) + scope, { username })
  const query = new URL(back ?? '').searchParams
  const [code, state, error] = ['code', 'state', 'error'].map(name => query.get(name) ?? undefined)
  return bb.getAuthorizationToken(authData, code, state, error)
}

describe.each(['2', '3'] as const)("CMS's Node SDK, version %s", version => {
  it('signs in and reads patient, coverage, profile and every page of claims', async () => {
    const bb = sdk(version)
    const token = await connect(bb, 'BBUser09003')
    const patient = await bb.getPatientData(token)
    const coverage = await bb.getCoverageData(token)
    const profile = await bb.getProfileData(token)
    expect([patient, coverage, profile].map(({ response }) => response?.status)).toEqual([200, 200, 200])
    expect(profile.response?.data).toMatchObject({ patient: token.patient })
    const first = await bb.getExplanationOfBenefitData(token)
    const { pages } = await bb.getPages(first.response?.data, token)
    const ids = pages.flatMap(page => page.entry?.map((entry: { resource: { id: string } }) => entry.resource.id) ?? [])
    expect([ids.length, new Set(ids).size]).toEqual([91, 91])
  })

  it('refreshes, and the old token is dead', async () => {
    const bb = sdk(version)
    const token = await connect(bb, 'BBUser09003')
    const fresh = await bb.refreshAuthToken(token)
    expect((await bb.getCoverageData(fresh)).response?.status).toBe(200)
    expect((await bb.getCoverageData(token)).response?.status).toBe(401)
  })

  it('refreshes by itself when its clock says the hour is over', async () => {
    const bb = sdk(version)
    const token = await connect(bb, 'BBUser09003')
    token.expiresAt = 0
    const { response, token: fresh } = await bb.getCoverageData(token)
    expect([response?.status, fresh.accessToken === token.accessToken]).toEqual([200, false])
  })
})
