// The claims of an export to choose from, by id, some at a time.
import { CardTable } from '@/components/ui/card-table'
import { WalkLink } from '@/components/ui/walk-link'
import { formatMoney } from '@/lib/format'
import { kindName } from './kind-name'

export interface ExportClaimsProps {
  readonly exportId: string
  readonly claims: readonly { readonly id: string; readonly kind: string; readonly year: number | null; readonly paidCents: number | null }[]
  /** The last id of this page when there is a further one. */
  readonly next: string | null
  /** False where claims are of a version that no page of ours can show. */
  readonly canOpen: boolean
}

export function ExportClaims({ exportId, claims, next, canOpen }: ExportClaimsProps) {
  const at = `/operator/exports/${exportId}/claims`
  if (claims.length === 0) return <p className="mt-6">There are no more claims.</p>
  const rows = claims.map(({ id, kind, year, paidCents }) => ({
    key: id,
    name: kindName(kind),
    cells: [
      year === null ? 'Not reported' : String(year),
      paidCents === null ? 'Not reported' : formatMoney(paidCents, 'en'),
      canOpen ? <WalkLink key="open" href={`${at}/${encodeURIComponent(id)}`} className="plain-link code" opening="Opening">{id}</WalkLink> : <span key="id" className="code">{id}</span>,
    ],
  }))
  return (
    <div className="sheet mt-6">
      <CardTable caption="By id" columns={['Kind', 'Year', 'Paid', 'Claim']} rows={rows} />
      {next === null ? null : <p className="pt-4"><WalkLink href={`${at}?after=${encodeURIComponent(next)}`} className="button button-quiet">More claims</WalkLink></p>}
    </div>
  )
}
