/**
 * Doctors and places of care that exist nowhere: made from their number, with an NPI whose check digit is wrong.
 */
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import { FAMILIES, MEN, PLACES, WOMEN } from '@/sandbox/people/pools/names'
import { SPECIALTIES } from '@/sandbox/people/pools/practice'
import type { Specialty } from '@/sandbox/people/pools/practice'

export interface Doctor {
  readonly npi: string
  readonly given: string
  readonly family: string
  readonly specialty: Specialty
  /** The group that bills for this doctor, by its number. */
  readonly group: number
}

export interface Organization {
  readonly npi: string
  /** The Medicare provider number (CCN). */
  readonly ccn: string
  readonly name: string
}

export type OrganizationKind =
  'group' | 'hospital' | 'clinic' | 'nursing' | 'home' | 'hospice' | 'pharmacy' | 'supplier'

const DOCTORS = 5_000
const ORGANIZATIONS = 2_000
const NAMES: Readonly<Record<OrganizationKind, readonly string[]>> = {
  group: ['MEDICAL GROUP', 'PHYSICIANS PC', 'FAMILY PRACTICE LLC', 'SPECIALTY ASSOCIATES'],
  hospital: ['GENERAL HOSPITAL', 'REGIONAL MEDICAL CENTER', 'COMMUNITY HOSPITAL', 'MEMORIAL HOSPITAL'],
  clinic: ['RURAL HEALTH CLINIC', 'OUTPATIENT CENTER', 'DIAGNOSTIC CENTER', 'SURGERY CENTER'],
  nursing: ['NURSING AND REHABILITATION', 'CARE CENTER', 'SKILLED NURSING FACILITY'],
  home: ['HOME HEALTH AGENCY', 'VISITING NURSES'],
  hospice: ['HOSPICE', 'HOSPICE AND PALLIATIVE CARE'],
  pharmacy: ['PHARMACY', 'DRUG STORE', 'APOTHECARY'],
  supplier: ['MEDICAL SUPPLY', 'HOME EQUIPMENT INC'],
}

/** Doctor number `index`, counted round. */
export function doctorAt(index: number): Doctor {
  const number = index % DOCTORS
  const draw = createStream(hash(number, 40, 0))
  return {
    npi: impossibleNpi(number),
    given: draw.pick(draw.chance(0.5) ? WOMEN : MEN),
    family: draw.pick(FAMILIES),
    specialty: draw.weighted(SPECIALTIES),
    group: draw.between(0, ORGANIZATIONS - 1),
  }
}

/** Organization number `index` of a kind, counted round. */
export function organizationAt(kind: OrganizationKind, index: number): Organization {
  const number = index % ORGANIZATIONS
  const draw = createStream(hash(number, 41, NAMES[kind].length))
  const key = Object.keys(NAMES).indexOf(kind)
  return {
    npi: impossibleNpi(DOCTORS + key * ORGANIZATIONS + number),
    ccn: `${10 + (number % 50)}${String(9_000 + number).padStart(4, '0')}`,
    name: `${draw.pick(PLACES)} ${draw.pick(NAMES[kind])}`,
  }
}

/** Ten digits that begin like no issued number and fail the check every real one passes. */
function impossibleNpi(number: number): string {
  const digits = `9${String(10_000_000 + number * 97).padStart(8, '0')}`
  return digits + ((checkDigit(digits) + 5) % 10)
}

/** The check digit of ISO 7812 with the prefix 80840, as the NPI standard asks for. */
function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 24)
  return (10 - (sum % 10)) % 10
}
