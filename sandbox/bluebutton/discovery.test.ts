// E1, E2, observed 2: the documents, and which paths live with or without their slash.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const get = (path: string, init: RequestInit = {}) => fetch(`${sandbox.url}${path}`, { redirect: 'manual', ...init })

const scopes = [
  'openid', 'profile', 'launch/patient', 'patient/Patient.read', 'patient/ExplanationOfBenefit.read',
  'patient/Coverage.read', 'patient/Patient.rs', 'patient/ExplanationOfBenefit.rs', 'patient/Coverage.rs',
]
const capabilities = [
  'client-confidential-symmetric', 'context-standalone-patient', 'launch-standalone', 'permission-offline',
  'permission-patient', 'permission-v1', 'permission-v2', 'authorize-post',
]

describe('E1 the SMART document', () => {
  it.each([[1, 2], [2, 2], [3, 3]])('of version %i points to version %i, without slashes', async (version, points) => {
    const answer = await get(`/v${version}/fhir/.well-known/smart-configuration`)
    expect(answer.headers.get('content-type')).toBe('application/json')
    const document: unknown = await answer.json()
    expect(document).toMatchObject({
      authorization_endpoint: `${sandbox.url}/v${points}/o/authorize`,
      revocation_endpoint: `${sandbox.url}/v${points}/o/revoke_token`,
      token_endpoint: `${sandbox.url}/v${points}/o/token`,
      response_types_supported: ['code', 'token'],
      scopes_supported: scopes,
      code_challenge_methods_supported: ['S256'],
    })
    expect(document).not.toHaveProperty('issuer')
  })

  it('of version 2 has exactly these grants and capabilities', async () => {
    const document: unknown = await (await get('/v2/fhir/.well-known/smart-configuration')).json()
    expect(document).toMatchObject({ grant_types_supported: ['authorization_code'], capabilities })
    expect(document).not.toHaveProperty('token_endpoint_auth_methods_supported')
  })

  it('of version 3 adds what network apps use', async () => {
    const document: unknown = await (await get('/v3/fhir/.well-known/smart-configuration')).json()
    expect(document).toMatchObject({
      grant_types_supported: ['authorization_code', 'client_credentials'],
      capabilities: expect.arrayContaining([...capabilities, 'client-confidential-asymmetric']),
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS256', 'RS384', 'RS512'],
    })
  })
})

describe('E1 the OpenID document', () => {
  it.each([
    ['/.well-known/openid-configuration', 2],
    ['/.well-known/openid-configuration-v2', 2],
    ['/.well-known/openid-configuration-v3', 3],
    ['/v1/connect/.well-known/openid-configuration', 2],
    ['/v2/connect/.well-known/openid-configuration', 2],
    ['/v3/connect/.well-known/openid-configuration', 3],
  ])('%s points to version %i', async (path, version) => {
    const base = `${sandbox.url}/v${version}`
    expect(await (await get(path)).json()).toEqual({
      issuer: sandbox.url,
      authorization_endpoint: `${base}/o/authorize`,
      revocation_endpoint: `${base}/o/revoke_token`,
      token_endpoint: `${base}/o/token`,
      userinfo_endpoint: `${base}/connect/userinfo`,
      ui_locales_supported: ['en-US'],
      service_documentation: 'https://bluebutton.cms.gov/developers',
      op_tos_uri: 'https://bluebutton.cms.gov/terms',
      grant_types_supported: ['refresh_token', 'authorization_code'],
      response_types_supported: ['code', 'token'],
      fhir_metadata_uri: `${base}/fhir/metadata`,
    })
  })
})

describe('E1 paths that are not there', () => {
  it.each([
    '/v2/fhir/.well-known/smart-configuration/',
    '/v3/fhir/.well-known/smart-configuration/',
    '/.well-known/smart-configuration',
    '/.well-known/oauth-authorization-server',
    '/.well-known/jwks.json',
    '/v2/fhir/metadata/',
    '/v4/fhir/metadata',
    '/v2/fhir/',
    '/v2/fhir/Claim',
    '/nothing',
  ])('%s is a 404 page, whatever is accepted', async path => {
    const answer = await get(path, { headers: { accept: 'application/json' } })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).toContain('Page not found')
  })

  it.each([['HEAD', 405, 'GET'], ['OPTIONS', 405, 'GET'], ['POST', 403, null]])('%s on discovery is %i', async (method, status, allow) => {
    const answer = await get('/v2/fhir/.well-known/smart-configuration', { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow])
  })
})

describe('1.4 the capability statement', () => {
  it.each([[1, '3.0.2', 2], [2, '4.0.1', 2], [3, '4.0.1', 3]])('of version %i needs no token', async (version, fhirVersion, points) => {
    const statement: unknown = await (await get(`/v${version}/fhir/metadata`)).json()
    expect(statement).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion,
      format: ['application/json', 'application/fhir+json'],
      rest: [{
        security: {
          cors: true,
          extension: [{ extension: expect.arrayContaining([{ url: 'token', valueUri: `${sandbox.url}/v${points}/o/token` }]) }],
        },
        resource: ['Patient', 'Coverage', 'ExplanationOfBenefit'].map(type => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
        })),
      }],
    })
  })

  it('is a 504 when the claims backend cannot be reached', async () => {
    sandbox.controls.behave({ claimsBackend: 'unreachable' })
    const answer = await get('/v2/fhir/metadata')
    sandbox.controls.clearBehaviours()
    expect(answer.status).toBe(504)
    expect(await answer.json()).toEqual({
      errors: ['The gateway has timed out', 'Failed to reach FHIR Database.'],
      code: 504,
      status_code: 504,
      text: 'The gateway has timed out',
    })
  })
})

describe('1.6 health', () => {
  it.each(['/health', '/health/', '/health/external', '/health/bfd', '/health/sls'])('%s is well', async path => {
    expect(await (await get(path)).text()).toBe('{"message":"all\'s well"}')
  })

  it.each([
    ['/health/bfd', { claimsBackend: 'failing' }],
    ['/health/external', { claimsBackend: 'failing' }],
    ['/health/sls', { medicareLogin: 'down' }],
  ] as const)('%s says so when what it checks is down', async (path, change) => {
    sandbox.controls.behave(change)
    const answer = await get(path)
    sandbox.controls.clearBehaviours()
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('Service temporarily unavailable, try again later.')
  })
})

describe('E2 slashes', () => {
  it.each(['authorize', 'revoke', 'revoke_token', 'introspect'].flatMap(name => [1, 2, 3].map(version => [version, name] as const)))(
    '/v%i/o/%s without its slash is a 301, its query kept',
    async (version, name) => {
      for (const method of ['GET', 'POST']) {
        const answer = await get(`/v${version}/o/${name}?a=1&b=2`, { method })
        expect([answer.status, answer.headers.get('location')]).toEqual([301, `/v${version}/o/${name}/?a=1&b=2`])
      }
    },
  )

  it.each(['/v2/o/token', '/v2/o/token/'])('%s answers a POST', async path => {
    expect((await get(path, { method: 'POST' })).status).toBe(401)
  })

  it.each(['/v2/connect/userinfo', '/v2/connect/userinfo/', '/v2/fhir/Patient', '/v2/fhir/Patient/'])('%s asks for a token', async path => {
    expect((await get(path)).status).toBe(401)
  })
})
