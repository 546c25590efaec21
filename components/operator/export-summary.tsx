// What an export holds: lines of each type, claims and money by kind, and the same by kind and year. Unknown is not zero.
import { CardTable } from '@/components/ui/card-table'
import { Notice } from '@/components/ui/notice'
import { WalkLink } from '@/components/ui/walk-link'
import { formatCount, formatMoney } from '@/lib/format'

interface Group {
  readonly kind: string
  readonly claims: number
  readonly paidCents: number | null
  readonly claimsWithoutPaid: number
}

export interface ExportSummaryProps {
  readonly summary: {
    readonly resources: readonly { readonly type: string; readonly count: number }[]
    readonly claims: readonly (Group & { readonly year: number | null })[]
    readonly kinds: readonly Group[]
    readonly unreadable: number
  }
  readonly claimsHref: string
}

export function ExportSummaryTables({ summary: { resources, claims, kinds, unreadable }, claimsHref }: ExportSummaryProps) {
  const total = sumOf(kinds)
  return (
    <div className="grid gap-8 mt-6">
      <section className="sheet flow" aria-labelledby="paid">
        <h2 id="paid">Total paid</h2>
        <p className="record-sum">{paidWords(total.paidCents)}</p>
        <p className="text-quiet">By Medicare or the plan, over {formatCount(total.claims - total.claimsWithoutPaid, 'en')} of {formatCount(total.claims, 'en')} claims. The others do not say what was paid.</p>
        {unreadable > 0 ? <Notice icon="alert" tone="attention"><p>{formatCount(unreadable, 'en')} claims have a shape that could not be counted.</p></Notice> : null}
        <p><WalkLink href={claimsHref} className="button button-quiet">Open a claim</WalkLink></p>
      </section>
      <section className="sheet"><CardTable caption="Records by type" columns={['Type', 'Records']} rows={resources.map(({ type, count }) => ({ key: type, name: type, cells: [formatCount(count, 'en')] }))} /></section>
      <section className="sheet"><CardTable caption="Claims by kind" columns={['Kind', 'Claims', 'Paid', 'Without a paid amount']} rows={kinds.map((group) => ({ key: group.kind, name: group.kind, cells: cellsOf(group) }))} total={{ key: 'all', name: 'All', cells: cellsOf(total) }} /></section>
      <section className="sheet"><CardTable caption="Claims by kind and year" columns={['Kind and year', 'Claims', 'Paid', 'Without a paid amount']} rows={claims.map((group) => ({ key: `${group.kind} ${group.year}`, name: `${group.kind}, ${group.year ?? 'year not reported'}`, cells: cellsOf(group) }))} /></section>
    </div>
  )
}

function cellsOf({ claims, paidCents, claimsWithoutPaid }: Omit<Group, 'kind'>): readonly string[] {
  return [formatCount(claims, 'en'), paidWords(paidCents), formatCount(claimsWithoutPaid, 'en')]
}

function paidWords(cents: number | null): string {
  return cents === null ? 'Not reported' : formatMoney(cents, 'en')
}

function sumOf(kinds: readonly Group[]): Omit<Group, 'kind'> {
  const told = kinds.flatMap(({ paidCents }) => paidCents ?? [])
  return {
    claims: kinds.reduce((sum, { claims }) => sum + claims, 0),
    paidCents: told.length === 0 ? null : told.reduce((sum, cents) => sum + cents, 0),
    claimsWithoutPaid: kinds.reduce((sum, { claimsWithoutPaid }) => sum + claimsWithoutPaid, 0),
  }
}
