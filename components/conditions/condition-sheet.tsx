// One condition: what it is called in plain words, on how many claims and since when. The whole row unfolds to the claims'
// own wording and the claims themselves; native, so it works without script.
import { ClaimLinks } from '@/components/records/claim-links'
import { sayPeriod } from '@/components/records/say-period'
import type { ConditionEntry } from '@/lib/claims/conditions'
import type { CurrentClaim } from '@/lib/claims/current'
import { dayOf } from '@/lib/claims/period'
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
  return (
    <details className="row-fold">
      <summary>
        <span className="min-w-0">
          <h2 className="record-name">{condition.words}</h2>
          {whole ? <span className="block text-quiet">{sayPeriod(condition, words.between, language) ?? words.dateUnknown}</span> : null}
        </span>
        {whole ? <span className="record-figure font-semibold">{t('seen', { count: claims.length })}</span> : null}
      </summary>
      <div className="row-fold-inside">
        {finer.length > 0 ? <Wording {...props} /> : null}
        {finer.length > 0 ? <h3 className="record-part">{words.claims}</h3> : null}
        <ClaimLinks lines={claims.map((claim) => lineOf(claim, words))} language={language} words={words} />
      </div>
    </details>
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
  return { id: row.id, on: dayOf({ row }), about: `${row.who ?? words.whoUnknown}. ${row.what}` }
}
