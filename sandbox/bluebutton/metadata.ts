// What the data server says it can do, for anybody who asks (contract 1.4).
import { Hono } from 'hono'
import { compactJson, spacedJson } from './answers'
import type { Parts, Version } from './parts'

const searches: Record<string, readonly (readonly [name: string, type: string])[]> = {
  Patient: [['_id', 'token'], ['_lastUpdated', 'date'], ['identifier', 'token'], ['startIndex', 'string']],
  Coverage: [['_lastUpdated', 'date'], ['beneficiary', 'reference'], ['startIndex', 'string']],
  ExplanationOfBenefit: [
    ['_lastUpdated', 'date'],
    ['patient', 'reference'],
    ['service-date', 'date'],
    ['startIndex', 'string'],
    ['type', 'token'],
  ],
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'
const security = 'http://hl7.org/fhir/restful-security-service'

/** `/v{n}/fhir/metadata`, without its slash only. */
export function metadataApi(parts: Parts): Hono {
  const api = new Hono()
  for (const version of [1, 2, 3] as const) {
    api.get(`/v${version}/fhir/metadata`, c => {
      const { claimsBackend } = parts.behaviourFor(null)
      if (claimsBackend === 'unreachable') return gatewayTimeout()
      if (claimsBackend === 'failing') return compactJson(503, { detail: 'The claims backend is not available.' })
      return compactJson(200, capabilityStatement(new URL(c.req.url).origin, version))
    })
  }
  return api
}

function gatewayTimeout(): Response {
  const text = 'The gateway has timed out'
  return spacedJson(504, { errors: [text, 'Failed to reach FHIR Database.'], code: 504, status_code: 504, text })
}

function capabilityStatement(origin: string, version: Version) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-08-21',
    publisher: 'The sandbox; this is not Medicare',
    kind: 'instance',
    fhirVersion: version === 1 ? '3.0.2' : '4.0.1',
    format: ['application/json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: securityStatement(origin, version),
        resource: Object.entries(searches).map(([type, parameters]) => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: parameters
            .filter(([name]) => version !== 3 || name !== 'startIndex')
            .map(([name, kind]) => ({ name, type: kind })),
        })),
      },
    ],
  }
}

function securityStatement(origin: string, version: Version) {
  const base = `${origin}/v${version === 3 ? 3 : 2}/o`
  const uris = { token: `${base}/token`, authorize: `${base}/authorize`, revoke: `${base}/revoke_token` }
  return {
    extension: [
      { url: oauthUris, extension: Object.entries(uris).map(([url, valueUri]) => ({ url, valueUri })) },
    ],
    cors: true,
    service: [{ coding: ['OAuth', 'SMART-on-FHIR'].map(code => ({ system: security, code })) }],
  }
}
