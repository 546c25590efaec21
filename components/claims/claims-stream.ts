// Reads the claims as the server sends them: one JSON object a line, in one answer. Each page says where it began, so that
// whoever stops, or loses the connection, asks again only for what did not come.
import type { ClaimsEvent } from '@/lib/claims/claims-page'
import type { ClaimsStep } from './claims-state'

export interface Asking {
  /** The name of the session whose claims the tab holds. Told with every question; the answer is never another session's. */
  readonly session: string | null
  readonly signal: AbortSignal
  /** `fetch`, or what stands for it in a test. */
  readonly ask?: typeof fetch
}

/** All pages that begin at `starts`, and those they lead to. Ends with a `problem` when the answer breaks off. */
export async function* streamClaimSteps(starts: readonly number[], asking: Asking): AsyncGenerator<ClaimsStep, undefined> {
  const { signal } = asking
  if (starts.length === 0) return undefined
  yield { type: 'ask' }
  let ended = false
  for await (const event of readEvents(`starts=${starts.join()}`, asking)) {
    if (signal.aborted) break
    yield event
    ended ||= event.type === 'end' || event.type === 'problem'
  }
  if (signal.aborted) yield { type: 'stop' }
  else if (!ended) yield { type: 'problem', code: 'unavailable' }
  return undefined
}

/** The events of one answer. Ends early, without an `end`, when it breaks off. */
export async function* readEvents(wish: string, { session, signal, ask = fetch }: Asking): AsyncGenerator<ClaimsEvent> {
  try {
    // In a header: an address is kept in more places.
    const headers: Readonly<Record<string, string>> = session === null ? {} : { 'x-plainclaim-session': session }
    const reply = await ask(`/api/claims?${wish}`, { signal, headers, cache: 'no-store', credentials: 'same-origin' })
    if (reply.status === 401) yield { type: 'problem', code: 'sign-in-needed', reason: readReason(await reply.json().catch(() => null)) }
    else if (reply.status === 409) yield { type: 'problem', code: 'other-session' }
    else if (!reply.ok || !reply.body) yield { type: 'problem', code: 'unavailable' }
    else for await (const line of readLines(reply.body)) yield readEvent(line)
  } catch {
    // Broken off on the way, or stopped by the reader: whoever asked sees that no `end` came.
  }
}

function readReason(answer: unknown): string {
  return answer !== null && typeof answer === 'object' && 'reason' in answer && typeof answer.reason === 'string' ? answer.reason : 'no-session'
}

/** Whole lines only: what stands behind the last line feed was cut off and is dropped. */
async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function readEvent(line: string): ClaimsEvent {
  const event: unknown = JSON.parse(line)
  return isEvent(event) ? event : { type: 'problem', code: 'unreadable' }
}

/** The stream is our own server's: its lines are trusted to be what their type says (architecture section 5). */
function isEvent(event: unknown): event is ClaimsEvent {
  const types: readonly unknown[] = ['claims', 'missing', 'end', 'problem']
  return event !== null && typeof event === 'object' && 'type' in event && types.includes(event.type)
}
