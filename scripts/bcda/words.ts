// What a person reads about an export in a terminal.
import type { ExportView } from '@/lib/connections/bulk-export/export-view'
import type { Reason } from '@/lib/connections/bulk-export/job'

const becauseOf: Readonly<Record<Reason, string>> = {
  'asked-to-stop': 'it was asked to',
  'disk-full': 'the disk is nearly full: make room first',
  'connection-failed': 'BCDA did not answer, or not as it should',
  credentials: 'the credentials are missing or were refused: see BCDA_CLIENT_ID and BCDA_CLIENT_SECRET',
  unexpected: 'something went wrong on this machine',
  refused: 'BCDA refused the request',
  'not-enabled': 'this version is not open to the organization',
  'not-ours': 'BCDA says the job is not ours, or our organization is shut out',
  'failed-at-source': 'BCDA could not make it',
  'cancelled-at-source': 'somebody else cancelled it',
  cancelled: 'it was cancelled',
  'unreadable-answer': 'BCDA sent an answer we do not know',
  'foreign-address': 'BCDA named an address that is not its own',
  'file-unreadable': 'a file was damaged each time it was fetched',
  'file-unavailable': 'a file could not be had',
  'took-too-long': 'it took more than a day',
  'expired-at-source': 'BCDA keeps its files for a day only: export again',
}

/** Where it stands, in one line. */
export function lineOf(view: ExportView): string {
  const { id, request, state, progress } = view
  const files = progress.filesTotal === null ? '' : `, ${progress.filesDone} of ${progress.filesTotal} files`
  return `${id}  v${request.version} ${request.population}  ${wordFor(view)}${files}, ${progress.lines.toLocaleString('en')} lines, ${megabytes(progress.bytes)}${state === 'running' && view.preparedPercent !== null ? `, ${view.preparedPercent} % prepared` : ''}`
}

/** How it ended, or that it goes on, with what to do next. */
export function endOf(view: ExportView): readonly string[] {
  const told = view.told === null ? [] : [`In short: ${view.told}`]
  return [
    `${lineOf(view)}${view.reason === null ? '' : `: ${becauseOf[view.reason]}`}.`,
    ...told,
    ...view.warnings,
    ...(view.canResume ? [`Go on with: npm run bcda -- resume ${view.id}`] : []),
    ...(view.transactionTime === null ? [] : [`As of ${view.transactionTime}`]),
  ]
}

function wordFor({ state, isWorking }: ExportView): string {
  if (['requested', 'running', 'ready'].includes(state) && !isWorking) return `cut off while ${state}`
  return state.replaceAll('-', ' ')
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
