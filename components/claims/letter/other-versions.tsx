'use client'
// Medicare may have changed this claim. When the tab knows all versions, the page of one says which counts.
import { useQueryClient } from '@tanstack/react-query'
import { Notice } from '@/components/ui/notice'
import { WalkLink } from '@/components/ui/walk-link'
import { claimsQuery } from '@/components/claims/claims-query'
import { listCurrentClaims } from '@/lib/claims/current'
import { formatDate, type Language } from '@/lib/format'

export interface OtherVersionsProps {
  readonly id: string
  readonly language: Language
  readonly newer: string
  readonly readNewer: string
  readonly older: string
  readonly readOlder: string
}

export function OtherVersions({ id, language, newer, readNewer, older, readOlder }: OtherVersionsProps) {
  const known = useQueryClient().getQueryData(claimsQuery(language).queryKey)
  const current = listCurrentClaims(known?.claims ?? []).find((claim) => claim.row.id === id || claim.earlier.some(({ row }) => row.id === id))
  if (!current || current.earlier.length === 0) return null
  if (current.row.id !== id) {
    return (
      <Notice icon="loop" tone="attention">
        <p>{newer} <WalkLink href={`/claims/${encodeURIComponent(current.row.id)}`} className="plain-link">{readNewer}</WalkLink></p>
      </Notice>
    )
  }
  return (
    <Notice icon="loop" tone="quiet">
      <p>{older}</p>
      <ul className="dots">
        {current.earlier.map(({ row, facts }) => (
          <li key={row.id}>
            <WalkLink href={`/claims/${encodeURIComponent(row.id)}`} className="plain-link">
              {readOlder}{facts.processedOn ? `, ${formatDate(facts.processedOn, language)}` : null}
            </WalkLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
