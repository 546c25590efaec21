// The sentences the list of claims needs in the browser: those that change while it loads, and no others.
import type { Messages } from '@/lib/messages/messages'

export type ClaimsWords = ReturnType<typeof pickClaimsWords>

export function pickClaimsWords({ claims }: Pick<Messages, 'claims'>) {
  const { stop, goOn, progress, progressOpen, barLabel, complete, allHere, earlierAmong, loading, partial, partialOpen, tryAgain } = claims
  const { short, startOver, unreadable, noScript, yearCount, yearOwe, yearPaid, yearUnknown, noDate } = claims
  const { filters, search, searchHint, year, kind, provider, everyYear, everyKind, everyProvider, shown, clear, nothing, nothingYet } = claims
  const { earlier, earlierNote, yearDenied, yearInProcess, yearCancelled, emptyTitle, emptyButton } = claims
  const { someoneElse, lookForNew, looking, newsNone, newsFound, newsFailed } = claims
  return {
    stop, goOn, progress, progressOpen, barLabel, complete, allHere, earlierAmong, loading, partial, partialOpen, tryAgain,
    short, startOver, unreadable, noScript, yearCount, yearOwe, yearPaid, yearUnknown, noDate,
    filters, search, searchHint, year, kind, provider, everyYear, everyKind, everyProvider, shown, clear, nothing, nothingYet,
    earlier, earlierNote, yearDenied, yearInProcess, yearCancelled, emptyTitle, emptyButton,
    someoneElse, lookForNew, looking, newsNone, newsFound, newsFailed,
  }
}
