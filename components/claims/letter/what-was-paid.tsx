// "What did Medicare pay?": charged, approved, paid, in the words of the Medicare Summary Notice. A missing amount says so.
import { type Fact, Facts } from '@/components/ui/facts'
import type { Claim } from '@/lib/claims/claim'
import { formatMoney, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { LetterPart } from './letter-part'

export function WhatWasPaid({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const isDrug = claim.kind === 'pde'
  const professional = claim.kind === 'carrier' || claim.kind === 'dme'
  return (
    <LetterPart id="paid" title={isDrug ? t('paidTitleDrug') : t('paidTitle')}>
      <Facts kind="money" facts={isDrug ? drugAmounts(claim, language) : amounts(claim, professional, language)} />
      {professional && keepsToApproved(claim) ? <p className="text-quiet">{t('paidNote')}</p> : null}
    </LetterPart>
  )
}

/** The provider took the approved amount as full pay. Said of no claim with a denied line: that charge may come after all. */
function keepsToApproved({ assigned, allowedCents, state, lines }: Claim): boolean {
  return assigned === true && allowedCents !== null && state !== 'denied' && !lines.some((line) => line.denied)
}

/** Only doctors' and equipment claims have an approved amount; elsewhere its absence tells nothing. */
function amounts(claim: Claim, professional: boolean, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  return [
    { label: t('billed'), value: money(claim.billedCents, language) },
    ...(professional || claim.allowedCents !== null ? [{ label: t('allowed'), value: money(claim.allowedCents, language) }] : []),
    { label: t('medicarePaid'), value: money(claim.medicarePaidCents, language) },
    ...whenPaid(t('otherPaid'), claim.otherPaidCents, language),
  ]
}

function drugAmounts(claim: Claim, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  return [
    { label: t('billedDrug'), value: money(claim.billedCents, language) },
    { label: t('planPaid'), value: money(claim.medicarePaidCents, language) },
    ...whenPaid(t('subsidy'), claim.drug?.subsidyCents ?? null, language),
    ...whenPaid(t('discount'), claim.drug?.discountCents ?? null, language),
    ...whenPaid(t('otherPaid'), claim.otherPaidCents, language),
  ]
}

function whenPaid(label: string, cents: number | null, language: Language): readonly Fact[] {
  return cents === null || cents === 0 ? [] : [{ label, value: formatMoney(cents, language) }]
}

/** An amount, or the words for a missing one: unknown is not zero. */
export function money(cents: number | null, language: Language): string {
  return cents === null ? words(language, 'claim')('notListed') : formatMoney(cents, language)
}
