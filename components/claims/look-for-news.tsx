'use client'
// When a tab stays open: asks Medicare whether there is anything new, at the reader's wish and never by itself.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { signInAgain } from '@/components/session/sign-in-again'
import type { Language } from '@/lib/format'
import type { Speaker } from '@/lib/messages/speak-briefly'
import { lookForNews, type News } from './claims-news'
import type { ClaimsWords } from './claims-words'

/** Longer than Medicare's own 30 s, else its answer is never seen. */
const patienceMs = 70_000

export function LookForNews({ language, t }: { readonly language: Language; readonly t: Speaker<ClaimsWords> }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [news, setNews] = useState<News | null>(null)
  const look = async () => {
    setAsking(true)
    setNews(null)
    const found = await lookForNews(client, language, AbortSignal.timeout(patienceMs))
    if (found.kind === 'sign-in-needed') signInAgain(found.reason)
    setNews(found)
    setAsking(false)
  }
  return (
    <div className="script-only no-print mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <button type="button" className="tool" disabled={asking} onClick={() => void look()}>{t('lookForNew')}</button>
      <p role="status">{asking ? t('looking') : sayNews(news, t)}</p>
    </div>
  )
}

function sayNews(news: News | null, t: Speaker<ClaimsWords>): string {
  if (news === null || news.kind === 'sign-in-needed') return ''
  if (news.kind === 'failed') return t('newsFailed')
  const { added, unreadable } = news
  if (added + unreadable === 0) return t('newsNone')
  return [added > 0 && t('newsFound', { count: added }), unreadable > 0 && t('unreadable', { count: unreadable })].filter(Boolean).join(' ')
}
