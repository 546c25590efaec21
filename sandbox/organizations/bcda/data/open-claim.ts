// Claims that Medicare has not decided, as version 2 writes them: a Claim for what was asked, a ClaimResponse for how
// far it got. Hospitals' claims come from one system, doctors' from another (contract 1.4, 1.9).
import { CARIN, CODES, NPI, PROFILES, TERMS, VARIABLES, coding, instant, money } from '@/sandbox/bluebutton/fhir/v2/codes'
import type { Claim, Line } from '@/sandbox/people/claims/claim'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { History } from '@/sandbox/people/history'
import { v3ClaimNumber } from '@/sandbox/people/numbers/ids'
import type { OpenClaim } from './claims'

/** `fiss` for Part A, `mcs` for Part B. */
function systemOf({ claim }: OpenClaim): 'fiss' | 'mcs' {
  return claim.kind === 'carrier' ? 'mcs' : 'fiss'
}

/** What the provider asked for. */
export function buildOpenClaim(open: OpenClaim, history: History): Resource {
  const { claim } = open
  const system = systemOf(open)
  return {
    resourceType: 'Claim',
    id: idOf(open),
    meta: { lastUpdated: instant(claim.updatedMs) },
    contained: [patientOf(history), providerOf(claim)],
    extension: [own(system, system === 'fiss' ? 'serv-typ-cd' : 'claim-type', claim.stay?.billType.slice(1, 2) ?? '3')],
    identifier: identifiersOf(open),
    status: claim.state === 'void' ? 'cancelled' : 'active',
    type: typeOf(open),
    use: 'claim',
    patient: { reference: '#patient' },
    billablePeriod: { start: claim.startOn, end: claim.endOn },
    created: instant(claim.updatedMs),
    provider: { reference: '#provider-org' },
    priority: { coding: [coding(`${TERMS}processpriority`, 'normal', 'Normal')] },
    diagnosis: diagnosesOf(claim),
    procedure: proceduresOf(claim),
    insurance: [{ sequence: 1, focal: true, coverage: { identifier: { system: `${VARIABLES}${system}/payer-id`, value: claim.contractor.code } } }],
    item: claim.lines.map(line => lineOf(claim, line)),
    total: money(claim.money.billed),
  }
}

/** How far it got. */
export function buildOpenResponse(open: OpenClaim, history: History): Resource {
  const { claim, processing } = open
  const system = systemOf(open)
  return {
    resourceType: 'ClaimResponse',
    id: idOf(open),
    meta: { lastUpdated: instant(claim.updatedMs) },
    contained: [patientOf(history)],
    extension: [
      own(system, system === 'fiss' ? 'curr-status' : 'status-code', processing.status ?? 'S'),
      dated(system, system === 'fiss' ? 'recd-dt-cymd' : 'received-date', claim.endOn),
      dated(system, system === 'fiss' ? 'curr-tran-dt-cymd' : 'status-date', instant(claim.updatedMs).slice(0, 10)),
      own(system, 'group-code', claim.contractor.code),
    ],
    identifier: identifiersOf(open),
    status: claim.state === 'void' ? 'cancelled' : 'active',
    type: typeOf(open),
    use: 'claim',
    patient: { reference: '#patient' },
    created: instant(claim.updatedMs),
    insurer: { identifier: { value: 'CMS' } },
    request: { reference: `Claim/${idOf(open)}` },
    outcome: processing.outcome === 'complete' ? 'complete' : processing.status === null ? 'queued' : 'partial',
  }
}

function idOf(open: OpenClaim): string {
  return `${systemOf(open) === 'fiss' ? 'f' : 'm'}-${v3ClaimNumber(open.claim.n, open.claim.slot).slice(1)}`
}

/** The control number is what a decided claim of version 3 has too. */
function identifiersOf(open: OpenClaim): readonly JsonObject[] {
  const system = systemOf(open)
  return [
    {
      type: { coding: [coding(`${CARIN}C4BBIdentifierType`, 'uc', 'Unique Claim ID')] },
      system: `${VARIABLES}${system}/${system === 'fiss' ? 'dcn' : 'icn'}`,
      value: open.claim.controlNumber,
    },
  ]
}

function typeOf(open: OpenClaim): JsonObject {
  const isDoctor = open.claim.kind === 'carrier'
  const type = isDoctor ? coding(`${TERMS}claim-type`, 'professional', 'Professional') : coding(`${TERMS}claim-type`, 'institutional', 'Institutional')
  return { coding: [type] }
}

function patientOf({ person }: History): JsonObject {
  const type = { coding: [coding(`${TERMS}v2-0203`, 'MC', "Patient's Medicare Number")] }
  return {
    resourceType: 'Patient',
    id: 'patient',
    identifier: [{ type, system: 'http://hl7.org/fhir/sid/us-mbi', value: person.medicareNumber }],
    name: [{ family: person.family, given: person.given }],
    gender: person.sex,
    birthDate: person.bornOn,
  }
}

function providerOf({ organization }: Claim): JsonObject {
  return {
    resourceType: 'Organization',
    id: 'provider-org',
    meta: { profile: [`${PROFILES}C4BB-Organization`] },
    identifier: [
      { type: { coding: [coding(`${TERMS}v2-0203`, 'PRN')] }, value: organization.ccn },
      { type: { coding: [coding(`${CARIN}C4BBIdentifierType`, 'npi')] }, system: NPI, value: organization.npi },
    ],
    active: true,
    name: organization.name,
  }
}

function diagnosesOf({ diagnoses }: Claim): readonly JsonObject[] | undefined {
  const coded = diagnoses.filter(it => it.code !== null)
  if (coded.length === 0) return undefined
  return coded.map(({ code, icd }, index) => ({
    sequence: index + 1,
    diagnosisCodeableConcept: { coding: [coding(`http://hl7.org/fhir/sid/icd-${icd === 10 ? '10-cm' : '9-cm'}`, code)] },
  }))
}

function proceduresOf({ procedures }: Claim): readonly JsonObject[] | undefined {
  if (procedures.length === 0) return undefined
  return procedures.map(({ code, icd, on }, index) => ({
    sequence: index + 1,
    date: `${on}T00:00:00+00:00`,
    procedureCodeableConcept: { coding: [coding(`http://hl7.org/fhir/sid/icd-${icd === 10 ? '10-pcs' : '9-cm'}`, code)] },
  }))
}

function lineOf(claim: Claim, { sequence, revenue, service, modifiers, on, quantity, money: amounts }: Line): JsonObject {
  const hcpcs = `${CODES}hcpcs`
  return {
    sequence,
    revenue: revenue === null ? undefined : { coding: [coding('https://www.nubc.org/CodeSystem/RevenueCodes', revenue.code)] },
    productOrService: { coding: [service === null ? coding(`${TERMS}data-absent-reason`, 'not-applicable') : coding(hcpcs, service.code)] },
    modifier: modifiers.length === 0 ? undefined : modifiers.map(code => ({ coding: [coding(hcpcs, code)] })),
    servicedPeriod: on ?? { start: claim.startOn, end: claim.endOn },
    quantity: { value: quantity },
    net: money(amounts.billed),
  }
}

function own(system: string, variable: string, code: string): JsonObject {
  const url = `${VARIABLES}${system}/${variable}`
  return { url, valueCoding: coding(url, code) }
}

function dated(system: string, variable: string, day: string): JsonObject {
  return { url: `${VARIABLES}${system}/${variable}`, valueDate: day }
}
