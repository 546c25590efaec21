// One condition: what it is called in plain words, on how many claims and since when; behind a fold the claims' own wording
// and the claims.
import { ClaimLinks } from '@/components/records/claim-links'
import { sayPeriod } from '@/components/records/say-period'
import { Fold } from '@/components/ui/fold'
import type { ConditionEntry } from '@/lib/claims/conditions'
import type { CurrentClaim } from '@/lib/claims/current'
import type { Language } from '@/lib/format'
import type { Speaker } from '@/lib/messages/speak-briefly'
import type { ConditionWords } from './conditions-view'

export interface ConditionSheetProps {
  readonly condition: ConditionEntry
  readonly language: Language
  readonly words: ConditionWords
  readonly t: Speaker<ConditionWords>
  /** Every claim is here: only then how often and since when are true. */
  readonly whole: boolean
}

export function ConditionSheet(props: ConditionSheetProps) {
  const { condition, language, words, t, whole } = props
  const { claims, finer } = condition
  const summary = finer.length > 0 ? t('fold') : t('foldClaims', { count: claims.length })
  return (
    <article className="record">
      <div className="min-w-0">
        <h2 className="record-name">{condition.words}</h2>
        {whole ? <p className="text-quiet">{sayPeriod(condition, words.between, language) ?? words.dateUnknown}</p> : null}
      </div>
      {whole ? <p className="record-figure font-semibold">{t('seen', { count: claims.length })}</p> : null}
      <div className="record-more">
        <Fold summary={summary}>
          {finer.length > 0 ? <Wording {...props} /> : null}
          {finer.length > 0 ? <h3 className="record-part">{words.claims}</h3> : null}
          <ClaimLinks lines={claims.map((claim) => lineOf(claim, words))} language={language} words={words} />
        </Fold>
      </div>
    </article>
  )
}

function Wording({ condition: { finer }, words, t, whole }: ConditionSheetProps) {
  return (
    <>
      <h3 className="record-part">{words.wording}</h3>
      <ul className="quiet-list">
        {finer.map((one) => <li key={one.words}>{whole ? t('finer', { words: one.words, count: one.count }) : one.words}</li>)}
      </ul>
    </>
  )
}

function lineOf({ row }: CurrentClaim, words: ConditionWords) {
  return { id: row.id, on: row.to ?? row.from, about: `${row.who ?? words.whoUnknown}. ${row.what}` }
}
