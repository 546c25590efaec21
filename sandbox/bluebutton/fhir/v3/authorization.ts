/**
 * A decision asked for before the service (prior authorization): no amounts, no period, one decision a line.
 * Version 3 alone knows them, and only when asked by source or tag.
 */
import { doctorAt, organizationAt } from '@/sandbox/people/claims/providers'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import type { History } from '@/sandbox/people/history'
import { DAY_MS, isoDay } from '@/sandbox/people/numbers/calendar'
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { CONTRACTORS } from '@/sandbox/people/pools/practice'
import { DEFINITIONS, IDENTIFIERS, TERMS, coding, instant, npiIdentifier, own } from './codes'
import { code, listedCode, numbered } from './facts'
import { INSURER } from './people-on-claim'

const ROLES = [
  ['referring', 'Referring'],
  ['rendering', 'Rendering provider'],
  ['attending', 'Attending'],
] as const
const DECISIONS = [
  ['A', 'Affirmed'],
  ['N', 'Non-affirmed'],
  ['P', 'Pending'],
] as const

/** Authorization number `index` of a person, 0 up to history.authorizations. */
export function buildAuthorization(history: History, index: number, patientId: string): Resource {
  const { n } = history
  const draw = createStream(hash(n, 35, index))
  const asked = history.lastDay - draw.between(5, 60)
  const home = organizationAt('home', hash(n, 36, index))
  const contractor = draw.pick(CONTRACTORS)
  return {
    resourceType: 'ExplanationOfBenefit',
    id: authorizationId(n, index),
    meta: {
      lastUpdated: instant((asked + 3) * DAY_MS),
      source: 'CWF',
      profile: ['http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/pdex-priorauthorization'],
      tag: [own('System-Type', 'SharedSystem')],
    },
    contained: [
      {
        resourceType: 'Organization',
        id: home.npi,
        identifier: [npiIdentifier(home.npi)],
        active: true,
        name: home.name,
      },
      INSURER,
    ],
    identifier: [{ system: `${IDENTIFIERS}Unique-Tracking-Number`, value: `SBX${hash(n, 37, index)}` }],
    status: 'active',
    type: {
      coding: [coding(`${TERMS}claim-type`, 'institutional', 'institutional'), own('CLM-TYPE', 'H', 'Home Health')],
    },
    use: 'preauthorization',
    patient: { reference: `Patient/${patientId}` },
    created: `${isoDay(asked)}T00:00:00+00:00`,
    insurer: { reference: '#insurer-org' },
    provider: { reference: `#${home.npi}` },
    outcome: 'partial',
    preAuthRefPeriod: [{ start: isoDay(asked + 10), end: isoDay(asked + 375) }],
    careTeam: ROLES.map(([role, words], at) => memberOf(hash(n, 38, at), role, words, at + 1)),
    supportingInfo: numbered([
      code('CLM_CNTRCTR_NUM', contractor.code, contractor.text),
      listedCode('typeofbill', [coding('https://www.nubc.org/CodeSystem/TypeOfBill', '32X')]),
    ]),
    insurance: [{ focal: true, coverage: { display: 'Part A' } }],
    item: Array.from({ length: draw.between(1, 2) }, (_, at) =>
      lineOf(draw, at + 1, { asked, state: history.person.state.letters }),
    ),
  }
}

/** A UUID from the numbers alone, so that it stays the same. */
export function authorizationId(n: number, index: number): string {
  const hex = [0, 1, 2, 3]
    .map(part =>
      hash(n, 39, index * 4 + part)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function memberOf(index: number, role: string, words: string, sequence: number): JsonObject {
  return {
    sequence,
    provider: { type: 'Practitioner', identifier: npiIdentifier(doctorAt(index).npi) },
    role: {
      coding: [
        coding(`${TERMS}claimcareteamrole`, role, words),
        coding('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole', role, words),
      ],
    },
  }
}

function lineOf(draw: Stream, sequence: number, at: { readonly asked: number; readonly state: string }): JsonObject {
  const date = (name: string, day: number) => ({ url: DEFINITIONS + name, valueDate: isoDay(day) })
  const [decision, words] = draw.pick(DECISIONS)
  return {
    extension: [
      { url: `${DEFINITIONS}PA-DECISION`, valueCoding: own('PA-DECISION', decision, words) },
      date('PA-DT-ADDED', at.asked),
      date('PA-REQ-SUB-DT', at.asked),
      date('PA-REQ-REC-DT', at.asked),
      ...(decision === 'P' ? [] : [date('PA-DECISION-DT', at.asked + 1), date('PA-DECISION-EXP-DT', at.asked + 366)]),
      { url: `${DEFINITIONS}SERVICE-CNTS`, valueUnsignedInt: draw.between(1, 20) },
      { url: `${DEFINITIONS}SVC-RENDER-ST`, valueCoding: coding('https://www.usps.com', at.state) },
    ],
    sequence,
    productOrService: {
      coding: [
        coding('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', draw.pick(['G0299', 'G0162', 'G0151'])),
      ],
    },
  }
}
