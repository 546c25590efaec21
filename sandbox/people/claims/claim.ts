/**
 * One claim as it was drawn, before any version writes it down. All money is in cents, all dates are calendar
 * dates (`2026-03-04`). Both versions are written from this, so they always speak of the same event.
 */
import type { Kind } from '@/sandbox/people/numbers/kinds'
import type { Specialty } from '@/sandbox/people/pools/practice'
import type { CodeText, Service } from '@/sandbox/people/pools/services'
import type { Doctor, Organization } from './providers'

export interface Diagnosis {
  /** Without a dot. Null stands for an entry whose code was never recorded. */
  readonly code: string | null
  readonly text: string | null
  readonly icd: 9 | 10
  readonly role: 'principal' | 'admitting' | 'secondary' | 'other' | 'external' | 'reason'
  readonly onAdmission: 'Y' | 'N' | null
}

export interface Procedure extends CodeText {
  readonly icd: 9 | 10
  readonly on: string
}

export interface LineMoney {
  readonly billed: number
  readonly allowed: number
  readonly deductible: number
  readonly coinsurance: number
  readonly primaryPaid: number
  readonly notCovered: number
  readonly paid: number
}

export interface Line {
  readonly sequence: number
  /** Null when the line names no product. */
  readonly service: (Pick<Service, 'code' | 'system'> & Partial<Service>) | null
  readonly modifiers: readonly string[]
  readonly revenue: CodeText | null
  readonly place: CodeText | null
  readonly quantity: number
  readonly on: { readonly start: string; readonly end: string } | null
  readonly denied: boolean
  /** The sequence of the diagnosis this line was for. */
  readonly diagnosis: number | null
  readonly ndc: string | null
  /** A blood value, in g/dL times 10; zero stands for "none recorded". */
  readonly hemoglobin: number | null
  readonly money: LineMoney
}

export interface ClaimMoney {
  readonly billed: number
  readonly allowed: number
  readonly paid: number
  readonly deductible: number
  readonly coinsurance: number
  readonly blood: number
  readonly primaryPaid: number
  readonly notCovered: number
  /** What Medicare paid the provider; negative on some corrected claims. */
  readonly toProvider: number
}

export interface Stay {
  readonly billType: string
  readonly frequency: string
  readonly days: number
  readonly coinsuranceDays: number
  readonly admission: { readonly type: CodeText; readonly source: CodeText } | null
  readonly discharge: CodeText
  readonly drg: string | null
  readonly visits: number
}

export interface Fill {
  readonly ndc: string
  readonly name: string | null
  readonly brand: boolean
  readonly compound: boolean
  readonly days: number
  readonly number: number
  readonly quantity: number
  readonly prescription: string
  readonly paidOn: string
  readonly pharmacy: CodeText
  readonly residence: CodeText
  readonly origin: CodeText
  /** A threshold met on this fill, C above it, null below. */
  readonly phase: 'A' | 'C' | null
  readonly money: FillMoney
}

export interface FillMoney {
  readonly cost: number
  readonly patient: number
  readonly plan: number
  readonly subsidy: number
  readonly otherTroop: number
  readonly otherPayer: number
  readonly gapDiscount: number
  readonly below: number
  readonly above: number
}

/** How the amounts were made to look: in order, rounded to tens, coinsurance equal to the payment. */
export type Look = 'consistent' | 'rounded' | 'mirrored'

/** original; corrected = stands beside the one it replaces; void = cancelled. */
export type State = 'original' | 'corrected' | 'void'

export interface Claim {
  readonly n: number
  readonly slot: number
  readonly kind: Kind
  readonly startOn: string
  readonly endOn: string
  readonly processedOn: string
  readonly updatedMs: number
  readonly controlNumber: string
  readonly group: number
  readonly state: State
  readonly look: Look
  readonly assigned: boolean
  readonly managedCare: boolean
  readonly substanceUse: boolean
  /** Every optional field filled. */
  readonly full: boolean
  readonly diagnoses: readonly Diagnosis[]
  readonly procedures: readonly Procedure[]
  readonly lines: readonly Line[]
  /** Whether the lines of an outpatient claim say what the person owes, or only the claim does. */
  readonly lineShares: boolean
  readonly money: ClaimMoney
  readonly stay: Stay | null
  readonly fill: Fill | null
  readonly doctor: Doctor
  readonly referring: Doctor
  readonly specialty: Specialty
  readonly organization: Organization
  readonly contractor: CodeText
  readonly plan: { readonly contract: string; readonly number: string } | null
  readonly gaps: Gaps
}

/** What is left out on purpose. */
export interface Gaps {
  readonly noProviderV2: boolean
  readonly noProviderV3: boolean
  readonly noNameV2: boolean
  readonly emptyReferrer: boolean
}
