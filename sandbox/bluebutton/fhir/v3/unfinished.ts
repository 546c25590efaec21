/**
 * Claims still in the payment systems: which system, how far, and what the claim is called there. They are served
 * only when asked for by source or tag (claims-data.md 1.1, 1.4).
 */
import { hash } from '@/sandbox/people/numbers/hash'
import type { Kind } from '@/sandbox/people/numbers/kinds'

export interface Processing {
  readonly source: 'FISS' | 'MCS' | 'VMS'
  readonly type: readonly [code: string, words: string]
  /** P paid, D denied, R rejected, T returned, S suspended, I inactive; null while open. */
  readonly status: string | null
  readonly outcome: 'complete' | 'partial'
}

const STATUSES = ['P', 'P', 'D', 'R', 'T', 'S', 'I', null] as const
const TYPES: Readonly<Record<Exclude<Kind, 'pde'>, readonly [string, string]>> = {
  carrier: ['1700', 'PROF MEDICARE SS PART B PROFESSIONAL - PHASE 1'],
  dme: ['1800', 'DME MEDICARE SS DME - PHASE 1'],
  hha: ['1032', '032X MEDICARE SS HOME HEALTH - PHASE 1'],
  hospice: ['1081', '081X MEDICARE SS HOSPICE - PHASE 1'],
  inpatient: ['1011', '011X MEDICARE SS HOSPITAL INPATIENT - PHASE 1'],
  outpatient: ['1013', '013X MEDICARE SS HOSPITAL OUTPATIENT - PHASE 1'],
  snf: ['1021', '021X MEDICARE SS SNF INPATIENT - PHASE 1'],
}

/** Where the claim of a kind stands; drug events never wait here. */
export function processingOf(kind: Exclude<Kind, 'pde'>, n: number, slot: number): Processing {
  const status = STATUSES[hash(n, 34, slot) % STATUSES.length] ?? null
  return {
    source: kind === 'carrier' ? 'MCS' : kind === 'dme' ? 'VMS' : 'FISS',
    type: TYPES[kind],
    status,
    outcome: status !== null && 'P1R2DY'.includes(status) ? 'complete' : 'partial',
  }
}
