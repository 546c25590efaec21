// The sentences the list of claims needs in the browser: those that change while it loads, and no others.
import type { Messages } from '@/lib/messages/messages'

const keys = [
  'progress', 'progressOpen', 'barLabel', 'complete', 'allHere', 'loading', 'stop', 'stopped', 'goOn', 'partial', 'partialOpen', 'tryAgain',
  'short', 'startOver', 'unreadable', 'noScript', 'yearCount', 'yearOwe', 'yearPaid', 'yearUnknown', 'noDate',
] as const

export type ClaimsWords = Readonly<Record<(typeof keys)[number], string>>

export function pickClaimsWords({ claims }: Pick<Messages, 'claims'>): ClaimsWords {
  return {
    progress: claims.progress, progressOpen: claims.progressOpen, barLabel: claims.barLabel, complete: claims.complete, allHere: claims.allHere,
    loading: claims.loading, stop: claims.stop, stopped: claims.stopped, goOn: claims.goOn, partial: claims.partial, partialOpen: claims.partialOpen,
    tryAgain: claims.tryAgain, short: claims.short, startOver: claims.startOver, unreadable: claims.unreadable, noScript: claims.noScript,
    yearCount: claims.yearCount, yearOwe: claims.yearOwe, yearPaid: claims.yearPaid, yearUnknown: claims.yearUnknown, noDate: claims.noDate,
  }
}
