// What an export holds: lines of each type, claims and money by kind, by year, and by both. Unknown is not zero.
import { CardTable } from '@/components/ui/card-table'
import { Fold } from '@/components/ui/fold'
import { Notice } from '@/components/ui/notice'
import { WalkLink } from '@/components/ui/walk-link'
import { groupBy } from '@/lib/claims/group-by'
import { formatCount, formatMoney } from '@/lib/format'
import { kindName } from './kind-name'

interface Sums {
  readonly claims: number
  readonly paidCents: number | null
  readonly claimsWithoutPaid: number
}

type Group = Sums & { readonly kind: string }

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
        <p className="text-quiet">By Medicare or the plan, over {formatCount(total.claims - total.claimsWithoutPaid, 'en')} of {formatCount(total.claims, 'en')} claims.{total.claimsWithoutPaid > 0 ? ' The others do not say what was paid.' : ''}</p>
        {unreadable > 0 ? <Notice icon="alert" tone="attention"><p>{formatCount(unreadable, 'en')} claims have a shape that could not be counted.</p></Notice> : null}
        <p><WalkLink href={claimsHref} className="button button-quiet">Open a claim</WalkLink></p>
      </section>
      <section className="sheet"><CardTable caption="Records by type" columns={['Type', 'Records']} rows={resources.map(({ type, count }) => ({ key: type, name: type, cells: [formatCount(count, 'en')] }))} /></section>
      <section className="sheet"><GroupTable caption="Claims by kind" first="Kind" groups={kinds.map((group) => ({ name: kindName(group.kind), ...group }))} total={total} /></section>
      <section className="sheet flow">
        <GroupTable caption="Claims by year" first="Year" groups={byYear(claims)} total={total} />
        <Fold summary="By kind and year"><GroupTable caption="Claims by kind and year" first="Kind and year" groups={claims.map((group) => ({ name: `${kindName(group.kind)}, ${yearWords(group.year)}`, ...group }))} total={total} /></Fold>
      </section>
    </div>
  )
}

interface GroupTableProps {
  readonly caption: string
  readonly first: string
  readonly groups: readonly (Sums & { readonly name: string })[]
  readonly total: Sums
}

function GroupTable({ caption, first, groups, total }: GroupTableProps) {
  const rows = groups.map(({ name, ...group }) => ({ key: name, name, cells: cellsOf(group) }))
  return <CardTable caption={caption} columns={[first, 'Claims', 'Paid', 'Without a paid amount']} rows={rows} total={{ key: 'all', name: 'All', cells: cellsOf(total) }} />
}

function byYear(claims: ExportSummaryProps['summary']['claims']): GroupTableProps['groups'] {
  const years = groupBy(claims, ({ year }) => year)
  const newestFirst = [...years].toSorted(([one], [other]) => (other ?? 0) - (one ?? 0))
  return newestFirst.map(([year, groups]) => ({ name: yearWords(year), ...sumOf(groups) }))
}

function yearWords(year: number | null): string {
  return year === null ? 'Year not reported' : String(year)
}

function cellsOf({ claims, paidCents, claimsWithoutPaid }: Sums): readonly string[] {
  return [formatCount(claims, 'en'), paidWords(paidCents), formatCount(claimsWithoutPaid, 'en')]
}

function paidWords(cents: number | null): string {
  return cents === null ? 'Not reported' : formatMoney(cents, 'en')
}

function sumOf(groups: readonly Sums[]): Sums {
  const told = groups.flatMap(({ paidCents }) => paidCents ?? [])
  return {
    claims: groups.reduce((sum, { claims }) => sum + claims, 0),
    paidCents: told.length === 0 ? null : told.reduce((sum, cents) => sum + cents, 0),
    claimsWithoutPaid: groups.reduce((sum, { claimsWithoutPaid }) => sum + claimsWithoutPaid, 0),
  }
}
