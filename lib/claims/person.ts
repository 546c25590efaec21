// The person as Medicare knows them. Read only on /profile, and only when they chose to share it.
import type { CalendarDate } from './claim'

export interface Person {
  readonly name: string | null
  readonly bornOn: CalendarDate | null
  readonly diedOn: CalendarDate | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown' | null
  readonly race: string | null
  readonly addressLines: readonly string[]
  readonly city: string | null
  /** Two postal letters, or null when the number is not a state we know. */
  readonly state: string | null
  readonly zip: string | null
  /** A language code, `null` when unknown. */
  readonly language: string | null
  /** The current Medicare number, eleven characters; masked until asked for. */
  readonly medicareNumber: string | null
  readonly formerMedicareNumbers: readonly string[]
  /** The record was merged: Medicare keeps this person under another id. Follow it once. */
  readonly mergedInto: string | null
}
