// "What was not covered, and why?": the whole claim, or some of its lines, kept apart from what may be owed.
import { type Fact, Facts } from '@/components/ui/facts'
import { Mark } from '@/components/ui/mark'
import type { Claim } from '@/lib/claims/claim'
import { describeDenial, describeLine } from '@/lib/claims/words/describe'
import { formatMoney, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { LetterPart } from './letter-part'

export function WhatWasNotCovered({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const facts = amounts(claim, language)
  const deniedLines = claim.lines.filter((line) => line.denied)
  const denied = claim.state === 'denied'
  if (!denied && deniedLines.length === 0 && facts.length === 0) {
    return <LetterPart id="not-covered" title={t('notCoveredTitle')}><p>{t('allCovered')}</p></LetterPart>
  }
  return (
    <LetterPart id="not-covered" title={t('notCoveredTitle')}>
      {denied ? <p><Mark icon="cross" tone="stop">{t('deniedWhole')}</Mark></p> : null}
      {denied ? <p>{t('deniedWhy')}: {describeDenial(claim, language) ?? t('deniedWhyUnknown')}</p> : null}
      {deniedLines.length > 0 ? <DeniedLines claim={claim} language={language} /> : null}
      {facts.length > 0 ? <Facts kind="money" facts={facts} /> : null}
      <p>{t('deniedMoney')}</p>
      <p>{t('appeal')}</p>
    </LetterPart>
  )
}

function DeniedLines({ claim, language }: ClaimPartProps) {
  const deniedLines = claim.lines.filter((line) => line.denied)
  return (
    <ul className="dots">
      {deniedLines.map((line) => {
        const { what, denied } = describeLine(line, language)
        return <li key={line.number}>{what}: {denied ?? words(language, 'claim')('deniedWhyUnknown')}</li>
      })}
    </ul>
  )
}

function amounts({ deniedCents, notCoveredCents }: Claim, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  const listed: readonly (readonly [string, number | null])[] = [[t('deniedCharge'), deniedCents], [t('notCovered'), notCoveredCents]]
  return listed.flatMap(([label, cents]) => (cents === null || cents === 0 ? [] : [{ label, value: formatMoney(cents, language) }]))
}
