/**
 * Which parts of Medicare a person has on record in version 3, before anything is written: the coverage list and the
 * insurance card are both made of these.
 */
import type { DrugCard, Enrollment, Plan } from '@/sandbox/people/enrollment'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import type { Person } from '@/sandbox/people/person'
import { DEFINITIONS, TERMS, codeExtension, coding } from './codes'

export interface Held {
  readonly id: string
  readonly plan: string
  readonly kind: readonly [code: string, words: string]
  readonly start: string
  readonly end: string | null
  readonly extension: readonly JsonObject[]
  readonly insurer: Plan | null
  readonly card: { readonly member: string; readonly classes: readonly JsonObject[] } | null
}

/** The parts on record before anything is written. */
export function heldParts(person: Person, enrollment: Enrollment, patientId: string): readonly Held[] {
  if (!enrollment.hasMedicare) return []
  return [
    ...originalParts(enrollment, patientId),
    ...planParts(enrollment, patientId),
    ...dualPart(person, enrollment, patientId),
  ]
}

function originalParts(enrollment: Enrollment, patientId: string): readonly Held[] {
  const extension = entitlementOf(enrollment)
  const same = { extension, insurer: null, card: null }
  return [
    {
      ...same,
      id: `part-a-${patientId}`,
      plan: 'Part A',
      kind: ['1', 'MEDICARE'],
      start: enrollment.partASince,
      end: null,
    },
    {
      ...same,
      id: `part-b-${patientId}`,
      plan: 'Part B',
      kind: ['121', 'MEDICARE FFS'],
      start: enrollment.partBSince,
      end: enrollment.partBUntil,
    },
  ]
}

function entitlementOf(enrollment: Enrollment): readonly JsonObject[] {
  const disabled = enrollment.reason !== '0'
  return [
    codeExtension('BENE-BUYIN-CD', enrollment.dual === null ? 'A' : 'C'),
    codeExtension('BENE-ENRLMT-RSN-CD', disabled ? 'D' : 'A'),
    codeExtension('BENE-MDCR-ENTLMT-STUS-CD', 'Y'),
    codeExtension('BENE-MDCR-STUS-CD', `${disabled ? 2 : 1}${enrollment.esrd ? 1 : 0}`),
    codeExtension('BENE-ESRD-STUS-ID', enrollment.esrd ? 'Y' : 'N'),
    codeExtension('BENE-DSBLD-STUS-ID', disabled ? 'Y' : 'N'),
    codeExtension('BENE-MDCR-ENTLMT-RSN-CD', enrollment.reason),
  ]
}

function planParts(enrollment: Enrollment, patientId: string): readonly Held[] {
  const { advantage, drugPlan } = enrollment
  const id = (part: string, plan: Plan) => `part-${part}-${patientId}-${plan.contract}-${plan.number}`
  const partC: readonly Held[] =
    advantage === null
      ? []
      : [
          {
            id: id('c', advantage),
            plan: 'Part C',
            kind: ['11', 'MEDICARE MANAGED CARE (Includes Medicare Advantage Plans)'],
            start: advantage.since,
            end: null,
            extension: planExtensions(advantage, '11'),
            insurer: advantage,
            card: null,
          },
        ]
  const partD: readonly Held[] =
    drugPlan === null
      ? []
      : [
          {
            id: id('d', drugPlan),
            plan: 'Part D',
            kind: ['122', 'Medicare Drug Benefit'],
            start: drugPlan.since,
            end: null,
            extension: [...planExtensions(drugPlan, '29'), ...helpExtensions(enrollment)],
            insurer: drugPlan,
            card: { member: drugPlan.card.member, classes: cardClasses(drugPlan.card) },
          },
        ]
  return [...partC, ...partD]
}

function planExtensions(plan: Plan, kind: string): readonly JsonObject[] {
  return [
    { url: `${DEFINITIONS}BENE-CNTRCT-NUM`, valueString: plan.contract },
    { url: `${DEFINITIONS}BENE-PBP-NUM`, valueString: plan.number },
    codeExtension('BENE-CVRG-TYPE-CD', kind),
    codeExtension('BENE-ENRLMT-EMPLR-SBSDY-SW', 'N'),
  ]
}

function helpExtensions(enrollment: Enrollment): readonly JsonObject[] {
  const helped = enrollment.drugHelp !== '09'
  return [
    { url: `${DEFINITIONS}BENE-LIS-PTD-PRM-PCT`, valueDecimal: helped ? 100 : 0 },
    codeExtension('BENE-LIS-COPMT-LVL-CD', helped ? (enrollment.drugHelp === '01' ? '1' : '4') : '0'),
  ]
}

function cardClasses(card: DrugCard): readonly JsonObject[] {
  const one = (name: string, value: string): JsonObject => ({
    type: { coding: [coding(`${TERMS}coverage-class`, name)] },
    value,
  })
  return [one('rxid', card.member), one('rxgroup', card.group), one('rxpcn', card.pcn), one('rxbin', card.bin)]
}

function dualPart(person: Person, enrollment: Enrollment, patientId: string): readonly Held[] {
  const { dual } = enrollment
  if (dual === null) return []
  return [
    {
      id: `dual-${patientId}`,
      plan: 'Dual Medicare/Medicaid',
      kind: ['14', 'Dual Eligibility Medicare/Medicaid Organization'],
      start: enrollment.dualSince,
      end: null,
      extension: [
        codeExtension('BENE-DUAL-STUS-CD', dual),
        codeExtension('BENE-DUAL-TYPE-CD', dual === '02' || dual === '08' ? 'F' : 'P'),
        { url: `${DEFINITIONS}MEDICAID-STATE-CD`, valueCoding: coding('https://www.usps.com', person.state.letters) },
      ],
      insurer: null,
      card: null,
    },
  ]
}
