// The access log as a file to take home: as text to be read, or as JSON lines for a program. Only words of ours and times
// stand in it, and no line begins with what a spreadsheet would take for a formula (quality INP-05).
import type { AccessLine } from '@/lib/claims/access-line'
import { formatMoment, type Language } from '@/lib/format'
import { messagesFor } from '@/lib/messages/messages'
import { accessSentence } from './access-sentence'

export interface AccessFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** Some editors guess the letters without it. */
const byteOrderMark = '\uFEFF'

/** Oldest first, times in UTC: a file is read in any zone. */
export function accessText(lines: readonly AccessLine[], language: Language): AccessFile {
  const { log } = messagesFor(language).access
  const told = lines.flatMap((line) => {
    const sentence = accessSentence(line, language)
    return sentence === null ? [] : [`${line.number}. ${formatMoment(line.atMs, language)}: ${sentence}`]
  })
  return { name: 'plainclaim-access.txt', type: 'text/plain; charset=utf-8', text: byteOrderMark + [log.fileTitle, '', ...told, '', log.holds, ''].join('\r\n') }
}

/** One object a line: `number`, `time` (ISO, UTC), `deed` and `words` as in the log. */
export function accessJsonLines(lines: readonly AccessLine[]): AccessFile {
  const told = lines.map(({ number, atMs, deed, words }) => `${JSON.stringify({ number, time: new Date(atMs).toISOString(), deed, words })}\n`)
  return { name: 'plainclaim-access.jsonl', type: 'application/x-ndjson; charset=utf-8', text: told.join('') }
}
