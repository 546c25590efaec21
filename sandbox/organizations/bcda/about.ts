// What BCDA says about itself and about the lists of people: CapabilityStatement, health, versions, attribution dates
// (contract 1.6).
import type { Asked } from './asked'
import { checkIfGiven, checkToken } from './check-token'
import { lastAttributionMs } from './data/extract'
import type { BcdaVersion } from './data/extract'
import { wholeSeconds } from './jobs/go-time'
import { refuse } from './outcome'
import type { BcdaParts } from './parts'

const release = 'r300'

/** `GET /_version`, `/_auth`, `/_health`. They need no token. */
export function answerAbout(what: '_version' | '_auth' | '_health') {
  return async (parts: BcdaParts, asked: Asked): Promise<Response> => {
    const refusal = await checkIfGiven(parts, asked.request, asked)
    if (refusal) return refusal
    if (what === '_version') return json({ version: release })
    return what === '_auth' ? json({ auth_provider: 'ssas', version: release }) : healthOf(parts)
  }
}

/** The server does not say what this is, so it is taken for text. */
function healthOf({ behaviourFor }: BcdaParts): Response {
  const check = behaviourFor(null).bcdaTokenCheck === 'works' ? 'ok' : 'error'
  const body = JSON.stringify({ database: 'ok', ssas: check, ssas_introspect: check })
  return new Response(body, { status: check === 'ok' ? 200 : 502, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/** `GET /auth/welcome`: whether the token is good, and nothing else. */
export async function answerWelcome(parts: BcdaParts, asked: Asked): Promise<Response> {
  const access = await checkToken(parts, asked.request, asked)
  return 'refusal' in access ? access.refusal : json({ success: 'Welcome to the Beneficiary Claims Data API!' })
}

/** `GET /attribution_status`. */
export async function answerAttribution(parts: BcdaParts, asked: Asked): Promise<Response> {
  const access = await checkToken(parts, asked.request, asked)
  if ('refusal' in access) return access.refusal
  const { bcdaAttribution, bcdaRunout } = parts.behaviourFor(access.client.clientId)
  const last = lastAttributionMs(parts.loadedMs())
  const dates = [
    ...(bcdaAttribution === 'missing' ? [] : [{ timestamp: wholeSeconds(last), type: 'last_attribution_update' }]),
    ...(bcdaRunout === 'missing' ? [] : [{ timestamp: wholeSeconds(runoutSince(last)), type: 'last_runout_update' }]),
  ]
  return dates.length === 0 ? refuse(asked.version ?? 1, 404) : json({ ingestion_dates: dates })
}

/** Last year's people are listed once, in February. */
function runoutSince(lastMs: number): number {
  const last = new Date(lastMs)
  return Date.UTC(last.getUTCFullYear() - (last.getUTCMonth() < 1 ? 1 : 0), 1, 1)
}

/** `GET /metadata`. */
export async function answerMetadata(parts: BcdaParts, asked: Asked): Promise<Response> {
  const refusal = await checkIfGiven(parts, asked.request, asked)
  return refusal ?? json(capabilityStatement(asked.base, asked.version ?? 1))
}

function capabilityStatement(base: string, version: BcdaVersion) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-08-21',
    publisher: 'Centers for Medicare & Medicaid Services',
    kind: 'instance',
    instantiates: [`https://prod.bfd.cms.gov/v${version}/fhir/metadata`, 'http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data'],
    software: { name: 'Beneficiary Claims Data API', version: release, releaseDate: '2026-08-21' },
    implementation: { description: 'The sandbox; this is not Medicare', url: base },
    fhirVersion: version === 1 ? '3.0.1' : '4.0.1',
    acceptUnknown: version === 1 ? 'extensions' : undefined,
    format: ['application/json', 'application/fhir+json'],
    rest: [restOf(base, version)],
  }
}

function restOf(base: string, version: BcdaVersion) {
  const operation = (name: string) => ({
    name: version === 3 ? 'export' : `${name}-export`,
    definition: `http://hl7.org/fhir/uv/bulkdata/OperationDefinition/${name}-export`,
  })
  return {
    mode: 'server',
    security: {
      extension: [
        {
          url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
          extension: [{ url: 'token', valueUri: `${base}/auth/token` }],
        },
      ],
      cors: true,
      service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'OAuth', display: 'OAuth' }], text: 'OAuth' }],
    },
    resource: version === 1 ? undefined : resourcesOf(version, operation),
    interaction: [{ code: 'batch' }, { code: 'search-system' }],
    operation: version === 1 ? [operation('patient'), operation('group')] : undefined,
  }
}

function resourcesOf(version: BcdaVersion, operation: (name: string) => object) {
  const shared = [
    ['_since', 'date'],
    ['_type', 'string'],
    ['_typeFilter', 'string'],
  ] as const
  const ofClaims = [
    ['_tag', 'token'],
    ['outcome', 'token'],
    ['service-date', 'date'],
  ] as const
  const searches = (parameters: readonly (readonly [string, string])[]) => (version === 3 ? parameters.map(([name, type]) => ({ name, type })) : undefined)
  return [
    { type: 'Patient', operation: [operation('patient')], searchParam: searches(shared) },
    { type: 'Group', operation: [operation('group')], searchParam: searches(shared) },
    ...(version === 3 ? [{ type: 'ExplanationOfBenefit', searchParam: searches(ofClaims) }] : []),
  ]
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
}
