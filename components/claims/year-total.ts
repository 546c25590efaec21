// The one line under a year: what the claims of that year may come to. Only ever asked for when every claim is here.
import type { ClaimRow } from '@/lib/claims/claim'

export interface YearTotal {
  readonly mayOweCents: number
  readonly paidCents: number
  /** Claims that count but name no amount for the person: the sums above leave them out. */
  readonly withoutAmount: number
}

export function totalYear(rows: readonly ClaimRow[]): YearTotal {
  const counted = withoutReplaced(rows)
  return {
    mayOweCents: sum(counted, 'may-owe'),
    paidCents: sum(counted, 'paid'),
    withoutAmount: counted.filter(({ figure }) => unnamed.has(figure)).length,
  }
}

/**
 * Medicare may send both versions of one event side by side (contract claims-data 4.1). Beside an adjusted claim of the
 * same day, provider and kind, the older version is not counted again.
 */
function withoutReplaced(rows: readonly ClaimRow[]): readonly ClaimRow[] {
  const event = ({ kind, from, to, who, what }: ClaimRow) => JSON.stringify([kind, from, to, who, what])
  const adjusted = new Set(rows.filter(({ state }) => state === 'adjusted').map(event))
  return rows.filter((row) => row.state === 'adjusted' || !adjusted.has(event(row)))
}

const unnamed: ReadonlySet<ClaimRow['figure']> = new Set<ClaimRow['figure']>(['not-reported', 'nothing-listed', 'managed-care', 'in-process'])

function sum(rows: readonly ClaimRow[], figure: ClaimRow['figure']): number {
  return rows.reduce((cents, row) => (row.figure === figure ? cents + (row.cents ?? 0) : cents), 0)
}
