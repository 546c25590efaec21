// Version 1 says the same as version 2 in the words of FHIR STU3: other names for some members, money with a code
// system, no profiles of later years (contract 1.4). So it is rewritten from version 2.
import type { Json, JsonObject, Resource } from '@/sandbox/people/fhir-json'
import { isObject } from '@/sandbox/people/fhir-json'

const terms = 'http://terminology.hl7.org/CodeSystem/'
const carin = 'http://hl7.org/fhir/us/carin-bb/'
const bluebutton = 'https://bluebutton.cms.gov/resources/'

const renamed: Readonly<Record<string, string>> = {
  careTeamSequence: 'careTeamLinkId',
  diagnosisSequence: 'diagnosisLinkId',
  informationSequence: 'informationLinkId',
  procedureSequence: 'procedureLinkId',
  productOrService: 'service',
  supportingInfo: 'information',
}
/** Members that STU3 does not have, wherever they stand. */
const unknown: ReadonlySet<string> = new Set(['profile', 'use', 'focal', 'outcome', 'onAdmission', 'relationship', 'class', 'payor'])

/** The resource in the shape of STU3. */
export function toStu3(resource: Resource): Resource {
  const { resourceType } = resource
  const body = rewritten(resource)
  if (resourceType === 'ExplanationOfBenefit') return { ...body, resourceType, ...claimMembers(resource) }
  return resourceType === 'Coverage' ? { ...body, resourceType, ...coverageMembers(resource) } : { ...body, resourceType }
}

/** What is one in STU3 and many in R4, or the other way round. */
function claimMembers({ insurance, total, subType }: Resource): JsonObject {
  const first = isList(insurance) ? insurance[0] : undefined
  const whole = isList(total) ? total[0] : undefined
  return {
    subType: subType === undefined ? undefined : [rewriteValue(subType)],
    insurance: isObject(first) ? { coverage: rewriteValue(first['coverage'] ?? null) } : undefined,
    total: undefined,
    totalCost: isObject(whole) ? rewriteValue(whole['amount'] ?? null) : undefined,
  }
}

/** The part of Medicare stands among the classes in R4, in a grouping of its own before. */
function coverageMembers({ class: classes }: Resource): JsonObject {
  const values = isList(classes) ? classes.map(it => (isObject(it) ? it['value'] : null)) : []
  const [subGroup, subPlan] = values
  return { type: { coding: [{ system: 'Medicare', code: subPlan }] }, grouping: { subGroup, subPlan } }
}

function rewritten(object: JsonObject): JsonObject {
  const result: Record<string, Json | undefined> = {}
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined || unknown.has(key)) continue
    result[renamed[key] ?? key] = rewriteMember(key, value)
  }
  return result
}

function rewriteMember(key: string, value: Json): Json {
  if (key === 'coding' && isList(value)) return ownCodings(value).map(rewriteCoding)
  if (key === 'extension' && isList(value)) return value.filter(it => !isUsCore(it)).map(rewriteValue)
  return rewriteValue(value)
}

function rewriteValue(value: Json): Json {
  if (isList(value)) return value.map(rewriteValue)
  if (!isObject(value)) return value
  const { currency, value: amount } = value
  return typeof currency === 'string' ? { value: amount, system: 'urn:iso:std:iso:4217', code: currency } : rewritten(value)
}

/** Where the server's own code stands beside one of a later standard, version 1 has its own only. */
function ownCodings(codings: readonly Json[]): readonly Json[] {
  const own = codings.filter(it => systemOf(it).startsWith(bluebutton))
  return own.length > 0 ? own : codings
}

function rewriteCoding(value: Json): Json {
  if (!isObject(value)) return value
  const system = systemOf(value)
  if (system.startsWith(terms)) return { ...rewritten(value), system: `http://hl7.org/fhir/${system.slice(terms.length)}` }
  if (system.startsWith(carin)) return { ...rewritten(value), system: `${bluebutton}codesystem/${system.slice(system.lastIndexOf('/') + 1)}` }
  return rewritten(value)
}

function systemOf(value: Json): string {
  const system = isObject(value) ? value['system'] : null
  return typeof system === 'string' ? system : ''
}

function isUsCore(value: Json): boolean {
  const url = isObject(value) ? value['url'] : null
  return typeof url === 'string' && url.includes('/us/core/')
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
