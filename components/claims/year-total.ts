// The one line under a year: what the claims of that year may come to. Only ever asked for when every claim is here.
import type { ClaimRow } from '@/lib/claims/claim'

export interface YearTotal {
  readonly mayOweCents: number
  readonly paidCents: number
  /** Claims that count but name no amount for the person: the sums above leave them out. */
  readonly withoutAmount: number
}

export function totalYear(rows: readonly ClaimRow[]): YearTotal {
  return {
    mayOweCents: sum(rows, 'may-owe'),
    paidCents: sum(rows, 'paid'),
    withoutAmount: rows.filter(({ figure }) => unnamed.has(figure)).length,
  }
}

const unnamed: ReadonlySet<ClaimRow['figure']> = new Set<ClaimRow['figure']>(['not-reported', 'nothing-listed', 'managed-care', 'in-process'])

function sum(rows: readonly ClaimRow[], figure: ClaimRow['figure']): number {
  return rows.reduce((cents, row) => (row.figure === figure ? cents + (row.cents ?? 0) : cents), 0)
}
