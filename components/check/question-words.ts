// What each question asks and why; and once for all of a kind, that it may well be right.
import type { Check, DeniedCheck } from '@/lib/claims/checks/check'
import { formatDate, type Language } from '@/lib/format'
import type { Messages } from '@/lib/messages/messages'
import type { Speaker } from '@/lib/messages/speak-briefly'

export type CheckWords = Messages['check']

/** What every part of the page needs to speak. */
export interface Voice {
  readonly language: Language
  readonly t: Speaker<CheckWords>
}

export interface QuestionWords {
  readonly question: string
  /** Sentence by sentence. */
  readonly why: readonly string[]
  /** What it is about, in the record's own words. */
  readonly about: readonly string[]
}

export function sayQuestion(check: Check, { language, t }: Voice): QuestionWords {
  const date = check.on === null ? t('noDate') : formatDate(check.on, language)
  const count = check.claims.length
  switch (check.kind) {
    case 'twice':
      return { question: t('twice'), why: [t('twiceWhy', { count, date })], about: check.services }
    case 'new-provider':
      return { question: t('newProvider'), why: [t('newProviderWhy', { name: check.name }), t('careOn', { date })], about: [] }
    case 'equipment':
      return { question: t('equipment'), why: [t('equipmentWhy', { count, date })], about: check.services }
    case 'denied':
      return { question: t('denied'), why: [t(check.inPart ? 'deniedPart' : 'deniedWhole'), t('careOn', { date }), ...sayDenial(check, { language, t })], about: [] }
  }
}

function sayDenial({ why, appealBy, past }: DeniedCheck, { language, t }: Voice): readonly string[] {
  const reason = why === null ? [] : [t('deniedReason', { why })]
  if (appealBy === null) return [...reason, t('appealNotice')]
  return [...reason, t(past ? 'appealPast' : 'appealOpen', { date: formatDate(appealBy, language) })]
}

/** What is said once above all questions of a kind. */
export function sayKind(kind: Check['kind'], t: Voice['t']): { readonly title: string; readonly calm: string } {
  switch (kind) {
    case 'twice':
      return { title: t('groupTwice'), calm: t('twiceCalm') }
    case 'new-provider':
      return { title: t('groupNew'), calm: t('newProviderCalm') }
    case 'equipment':
      return { title: t('groupEquipment'), calm: t('equipmentCalm') }
    case 'denied':
      return { title: t('groupDenied'), calm: `${t('deniedCalm')} ${t('deniedLate')}` }
  }
}
