/**
 * Every number that names a person or a claim, made from the person's number and back again
 * (claims-data.md 1.2, 5.3, 5.7). Nothing is looked up, so nothing has to be stored.
 */
import { hash } from './hash'

export const PEOPLE = 30_000
/** Claim numbers set aside for each person; nobody has more claims. */
export const SLOTS_PER_PERSON = 4_096

const V2_CLAIM_BASE = 10_000_930_000_000
const V3_CLAIM_BASE = 5_000_000_000_000
const V3_PERSON_BASE = 100_000_000
const V3_PEOPLE_SPAN = 900_000_000
/** Two digits after a claim number: room for this many claims that came later. */
export const MOST_LATE_CLAIMS = 95

/** The patient id that version 1 and 2 use. */
export function v2PatientId(n: number): string {
  if (n < 10_000) return `-${19_990_000_000_001 + n}`
  if (n < 20_000) return `-${20_000_000_000_001 + n - 10_000}`
  return `-${20_140_000_000_001 + n - 20_000}`
}

/** The patient id that version 3 uses; unrelated to the other by eye. */
export function v3PatientId(n: number): string {
  return `-${V3_PERSON_BASE + ((n * 27_644_437) % V3_PEOPLE_SPAN)}`
}

/** The number of an older record of the same person that was merged into this one (version 3). */
export function v3OlderPatientId(n: number): string {
  return `-${V3_PERSON_BASE + (((n + PEOPLE) * 27_644_437) % V3_PEOPLE_SPAN)}`
}

/** The number of the record that replaced this one, for the person whose own was merged away (version 3). */
export function v3NewerPatientId(n: number): string {
  return `-${V3_PERSON_BASE + (((n + 2 * PEOPLE) * 27_644_437) % V3_PEOPLE_SPAN)}`
}

const MBI_LETTERS = 'ACDEFGHJKMNPQRTUVWXY'

/** The Medicare number; its `S` marks it as belonging to nobody. */
export function medicareNumber(n: number): string {
  return numberFrom((n * 1_299_709) % 8_000_000)
}

/** The closed Medicare number that a tenth of people had before. */
export function olderMedicareNumber(n: number): string {
  return numberFrom(((n + PEOPLE) * 1_299_709) % 8_000_000)
}

function numberFrom(value: number): string {
  const digits = String(value % 100).padStart(2, '0')
  const letters = Math.floor(value / 100)
  const letter = (index: number) => MBI_LETTERS.charAt(index)
  const a = letter(letters % 20)
  const b = letter(Math.floor(letters / 20) % 20)
  const d = Math.floor(letters / 400) % 10
  return `1S00E${letter(Math.floor(letters / 4_000))}${d}${b}${a}${digits}`
}

/** The control number: the same in every version, and the only way to match one claim across them. */
export function controlNumber(n: number, slot: number): string {
  const high = 1_000_000 + (hash(n, 6, slot) % 9_000_000)
  const low = hash(n, 6, slot + 0x10000) % 10_000_000
  return `${high}${String(low).padStart(7, '0')}`
}

/**
 * The claim number in version 1 and 2. Slots from `held` up came later: their number extends that of an
 * older claim by two digits, so in the order by text they land in the middle of the list.
 */
export function v2ClaimNumber(n: number, slot: number, held: number): string {
  const base = V2_CLAIM_BASE + n * SLOTS_PER_PERSON
  if (slot < held) return `-${base + slot}`
  const late = slot - held
  return `-${base + lateAnchor(n, late, held)}${String(late).padStart(2, '0')}`
}

/** The older claim that a late one follows in the order by text. */
export function lateAnchor(n: number, late: number, held: number): number {
  return held === 0 ? 0 : hash(n, 21, late) % held
}

/** The claim number in version 3: the id of the whole resource. */
export function v3ClaimNumber(n: number, slot: number): string {
  return `-${V3_CLAIM_BASE + n * SLOTS_PER_PERSON + slot}`
}

/** The slot that a version 2 claim number names for person n, or null when it names none of theirs. */
export function slotOfV2(claimNumber: string, n: number, held: number): number | null {
  const base = V2_CLAIM_BASE + n * SLOTS_PER_PERSON
  const late = /^-\d{16}$/.test(claimNumber)
  if (!late && !/^-\d{14}$/.test(claimNumber)) return null
  const slot = late ? held + Number(claimNumber.slice(-2)) : -Number(claimNumber) - base
  if (slot < 0 || slot >= Math.min(SLOTS_PER_PERSON, held + MOST_LATE_CLAIMS)) return null
  return v2ClaimNumber(n, slot, held) === claimNumber ? slot : null
}

/** The slot that a version 3 claim number names for person n, or null when it names none of theirs. */
export function slotOfV3(claimNumber: string, n: number): number | null {
  if (!/^-\d{13}$/.test(claimNumber)) return null
  const slot = -Number(claimNumber) - V3_CLAIM_BASE - n * SLOTS_PER_PERSON
  return slot >= 0 && slot < SLOTS_PER_PERSON ? slot : null
}

/** Whose number a version 3 claim number is, held or not; null when it is nobody's. */
export function v3Owner(claimNumber: string): { readonly n: number; readonly slot: number } | null {
  if (!/^-\d{13}$/.test(claimNumber)) return null
  const at = -Number(claimNumber) - V3_CLAIM_BASE
  const n = Math.floor(at / SLOTS_PER_PERSON)
  return n >= 0 && n < PEOPLE ? { n, slot: at % SLOTS_PER_PERSON } : null
}
