/**
 * Coverage in version 1 and 2: always four parts, held or not; what is held shows only in the monthly codes
 * (claims-data.md 2.1).
 */
import type { Enrollment } from '@/sandbox/people/enrollment'
import type { JsonObject, Resource } from '@/sandbox/people/fhir-json'
import { yearOf } from '@/sandbox/people/numbers/calendar'
import type { Person } from '@/sandbox/people/person'
import { PROFILES, TERMS, VARIABLES, codeExtension, coding, instant } from './codes'
import { dualExtensions, months, referenceYear } from './months'
import type { PatientTarget } from './patient'

type Part = 'a' | 'b' | 'c' | 'd'

const REASONS = {
  '0': "Old age and survivor's insurance (OASI)",
  '1': 'Disability insurance benefits (DIB)',
  '2': 'End-stage renal disease (ESRD)',
} as const

/** Parts A to D of a person, in that order. */
export function buildV2Coverages(person: Person, enrollment: Enrollment, target: PatientTarget): readonly Resource[] {
  return (['a', 'b', 'c', 'd'] as const).map(part => ({
    resourceType: 'Coverage',
    id: `part-${part}-${target.patientId}`,
    meta: { lastUpdated: instant(target.updatedMs), profile: [`${PROFILES}C4BB-Coverage`] },
    extension: [
      ...extensionsOf(part, enrollment, target.nowMs),
      referenceYear(target.nowMs, person),
      ...dualExtensions(enrollment, target.nowMs),
      ...(part === 'a' || part === 'b' ? buyIn(enrollment, target.nowMs) : []),
    ],
    status: isOver(part, enrollment, target.nowMs) ? 'cancelled' : 'active',
    type: { coding: [coding(`${TERMS}v3-ActCode`, 'SUBSIDIZ')] },
    subscriberId: person.medicareNumber,
    beneficiary: { reference: `Patient/${target.patientId}` },
    relationship: { coding: [coding(`${TERMS}subscriber-relationship`, 'self', 'Self')] },
    ...periodOf(part, enrollment),
    payor: [{ identifier: { value: 'Centers for Medicare and Medicaid Services' } }],
    class: [
      { type: { coding: [coding(`${TERMS}coverage-class`, 'group', 'Group')] }, value: 'Medicare' },
      { type: { coding: [coding(`${TERMS}coverage-class`, 'plan', 'Plan')] }, value: `Part ${part.toUpperCase()}` },
    ],
  }))
}

function extensionsOf(part: Part, enrollment: Enrollment, nowMs: number): readonly JsonObject[] {
  if (part === 'c') return advantageMonths(enrollment, nowMs)
  const status = medicareStatus(enrollment)
  if (part === 'd') return [status, ...drugMonths(enrollment, nowMs)]
  if (part === 'b') return [status, termination('b_trm_cd', enrollment.partBUntil !== null)]
  return [
    status,
    codeExtension('orec', enrollment.reason, REASONS[enrollment.reason]),
    codeExtension('crec', enrollment.reason, REASONS[enrollment.reason]),
    enrollment.esrd
      ? codeExtension('esrd_ind', 'Y', 'the beneficiary has ESRD')
      : codeExtension('esrd_ind', '0', 'the beneficiary does not have ESRD'),
    termination('a_trm_cd', false),
  ]
}

function medicareStatus(enrollment: Enrollment): JsonObject {
  const disabled = enrollment.reason !== '0'
  const code = `${disabled ? 2 : 1}${enrollment.esrd ? 1 : 0}`
  return codeExtension('ms_cd', code, `${disabled ? 'Disabled' : 'Aged'} ${enrollment.esrd ? 'with' : 'without'} ESRD`)
}

function termination(variable: string, ended: boolean): JsonObject {
  return ended ? codeExtension(variable, '9', 'Other Termination') : codeExtension(variable, '0', 'Not Terminated')
}

function buyIn(enrollment: Enrollment, nowMs: number): readonly JsonObject[] {
  if (!enrollment.hasMedicare) return months('buyin', nowMs, '0', 'Not entitled')
  if (enrollment.dual !== null) return months('buyin', nowMs, 'C', 'Part A and Part B state buy-in')
  return months('buyin', nowMs, '3', 'Part A and Part B')
}

/** Not enrolled in a plan is written `N`: nothing else says so. */
function advantageMonths(enrollment: Enrollment, nowMs: number): readonly JsonObject[] {
  const plan = enrollment.hasMedicare ? enrollment.advantage : null
  return [
    ...months('ptc_cntrct_id_', nowMs, plan?.contract ?? 'N'),
    ...months('ptc_pbp_id_', nowMs, plan?.number ?? '000'),
    ...months('ptc_plan_type_cd_', nowMs, plan === null ? '00' : '01'),
    ...(plan === null
      ? months('hmo_ind_', nowMs, '0', 'Not a member of an HMO')
      : months('hmo_ind_', nowMs, '1', 'Non-lock-in, CMS to process provider claims')),
  ]
}

function drugMonths(enrollment: Enrollment, nowMs: number): readonly JsonObject[] {
  const plan = enrollment.hasMedicare ? enrollment.drugPlan : null
  return [
    ...months('ptdcntrct', nowMs, plan?.contract ?? 'N'),
    ...(plan === null ? [] : earlierYears(plan, nowMs)),
    ...months('ptdpbpid', nowMs, plan?.number ?? '000'),
    ...months('sgmtid', nowMs, '000'),
    ...helpMonths(enrollment, plan !== null, nowMs),
    ...months('rdsind', nowMs, 'N', 'No employer subsidization for the retired beneficiary'),
  ]
}

/** Contracts of earlier years have the year in their address: `ptdcntrct01/2025-1`. */
function earlierYears(
  plan: { readonly contract: string; readonly since: string },
  nowMs: number,
): readonly JsonObject[] {
  const year = yearOf(nowMs / 86_400_000)
  return [year - 1, year]
    .filter(it => it >= Number(plan.since.slice(0, 4)))
    .flatMap(it =>
      Array.from({ length: it === year ? new Date(nowMs).getUTCMonth() + 1 : 12 }, (_, index) => {
        const name = `ptdcntrct${String(index + 1).padStart(2, '0')}`
        return { url: `${VARIABLES}${name}/${it}-${index + 1}`, valueCoding: coding(VARIABLES + name, plan.contract) }
      }),
    )
}

function helpMonths(enrollment: Enrollment, hasPlan: boolean, nowMs: number): readonly JsonObject[] {
  if (!enrollment.hasMedicare) return months('cstshr', nowMs, '00', 'Not Medicare enrolled for the month')
  if (!hasPlan) return months('cstshr', nowMs, '10', 'Beneficiary enrolled in Parts A and/or B, but not Part D')
  const words = 'Beneficiary enrolled in Parts A and/or B, and Part D; '
  if (enrollment.drugHelp === '01')
    return months('cstshr', nowMs, '01', `${words}deemed eligible for LIS with 100% premium subsidy and no copayment`)
  if (enrollment.drugHelp === '04')
    return months('cstshr', nowMs, '04', `${words}enrolled in LIS with 100% premium subsidy and high copayment`)
  return months('cstshr', nowMs, '09', `${words}no premium or cost sharing subsidy`)
}

function isOver(part: Part, enrollment: Enrollment, nowMs: number): boolean {
  if (part !== 'b' || enrollment.partBUntil === null) return false
  return Date.parse(enrollment.partBUntil) < nowMs
}

function periodOf(part: Part, enrollment: Enrollment): JsonObject {
  if (!enrollment.hasMedicare || part === 'c') return {}
  if (part === 'a') return { period: { start: enrollment.partASince } }
  if (part === 'b') {
    const end = enrollment.partBUntil === null ? {} : { end: enrollment.partBUntil }
    return { period: { start: enrollment.partBSince, ...end } }
  }
  return enrollment.drugPlan === null ? {} : { period: { start: enrollment.drugPlan.since } }
}
