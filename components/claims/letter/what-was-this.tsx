// "What was this?": why the person was seen, what was done, the stay or the drug, in words.
import { type Fact, Facts } from '@/components/ui/facts'
import { Fold } from '@/components/ui/fold'
import type { Claim, Coded } from '@/lib/claims/claim'
import { describeKind } from '@/lib/claims/words/kinds'
import { formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { CodeInWords } from './code-in-words'
import { drugFacts, stayFacts } from './drug-and-stay-facts'
import { claimDates } from './letter-head'
import { LetterPart } from './letter-part'

export function WhatWasThis({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const [, ...otherReasons] = reasonsFor(claim)
  return (
    <LetterPart id="what" title={t('whatTitle')}>
      {claim.replaces ? <p>{t('replaces')}</p> : null}
      <Facts kind="words" facts={listFacts(claim, language)} />
      {claim.drug?.compound ? <p>{t('compound')}</p> : null}
      {otherReasons.length > 0 ? (
        <Fold summary={t('whyMore', { count: otherReasons.length })}>
          <ul className="dots">{otherReasons.map((reason) => <li key={reason.code}><CodeInWords code={reason} language={language} /></li>)}</ul>
        </Fold>
      ) : null}
    </LetterPart>
  )
}

function listFacts(claim: Claim, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  const [mainReason] = reasonsFor(claim)
  const done = once(claim.procedures.map(({ code }) => code))
  const date = (day: string | null | undefined) => (day ? formatDate(day, language) : null)
  const facts: readonly (readonly [string, Fact['value'] | null])[] = [
    [t('kind'), describeKind(claim.kind, language)],
    [t('when'), claimDates(claim, language) ?? t('dateUnknown')],
    [t('why'), mainReason ? <CodeInWords key="why" code={mainReason} language={language} /> : null],
    [t('done'), done.length > 0 ? <ul key="done">{done.map((code) => <li key={code.code}><CodeInWords code={code} language={language} /></li>)}</ul> : null],
    [t('validFrom'), date(claim.authorization?.validFrom)],
    [t('validUntil'), date(claim.authorization?.validUntil)],
  ]
  const own = facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
  return [...own, ...(claim.stay ? stayFacts(claim.stay, language) : []), ...(claim.drug ? drugFacts(claim.drug, language) : [])]
}

/** The main reason first. */
function reasonsFor({ diagnoses }: Claim): readonly Coded[] {
  return once(diagnoses.toSorted((one, other) => Number(other.principal) - Number(one.principal)).map(({ code }) => code))
}

/** Each code said once, although records repeat them. */
function once(codes: readonly Coded[]): readonly Coded[] {
  return [...new Map(codes.map((code) => [code.code, code])).values()]
}
