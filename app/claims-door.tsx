// The door of every page that speaks of all claims: the session, what was shared, and the first claims. Whoever comes by a
// link from another page of ours brings their claims along in the tab, so nothing is fetched again.
import 'server-only'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { NoClaims } from '@/components/claims/no-claims'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { Withheld } from '@/components/withheld'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { listAllClaims, listFirstClaims } from '@/lib/record/claims'
import { getReceipt } from '@/lib/record/receipt'
import { type Destination, destinationPath } from '@/lib/session/destinations'
import { forPage } from './for-page'

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

export interface ClaimsDoorProps {
  readonly language: Language
  readonly then: Destination
  readonly searchParams: SearchParams
  /** What the page shows; `null` when the tab has the claims already, or fetches them itself. */
  readonly children: (page: ClaimsPage | null) => ReactNode
}

export async function ClaimsDoor({ language, then, searchParams, children }: ClaimsDoorProps) {
  const t = words(language, 'claims')
  const all = searchParams['all'] === '1'
  const again = destinationPath(then) + (all ? '?all=1' : '')
  const receipt = await forPage(getReceipt, then)
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again={again} />
  if (!receipt.value.sharesClaims) return <Withheld language={language} title={t('withheldTitle')} texts={[t('withheld')]} then={then} />
  if (!all && (await isWalking())) return children(null)
  const page = await forPage(() => (all ? listAllClaims(language) : listFirstClaims(language)), then)
  if (!page.ok) return <MedicareTrouble language={language} problem={page.problem} again={again} />
  const { claims, rest, unreadable } = page.value
  if (claims.length + rest.length + unreadable === 0) return <NoClaims language={language} />
  return children(page.value)
}

/** A walk from page to page inside the tab: the browser itself says that it fetches no document (Fetch Metadata). */
async function isWalking(): Promise<boolean> {
  return (await headers()).get('sec-fetch-dest') === 'empty'
}
