/**
 * The eight kinds of claim, in the order in which a person's row of counts lists them (claims-data.md 5.3).
 */
export const KINDS = ['carrier', 'dme', 'hha', 'hospice', 'inpatient', 'outpatient', 'pde', 'snf'] as const

export type Kind = (typeof KINDS)[number]

export type Counts = Readonly<Record<Kind, number>>

export const NO_CLAIMS: Counts = { carrier: 0, dme: 0, hha: 0, hospice: 0, inpatient: 0, outpatient: 0, pde: 0, snf: 0 }

export function totalOf(counts: Counts): number {
  return KINDS.reduce((sum, kind) => sum + counts[kind], 0)
}
