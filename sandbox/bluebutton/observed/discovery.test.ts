// blue-button-observed.md section 2, row by row: the public documents.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { literally, named, prove } from './testing'
import type { Row } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const get = (path: string, method = 'GET') => fetch(`${sandbox.url}${path}`, { method, redirect: 'manual' })
const json = { 'content-type': 'application/json' }
const html = { 'content-type': /^text\/html/ }
const smart = (version: number) => `/v${version}/fhir/.well-known/smart-configuration`
const endpoints = (version: number) => literally(`/v${version}/o/authorize", "revocation_endpoint": "`)

const rows: Row[] = [
  { id: '2.1', what: 'SMART of v1 points to v2', ask: () => get(smart(1)), status: 200, body: endpoints(2), headers: json },
  { id: '2.2', what: 'SMART of v2', ask: () => get(smart(2)), status: 200, body: endpoints(2), headers: json },
  { id: '2.3', what: 'SMART of v3', ask: () => get(smart(3)), status: 200, body: endpoints(3), headers: json },
  ...[`${smart(1)}/`, `${smart(2)}/`, `${smart(3)}/`, '/.well-known/smart-configuration', '/.well-known/oauth-authorization-server', '/.well-known/jwks.json'].map(
    (path): Row => ({ id: '2.4', what: path, ask: () => get(path), status: 404, body: /Page not found/, headers: html }),
  ),
  ...['/.well-known/openid-configuration', '/.well-known/openid-configuration-v2', '/v1/connect/.well-known/openid-configuration', '/v2/connect/.well-known/openid-configuration'].map(
    (path): Row => ({ id: '2.5', what: path, ask: () => get(path), status: 200, body: endpoints(2), headers: json }),
  ),
  ...['/.well-known/openid-configuration-v3', '/v3/connect/.well-known/openid-configuration'].map(
    (path): Row => ({ id: '2.6', what: path, ask: () => get(path), status: 200, body: endpoints(3), headers: json }),
  ),
  ...['HEAD', 'OPTIONS'].map((method): Row => ({ id: '2.7', what: `${method} on SMART`, ask: () => get(smart(2), method), status: 405, body: '', headers: { allow: 'GET' } })),
  { id: '2.7', what: 'POST on SMART', ask: () => get(smart(2), 'POST'), status: 403, body: /CSRF/, headers: html },
  ...[1, 2, 3].flatMap((version): Row[] => [
    { id: '2.8', what: `metadata of v${version}`, ask: () => get(`/v${version}/fhir/metadata`), status: 200, body: /^\{"resourceType":"CapabilityStatement"/, headers: json },
    { id: '2.8', what: `metadata of v${version} with a slash`, ask: () => get(`/v${version}/fhir/metadata/`), status: 404, body: /Page not found/, headers: html },
  ]),
  ...['/health', '/health/external', '/health/bfd', '/health/sls'].map((path): Row => ({ id: '2.9', what: path, ask: () => get(path), status: 200, body: '{"message":"all\'s well"}', headers: json })),
  ...['/health/external', '/health/bfd'].map((path): Row => ({
    id: '2.9', what: `${path}, backend down`, status: 503, headers: json,
    ask: () => {
      sandbox.controls.behave({ claimsBackend: 'failing' })
      return get(path)
    },
    body: /^\{"detail":"Service temporarily unavailable, try again later\./,
  })),
  {
    id: '2.10', what: 'metadata, backend failing: its status passes through (contract 1.4)', status: 503,
    ask: () => {
      sandbox.controls.behave({ claimsBackend: 'failing' })
      return get('/v2/fhir/metadata')
    },
  },
]

const resources = ['Patient', 'ExplanationOfBenefit', 'Coverage']
function smartDocument(version: 2 | 3): unknown {
  const base = `${sandbox.url}/v${version}/o`
  const isThree = version === 3
  return {
    authorization_endpoint: `${base}/authorize`,
    revocation_endpoint: `${base}/revoke_token`,
    token_endpoint: `${base}/token`,
    grant_types_supported: isThree ? ['authorization_code', 'client_credentials'] : ['authorization_code'],
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'profile', 'launch/patient', ...['read', 'rs'].flatMap(letters => resources.map(name => `patient/${name}.${letters}`))],
    code_challenge_methods_supported: ['S256'],
    ...(isThree && {
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS256', 'RS384', 'RS512'],
    }),
    capabilities: [
      'client-confidential-symmetric', ...(isThree ? ['client-confidential-asymmetric'] : []), 'context-standalone-patient',
      'launch-standalone', 'permission-offline', 'permission-patient', 'permission-v1', 'permission-v2', 'authorize-post',
    ],
  }
}

describe('observed 2, discovery', () => {
  it.each(named(rows))('O%s', (_, row) => prove(row))

  it.each([[1, 2], [2, 2], [3, 3]] as const)('O2 the whole SMART document of v%i, and nothing else in it', async (version, points) => {
    expect(await (await get(smart(version))).json()).toEqual(smartDocument(points))
  })

  it.each([[1, 2], [2, 2], [3, 3]])('O2 metadata of v%i names the addresses of v%i', async (version, points) => {
    const text = await (await get(`/v${version}/fhir/metadata`)).text()
    for (const name of ['token', 'authorize']) expect(text).toContain(`{"url":"${name}","valueUri":"${sandbox.url}/v${points}/o/${name}"}`)
    expect(text).toContain(`{"url":"revoke","valueUri":"${sandbox.url}/v${points}/o/revoke_token"}`)
    expect(text).toContain('"format":["application/json","application/fhir+json"]')
  })
})
