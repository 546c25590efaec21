/**
 * Version 2 tells a year month by month: twelve extensions of one name, fewer while the year is under way.
 */
import type { Enrollment } from '@/sandbox/people/enrollment'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import type { Person } from '@/sandbox/people/person'
import { codeExtension, dateExtension } from './codes'

const DUAL: Readonly<Record<string, string>> = {
  '01': 'QMB only',
  '02': 'QMB and full Medicaid coverage, including prescription drugs',
  '03': 'SLMB only',
  '08': 'Other dual eligible (non-QMB, SLMB, QWDI, or QI) with full Medicaid coverage, including prescription drugs',
  NA: 'Non-Medicaid',
}

/** `name01` to `nameNN` up to the present month; `join` is an underscore for some names. */
export function months(name: string, nowMs: number, code: string, display?: string): readonly JsonObject[] {
  const now = new Date(nowMs).getUTCMonth() + 1
  return Array.from({ length: now }, (_, index) =>
    codeExtension(name + String(index + 1).padStart(2, '0'), code, display),
  )
}

export function dualExtensions(enrollment: Enrollment, nowMs: number): readonly JsonObject[] {
  const code = enrollment.dual ?? 'NA'
  return months('dual_', nowMs, code, DUAL[code])
}

/** The year the months belong to; one person's says 0003, as a real sandbox record does. */
export function referenceYear(nowMs: number, person: Person): JsonObject {
  const impossible = person.diedOn !== null && person.diedOn < person.bornOn
  return dateExtension('rfrnc_yr', impossible ? '0003' : String(new Date(nowMs).getUTCFullYear()))
}
