// One claim in the list: when, who, what, its state, one figure. All of it is the link.
import { memo } from 'react'
import { Mark } from '@/components/ui/mark'
import { WalkLink } from '@/components/ui/walk-link'
import type { ClaimRow } from '@/lib/claims/claim'
import { dayOf } from '@/lib/claims/period'
import { formatDayLines, formatMoney, type Language } from '@/lib/format'
import { speak } from '@/lib/messages/speak-briefly'
import { ClaimStateMark, type StateWords } from './claim-state'

export type RowWords = Readonly<Record<ClaimRow['figure'] | 'since' | 'whoUnknown' | 'dateUnknown' | 'opening', string>>

export interface ClaimRowProps {
  readonly row: ClaimRow
  readonly language: Language
  readonly words: RowWords
  readonly states: StateWords
}

/** Drawn again only when the row itself changes: hundreds stand still while more arrive. */
export const ClaimRowLink = memo(function ClaimRowLink({ row, language, words, states }: ClaimRowProps) {
  return (
    <WalkLink href={`/claims/${encodeURIComponent(row.id)}`} className="claim-row" opening={words.opening}>
      <Day row={row} language={language} words={words} />
      <span className="min-w-0">
        <span className="claim-who block">{row.who ?? words.whoUnknown}</span>
        <span className="claim-what block">{row.what}</span>
        <ClaimStateMark state={row.state} kind={row.kind} words={states} />
      </span>
      <Figure row={row} language={language} words={words} />
    </WalkLink>
  )
})

/** The day the care ended; for a stay, the day it began below. */
function Day({ row, language, words }: Omit<ClaimRowProps, 'states'>) {
  const last = dayOf({ row })
  if (last === null) return <span className="claim-day text-quiet">{words.dateUnknown}</span>
  const [weekday, day] = formatDayLines(last, language)
  const first = row.from !== null && row.from < last ? formatDayLines(row.from, language)[1] : null
  return (
    <time className="claim-day" dateTime={last}>
      <span className="claim-weekday">{weekday}</span>
      <span className="claim-date">{day}</span>
      {first ? <span className="claim-since">{speak(words.since, { date: first }, language)}</span> : null}
    </time>
  )
}

function Figure({ row, language, words }: Omit<ClaimRowProps, 'states'>) {
  const word = words[row.figure]
  if (row.figure === 'nothing-to-pay') return <span className="claim-figure"><Mark icon="check" tone="paid">{word}</Mark></span>
  return (
    <span className="claim-figure">
      <span className="claim-figure-word block">{word}</span>
      {row.cents === null ? null : <span className="claim-figure-sum">{formatMoney(row.cents, language)}</span>}
    </span>
  )
}
