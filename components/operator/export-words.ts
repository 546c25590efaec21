// An export in words: what was asked for, how it stands, and the numbers of its progress.
import type { IconName } from '@/components/ui/icon'
import type { Tone } from '@/components/ui/mark'
import type { ShownExport } from './shown-export'

export interface Standing {
  readonly icon: IconName
  readonly tone: Tone
  readonly words: string
}

export function standingOf({ state, isWorking, canResume }: Pick<ShownExport, 'state' | 'isWorking' | 'canResume'>): Standing {
  if (state === 'downloaded') return { icon: 'check', tone: 'paid', words: 'Complete' }
  if (state === 'completed-with-gaps') return { icon: 'alert', tone: 'attention', words: 'Complete, with gaps at the source' }
  if (state === 'failed') return { icon: 'cross', tone: 'stop', words: 'Failed' }
  if (state === 'expired') return { icon: 'clock', tone: 'stop', words: 'Expired at the source: start again' }
  if (state === 'stopped' || (canResume && !isWorking)) return { icon: 'slash', tone: 'attention', words: 'Stopped. It can be resumed' }
  if (state === 'ready') return { icon: 'loop', tone: 'quiet', words: 'Files are being fetched and checked' }
  if (state === 'running') return { icon: 'hourglass', tone: 'quiet', words: 'BCDA is making the files' }
  return { icon: 'hourglass', tone: 'quiet', words: 'Being asked for' }
}

const reasons: Readonly<Record<string, string>> = {
  'asked-to-stop': 'An operator stopped it.',
  'disk-full': 'The disk is nearly full. Make room, then resume.',
  'connection-failed': 'BCDA did not answer.',
  credentials: 'The credentials are missing or were refused.',
  interrupted: 'The server stopped in the middle.',
  refused: 'BCDA refused the request.',
  'not-enabled': 'These credentials may not ask for this version or type.',
  'not-ours': 'The job belongs to another organization.',
  'failed-at-source': 'It failed at BCDA.',
  'cancelled-at-source': 'It was cancelled at BCDA.',
  cancelled: 'An operator cancelled it.',
  'unreadable-answer': 'BCDA’s answer had a shape that we do not know.',
  'foreign-address': 'BCDA named an address that is not its own. Nothing was fetched from there.',
  'file-unreadable': 'A file was damaged three times.',
  'file-unavailable': 'A file could not be fetched.',
  'took-too-long': 'It was not ready within a day.',
  unexpected: 'Something unexpected happened here. The log of this server says more.',
  'expired-at-source': 'BCDA keeps files for a day only.',
}

/** Null when there is nothing to say. */
export function reasonWords(reason: string | null): string | null {
  return reason === null ? null : (reasons[reason] ?? 'It could not go on.')
}

export const populationNames: Readonly<Record<string, string>> = {
  patient: 'All current enrollees',
  'group-all': 'Current enrollees, with the history of new ones',
  'group-runout': 'Last year’s enrollees (runout)',
}

export function typesWords(types: readonly string[]): string {
  return types.length === 0 ? 'Whatever BCDA sends by itself' : types.join(', ')
}

/** "1.2 GB", in the units of disks. */
export function bytesWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${step === 0 ? bytes : (bytes / 1_000 ** step).toFixed(1)} ${units[step] ?? 'bytes'}`
}

/** "about 3 minutes"; seconds below a minute. */
export function durationWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000))
  if (seconds < 60) return `about ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  const hours = Math.round(minutes / 60)
  return `about ${hours} ${hours === 1 ? 'hour' : 'hours'}`
}
