// Spoils an answer while it passes by: at a byte, and without waiting for the rest, so that files of any size can be
// spoilt. The bytes are those that travel; of a packed answer, the packed ones.
import { breakOffSoon } from './break-off'
import type { FaultAction } from './fault'

type Action = Extract<FaultAction, { kind: 'stream' }>

/**
 * The same answer with a body that goes wrong. It has no length: where it ends shows only when it ends. `breakOff`
 * closes the connection.
 */
export function spoilStream(response: Response, { how, atByte = 4_096 }: Action, breakOff: () => void): Response {
  if (!response.body) return response
  const body = how === 'twice' ? twice(response.body) : response.body.pipeThrough(spoiler(how, atByte, breakOff))
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  headers.set('transfer-encoding', 'chunked')
  return new Response(body, { status: response.status, headers })
}

function spoiler(how: 'cut' | 'end' | 'flip', atByte: number, breakOff: () => void): TransformStream<Uint8Array, Uint8Array> {
  let passed = 0
  return new TransformStream({
    transform(chunk, controller) {
      const at = atByte - passed
      passed += chunk.length
      if (at >= chunk.length || (at < 0 && how === 'flip')) return controller.enqueue(chunk)
      if (at < 0) return
      if (how === 'flip') return controller.enqueue(flipped(chunk, at))
      controller.enqueue(chunk.subarray(0, at))
      // An early end looks like a good one; a line that is cut before it does not. The bytes go out first.
      if (how === 'cut') return breakOffSoon(breakOff)
      return controller.terminate()
    },
  })
}

function flipped(chunk: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(chunk)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}

/** Everything once more after the end. What was sent has to be kept for that. */
function twice(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const sent: Uint8Array[] = []
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        sent.push(chunk)
        controller.enqueue(chunk)
      },
      flush(controller) {
        for (const chunk of sent) controller.enqueue(chunk)
      },
    }),
  )
}
