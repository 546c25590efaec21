// The claims that stand behind an entry, each a link: the newest few at once, the others when asked for. A person may have
// thousands, and nobody should wait for links they do not open.
import { useState } from 'react'
import { WalkLink } from '@/components/ui/walk-link'
import type { CalendarDate } from '@/lib/claims/claim'
import { formatDate, type Language } from '@/lib/format'
import { speak } from '@/lib/messages/speak-briefly'

export interface ClaimLine {
  readonly id: string
  readonly on: CalendarDate | null
  readonly about: string
  /** At the right, such as an amount. */
  readonly figure?: string
}

export interface LinkWords {
  readonly showAll: string
  readonly inList: string
  readonly dateUnknown: string
  readonly opening: string
}

export interface ClaimLinksProps {
  /** Newest first. */
  readonly lines: readonly ClaimLine[]
  readonly language: Language
  readonly words: LinkWords
}

const firstFew = 12

export function ClaimLinks({ lines, language, words }: ClaimLinksProps) {
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(0, firstFew)
  const rest = lines.length > shown.length
  return (
    <>
      <ol className="claim-links">
        {shown.map((line) => <li key={line.id}><ClaimLink line={line} language={language} words={words} /></li>)}
      </ol>
      {rest ? (
        <p className="script-only mt-3">
          <button type="button" className="tool" onClick={() => setAll(true)}>{speak(words.showAll, { count: lines.length }, language)}</button>
        </p>
      ) : null}
      {rest ? <noscript><p className="mt-3"><a className="plain-link" href="/claims?all=1">{words.inList}</a></p></noscript> : null}
    </>
  )
}

function ClaimLink({ line: { id, on, about, figure }, language, words }: { readonly line: ClaimLine; readonly language: Language; readonly words: LinkWords }) {
  return (
    <WalkLink href={`/claims/${encodeURIComponent(id)}`} className="claim-link" opening={words.opening}>
      <span className="claim-link-date">{on === null ? words.dateUnknown : <time dateTime={on}>{formatDate(on, language)}</time>}</span>
      <span className="claim-link-about">{about}</span>
      {figure === undefined ? null : <span className="claim-link-figure">{figure}</span>}
    </WalkLink>
  )
}
