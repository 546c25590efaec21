// The strict OAuth client library walks the whole flow without any option that loosens a check: https addresses
// (carried here to the sandbox in the same process), PKCE, state, scopes, refresh, revocation, userinfo.
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { cast, mainApp } from './bluebutton/cast'
import { fullScope } from './bluebutton/walk'
import { createSandbox } from './server'
import type { Sandbox } from './server'

const base = 'https://sandbox.example'
let sandbox: Sandbox
let config: client.Configuration

beforeAll(async () => {
  sandbox = await createSandbox({ apps: cast })
  // The server answers with no issuer and advertises addresses without slashes; a client must fix both itself.
  const metadata: client.ServerMetadata = {
    issuer: base,
    authorization_endpoint: `${base}/v2/o/authorize/`,
    token_endpoint: `${base}/v2/o/token/`,
    revocation_endpoint: `${base}/v2/o/revoke_token/`,
    userinfo_endpoint: `${base}/v2/connect/userinfo`,
  }
  config = new client.Configuration(metadata, mainApp.clientId, {}, client.ClientSecretBasic(mainApp.clientSecret))
  config[client.customFetch] = async (url, { method, headers, body }) => {
    const form = body instanceof URLSearchParams ? { body } : {}
    return sandbox.app.request(url, { method, headers, ...form })
  }
})

/** Plays the person in the same process. */
async function signIn(address: URL): Promise<URL> {
  let response = await sandbox.app.request(address.href)
  const follow = async () => {
    for (let next = response.headers.get('location'); next?.startsWith('/'); next = response.headers.get('location'))
      response = await sandbox.app.request(new URL(next, base).href)
  }
  const send = async (fields: Record<string, string>) => {
    const action = /action="([^"]+)"/.exec(await response.text())?.[1]?.replaceAll('&amp;', '&') ?? ''
    response = await sandbox.app.request(new URL(action, base).href, { method: 'POST', body: new URLSearchParams(fields) })
    await follow()
  }
  await follow()
  await send({ username: 'BBUser09001' })
  await send({ username: 'BBUser09001', password: 'PW09001!' })
  await send({ allow: 'Connect', share_demographic_scopes: 'True', state: address.searchParams.get('state') ?? '' })
  return new URL(response.headers.get('location') ?? '')
}

async function connect() {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: mainApp.redirectUris[0] ?? '',
    scope: fullScope,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  })
  return client.authorizationCodeGrant(config, await signIn(address), { pkceCodeVerifier, expectedState })
}

describe('openid-client, strict', () => {
  it('signs in, reads, refreshes, asks who it is, and revokes', async () => {
    const tokens = await connect()
    expect(tokens.token_type).toBe('bearer')
    expect(tokens.expiresIn()).toBeGreaterThan(3_590)
    expect(tokens.scope?.split(' ').sort()).toEqual(fullScope.split(' ').sort())
    const data = await client.fetchProtectedResource(config, tokens.access_token, new URL(`${base}/v2/fhir/Coverage`), 'GET')
    expect(data.status).toBe(200)
    const who = await client.fetchUserInfo(config, tokens.access_token, String(tokens['patient']))
    expect(who['patient']).toBe(tokens['patient'])
    const fresh = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(fresh.access_token).not.toBe(tokens.access_token)
    await client.tokenRevocation(config, fresh.access_token)
    await expect(
      client.fetchProtectedResource(config, fresh.access_token, new URL(`${base}/v2/fhir/Coverage`), 'GET'),
    ).rejects.toMatchObject({ status: 401 })
  })

  it('reads each refusal as the error it is', async () => {
    const tokens = await connect()
    await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
    sandbox.controls.revokeAtMedicare()
    const other = await connect()
    sandbox.controls.revokeAtMedicare()
    await expect(client.refreshTokenGrant(config, other.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant', status: 403 })
  })
})
