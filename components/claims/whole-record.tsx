'use client'
// The head of every page that speaks of all claims: how much is here, and how to get the rest. Without script it leads to
// the same page with everything in it.
import { useMemo } from 'react'
import { listCurrentClaims } from '@/lib/claims/current'
import type { Language } from '@/lib/format'
import { speaker } from '@/lib/messages/speak-briefly'
import { ClaimsProgress } from './claims-progress'
import type { ClaimsWords } from './claims-words'
import { LookForNews } from './look-for-news'
import type { ClaimsLoad } from './use-claims'
import { WithoutScript } from './without-script'

export interface WholeRecordProps {
  readonly load: ClaimsLoad
  readonly language: Language
  readonly words: ClaimsWords
  /** The page's own address, which `?all=1` fills without script. */
  readonly path: string
}

export function WholeRecord({ load, language, words, path }: WholeRecordProps) {
  const { count, loading, stopped, stop, goOn } = load
  const t = speaker(language, words)
  const earlier = useMemo(() => load.claims.length - listCurrentClaims(load.claims).length, [load.claims])
  return (
    <>
      <ClaimsProgress count={count} earlier={earlier} loading={loading} stopped={stopped} someoneElse={load.someoneElse} t={t} onStop={stop} onGoOn={goOn} path={path} />
      {count.standing === 'complete' && load.canLook ? <LookForNews language={language} t={t} /> : null}
      {count.standing === 'open' ? <WithoutScript path={path} words={words} className="mt-3" /> : null}
    </>
  )
}
