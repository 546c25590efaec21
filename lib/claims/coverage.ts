// Coverage in our own words: which parts of Medicare a person has, since when, through which plan, and with what help.
import type { CalendarDate } from './claim'

export interface Coverage {
  readonly part: 'A' | 'B' | 'C' | 'D' | 'dual'
  /** `never`: no record, or an empty shell; `future`: starts after today. */
  readonly standing: 'active' | 'ended' | 'future' | 'never' | 'unknown'
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  /** Medicare number as written on the record; masked until asked for. */
  readonly medicareNumber: string | null
  /** Plan contract (H1234) and plan number (001), for C and D. */
  readonly contract: string | null
  readonly plan: string | null
  readonly insurer: string | null
  readonly insurerPhone: string | null
  /** Code of the kind of plan (HMO, PDP …), for C and D. */
  readonly planKind: string | null
  /** Codes; words live in lib/claims/words. `null`: not on the record. */
  readonly entitlementReason: string | null
  readonly medicareStatus: string | null
  /** Help with costs: dual status (01 … 08, NA) and low-income subsidy code of the latest month. */
  readonly dual: string | null
  readonly lowIncome: string | null
  /**
   * Dual status by month (`2025-03`: `02`), for the months a version 2 record tells: those of one year. Version 3 tells
   * one status and its period, on `dual`.
   */
  readonly dualMonths: Readonly<Record<string, string>>
  readonly stateBuyIn: string | null
  /** The state whose Medicaid helps (two letters), on `dual`. */
  readonly medicaidState: string | null
  /** What the pharmacy asks for, from the drug card (D only). */
  readonly drugCard: DrugCard | null
}

export interface DrugCard {
  readonly memberId: string | null
  readonly bin: string | null
  readonly pcn: string | null
  readonly group: string | null
}
