// The head of the letter: when, what, from whom, and how it stands.
import { ClaimStateMark } from '@/components/claims/claim-state'
import { PageTitle } from '@/components/ui/page-title'
import { toClaimRow } from '@/lib/claims/row'
import { formatDate, type Language } from '@/lib/format'
import { messagesFor, words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'

export function LetterHead({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const { who, what } = toClaimRow(claim, language)
  return (
    <header>
      <p className="text-quiet">{claimDates(claim, language) ?? t('dateUnknown')}</p>
      <PageTitle>{what}</PageTitle>
      <p className="mt-2 text-lead">{who ?? t('whoUnknown')}</p>
      <p className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
        <ClaimStateMark state={claim.state} kind={claim.kind} words={messagesFor(language).state} />
        {claim.processedOn ? <span className="text-quiet">{t('processed', { date: formatDate(claim.processedOn, language) })}</span> : null}
      </p>
    </header>
  )
}

/** One day, or from one to another; `null` when the claim has no date. */
export function claimDates({ from, to }: { readonly from: string | null; readonly to: string | null }, language: Language): string | null {
  const first = from ?? to
  if (first === null) return null
  if (to === null || to <= first) return formatDate(first, language)
  return words(language, 'claim')('dates', { from: formatDate(first, language), to: formatDate(to, language) })
}
