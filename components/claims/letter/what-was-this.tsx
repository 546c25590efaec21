// "What was this?": why the person was seen, what was done, the stay or the drug, in words.
import { type Fact, Facts } from '@/components/ui/facts'
import { Fold } from '@/components/ui/fold'
import type { Claim } from '@/lib/claims/claim'
import { describeDiagnosis, describeProcedure } from '@/lib/claims/words/describe'
import { describeKind } from '@/lib/claims/words/kinds'
import { formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { drugFacts, stayFacts } from './drug-and-stay-facts'
import { claimDates } from './letter-head'
import { LetterPart } from './letter-part'

export function WhatWasThis({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const [, ...otherReasons] = reasonsFor(claim, language)
  return (
    <LetterPart id="what" title={t('whatTitle')}>
      {claim.replaces ? <p>{t('replaces')}</p> : null}
      <Facts kind="words" facts={listFacts(claim, language)} />
      {claim.drug?.compound ? <p>{t('compound')}</p> : null}
      {otherReasons.length > 0 ? (
        <Fold summary={t('whyMore', { count: otherReasons.length })}>
          <ul className="dots">{otherReasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
        </Fold>
      ) : null}
    </LetterPart>
  )
}

function listFacts(claim: Claim, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  const [mainReason] = reasonsFor(claim, language)
  const done = [...new Set(claim.procedures.map((procedure) => describeProcedure(procedure, language)))]
  const date = (day: string | null | undefined) => (day ? formatDate(day, language) : null)
  const facts: readonly (readonly [string, Fact['value'] | null])[] = [
    [t('kind'), describeKind(claim.kind, language)],
    [t('when'), claimDates(claim, language) ?? t('dateUnknown')],
    [t('why'), mainReason ?? null],
    [t('done'), done.length > 0 ? done.join('; ') : null],
    [t('validFrom'), date(claim.authorization?.validFrom)],
    [t('validUntil'), date(claim.authorization?.validUntil)],
  ]
  const own = facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
  return [...own, ...(claim.stay ? stayFacts(claim.stay, language) : []), ...(claim.drug ? drugFacts(claim.drug, language) : [])]
}

/** The main reason first; each said once, although records repeat them. */
function reasonsFor({ diagnoses }: Claim, language: Language): readonly string[] {
  const mainFirst = diagnoses.toSorted((one, other) => Number(other.principal) - Number(one.principal))
  return [...new Set(mainFirst.map((diagnosis) => describeDiagnosis(diagnosis, language)))]
}
