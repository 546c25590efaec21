// A claim in our own words: plain JSON, so that the same object crosses as props, as an API reply and as a row of a
// file. Money is integer cents, dates are calendar dates (YYYY-MM-DD) that never pass through a time zone, and
// everything that may be missing is `null`: unknown is not zero.

/** The eight kinds Medicare sends (contract claims-data 1.3, 1.4), and the honest ninth. */
export const claimKinds = ['carrier', 'dme', 'hha', 'hospice', 'inpatient', 'outpatient', 'snf', 'pde', 'other'] as const
export type ClaimKind = (typeof claimKinds)[number]

/** `authorization` is a decision made before the service; `in-process` is not yet decided by Medicare. */
export type ClaimState = 'paid' | 'denied' | 'adjusted' | 'cancelled' | 'in-process' | 'authorization'

/** YYYY-MM-DD */
export type CalendarDate = string

/** A code as Medicare sent it. `text` is Medicare's own text where the record carries one, tidied, never CPT. */
export interface Coded {
  readonly system: 'icd10' | 'icd9' | 'icd10-pcs' | 'icd9-procedure' | 'hcpcs' | 'cpt' | 'ndc' | 'revenue' | 'place' | 'specialty' | 'service-type' | 'betos' | 'drg' | 'discharge' | 'pharmacy' | 'denial' | 'other'
  readonly code: string
  readonly text: string | null
}

export interface Provider {
  /** What this provider did on the claim. */
  readonly role: 'billing' | 'facility' | 'performing' | 'attending' | 'operating' | 'referring' | 'prescribing' | 'pharmacy' | 'other'
  readonly name: string | null
  readonly npi: string | null
  /** CMS certification number, for facilities. */
  readonly ccn: string | null
  readonly specialty: Coded | null
}

export interface Diagnosis {
  readonly code: Coded
  readonly principal: boolean
}

export interface Procedure {
  readonly code: Coded
  readonly on: CalendarDate | null
}

export interface ClaimLine {
  /** Medicare's own line number: a key, not an index. */
  readonly number: number
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  /** Procedure, product or drug code. */
  readonly service: Coded | null
  /** What the line was about in Medicare's words: type of service, BETOS group or revenue centre. */
  readonly about: Coded | null
  readonly place: Coded | null
  readonly modifiers: readonly string[]
  readonly quantity: number | null
  readonly unit: string | null
  /**
   * Medicare did not allow this line: its own mark says so, or none of the charge was covered and nothing was paid.
   * `deniedReason` says why where the record does: the mark, or an adjustment code such as CO50.
   */
  readonly denied: boolean
  readonly deniedReason: Coded | null
  /** Only on a decision made before the service. */
  readonly decision: 'affirmed' | 'not-affirmed' | 'pending' | null
  readonly billedCents: number | null
  readonly allowedCents: number | null
  readonly medicarePaidCents: number | null
  readonly deductibleCents: number | null
  readonly coinsuranceCents: number | null
  readonly notCoveredCents: number | null
}

export interface DrugFill {
  readonly drug: Coded | null
  readonly quantity: number | null
  readonly unit: string | null
  readonly daysSupply: number | null
  readonly fillNumber: number | null
  readonly generic: boolean | null
  readonly pharmacyKind: Coded | null
  readonly prescriptionNumber: string | null
  /** Where the year's drug costs stood at this fill: `null` when the record does not say. */
  readonly phase: 'reached-limit' | 'above-limit' | 'in-gap' | null
  /** What Extra Help paid, what others paid, and the maker's discount. */
  readonly subsidyCents: number | null
  readonly discountCents: number | null
  /** Several ingredients mixed by the pharmacy; `drug` is then the first ingredient. */
  readonly compound: boolean
}

export interface Stay {
  readonly admittedOn: CalendarDate | null
  readonly dischargedOn: CalendarDate | null
  readonly discharge: Coded | null
  readonly drg: Coded | null
  readonly coveredDays: number | null
}

/** A decision Medicare made before the service. */
export interface Authorization {
  readonly number: string | null
  readonly validFrom: CalendarDate | null
  readonly validUntil: CalendarDate | null
}

/** `void`: cancelled, deleted or credited in full; `replacement`: adjusted, corrected or sent once more. */
export type VersionKind = 'original' | 'replacement' | 'void'

/** One term of the working of a sum. `source` names the field it was read from, for "Show codes". */
export interface OweTerm {
  readonly name: 'deductible' | 'coinsurance' | 'blood' | 'all-deductions' | 'patient-paid'
  readonly cents: number
  readonly source: string
}

/** `protected`: a Qualified Medicare Beneficiary, who should not be billed (set by `protectClaim` in protect.ts). */
export type OweRemark = 'not-assigned' | 'lines-denied' | 'other-insurer-paid' | 'does-not-add-up' | 'protected'

/**
 * What the person may owe (contract claims-data 4.2). `may-owe` is a figure with its working; `paid` is a drug: already
 * paid at the pharmacy, never owed; `none` is a reason instead of a figure.
 */
export type Owe =
  | { readonly kind: 'may-owe'; readonly cents: number; readonly terms: readonly OweTerm[]; readonly check: 'fits' | 'differs' | 'not-possible'; readonly remarks: readonly OweRemark[] }
  | { readonly kind: 'paid'; readonly cents: number; readonly terms: readonly OweTerm[]; readonly check: 'fits' | 'differs' | 'not-possible'; readonly remarks: readonly OweRemark[] }
  | { readonly kind: 'none'; readonly why: 'in-process' | 'cancelled' | 'authorization' | 'managed-care' | 'not-reported' | 'nothing-listed' }

export interface Claim {
  /** Opaque; unique together with the version. */
  readonly id: string
  readonly version: 2 | 3
  readonly kind: ClaimKind
  readonly state: ClaimState
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly processedOn: CalendarDate | null
  /** Shared by all versions of one claim: original, adjusted, voided. */
  readonly controlNumber: string | null
  /** Control number of the claim this one replaces. */
  readonly replaces: string | null
  /**
   * What tells that two claims of one kind are versions of one event: the control number; for a version 2 fill, which
   * has none, its prescription, day, fill and pharmacy. A key, not for reading. `null`: the record does not tell.
   */
  readonly event: string | null
  /** Which version of the claim this is, where the record says so. */
  readonly versionKind: VersionKind | null
  /** The one to name first: who treated, or which pharmacy. */
  readonly who: Provider | null
  readonly people: readonly Provider[]
  readonly diagnoses: readonly Diagnosis[]
  readonly procedures: readonly Procedure[]
  readonly lines: readonly ClaimLine[]
  readonly drug: DrugFill | null
  readonly stay: Stay | null
  readonly authorization: Authorization | null
  /** False: the provider may charge more than Medicare approves. */
  readonly assigned: boolean | null
  /** A private plan paid instead of Original Medicare: amounts are between the person and the plan. */
  readonly managedCare: boolean
  /** Why the whole claim was not paid, where the record says so. */
  readonly denialReason: Coded | null
  /** Three digits for institutional claims. */
  readonly billType: string | null
  readonly billedCents: number | null
  readonly allowedCents: number | null
  readonly medicarePaidCents: number | null
  readonly otherPaidCents: number | null
  readonly notCoveredCents: number | null
  /** What was charged on the lines Medicare did not allow: apart from what may be owed. `null`: no such line. */
  readonly deniedCents: number | null
  readonly owe: Owe
  /** How many parts of the record could not be read; said to the person, never dropped in silence. */
  readonly unreadParts: number
}

/** One row of the list: at most 400 bytes of JSON. `who` and `what` are already in the reader's language. */
export interface ClaimRow {
  readonly id: string
  readonly kind: ClaimKind
  readonly state: ClaimState
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly who: string | null
  readonly what: string
  /** `cents` is null unless `figure` is `may-owe` or `paid`; `unclear` is an amount below zero. */
  readonly figure: 'may-owe' | 'nothing-to-pay' | 'paid' | 'unclear' | Extract<Owe, { kind: 'none' }>['why']
  readonly cents: number | null
}
