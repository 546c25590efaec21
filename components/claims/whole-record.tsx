'use client'
// The head of every page that speaks of all claims: how much is here, and how to get the rest. Without script it leads to
// the same page with everything in it.
import type { Language } from '@/lib/format'
import { speaker } from '@/lib/messages/speak-briefly'
import { ClaimsProgress } from './claims-progress'
import type { ClaimsWords } from './claims-words'
import type { ClaimsLoad } from './use-claims'

export interface WholeRecordProps {
  readonly load: ClaimsLoad
  readonly language: Language
  readonly words: ClaimsWords
  /** The page's own address, which `?all=1` fills without script. */
  readonly path: string
}

export function WholeRecord({ load, language, words, path }: WholeRecordProps) {
  const { count, loading, stopped, stop, goOn } = load
  return (
    <>
      <ClaimsProgress count={count} loading={loading} stopped={stopped} t={speaker(language, words)} onStop={stop} onGoOn={goOn} />
      {count.standing === 'open' ? <noscript><p className="mt-3"><a className="button" href={`${path}?all=1`}>{words.noScript}</a></p></noscript> : null}
    </>
  )
}
