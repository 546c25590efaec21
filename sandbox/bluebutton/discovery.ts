// The documents that say where everything is (contract 1.3). They are copied with their faults: the unsuffixed ones
// point to version 2, the revocation address lacks its slash, and no issuer is ever sent with a code.
import { Hono } from 'hono'
import { emptyAnswer, spacedJson } from './answers'
import { forgeryPage } from '@/sandbox/pages/error-pages'

const openIdPaths: readonly (readonly [path: string, version: 2 | 3])[] = [
  ['/.well-known/openid-configuration', 2],
  ['/.well-known/openid-configuration-v2', 2],
  ['/.well-known/openid-configuration-v3', 3],
  ['/v1/connect/.well-known/openid-configuration', 2],
  ['/v2/connect/.well-known/openid-configuration', 2],
  ['/v3/connect/.well-known/openid-configuration', 3],
]

/** Discovery for OpenID clients and SMART clients. */
export function discoveryApi(): Hono {
  const api = new Hono()
  for (const [path, version] of openIdPaths) publish(api, path, origin => openIdDocument(origin, version))
  for (const n of [1, 2, 3] as const)
    publish(api, `/v${n}/fhir/.well-known/smart-configuration`, origin => smartDocument(origin, n === 3 ? 3 : 2))
  return api
}

function publish(api: Hono, path: string, document: (origin: string) => unknown): void {
  api.all(path, c => {
    if (c.req.method === 'POST') return forgeryPage(c.req.raw)
    if (c.req.method !== 'GET') return emptyAnswer(405, { allow: 'GET' })
    return spacedJson(200, document(new URL(c.req.url).origin))
  })
}

function openIdDocument(origin: string, version: 2 | 3) {
  return {
    issuer: origin,
    ...endpoints(origin, version),
    userinfo_endpoint: `${origin}/v${version}/connect/userinfo`,
    ui_locales_supported: ['en-US'],
    service_documentation: 'https://bluebutton.cms.gov/developers',
    op_tos_uri: 'https://bluebutton.cms.gov/terms',
    grant_types_supported: ['refresh_token', 'authorization_code'],
    response_types_supported: ['code', 'token'],
    fhir_metadata_uri: `${origin}/v${version}/fhir/metadata`,
  }
}

function smartDocument(origin: string, version: 2 | 3) {
  const isThree = version === 3
  const resources = ['Patient', 'ExplanationOfBenefit', 'Coverage']
  return {
    ...endpoints(origin, version),
    grant_types_supported: ['authorization_code', ...(isThree ? ['client_credentials'] : [])],
    response_types_supported: ['code', 'token'],
    scopes_supported: [
      'openid',
      'profile',
      'launch/patient',
      ...resources.map(name => `patient/${name}.read`),
      ...resources.map(name => `patient/${name}.rs`),
    ],
    code_challenge_methods_supported: ['S256'],
    ...(isThree && {
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS256', 'RS384', 'RS512'],
    }),
    capabilities: [
      'client-confidential-symmetric',
      ...(isThree ? ['client-confidential-asymmetric'] : []),
      'context-standalone-patient',
      'launch-standalone',
      'permission-offline',
      'permission-patient',
      'permission-v1',
      'permission-v2',
      'authorize-post',
    ],
  }
}

function endpoints(origin: string, version: 2 | 3) {
  const base = `${origin}/v${version}/o`
  return {
    authorization_endpoint: `${base}/authorize`,
    revocation_endpoint: `${base}/revoke_token`,
    token_endpoint: `${base}/token`,
  }
}
