// One read over a kept-alive connection, with a bound on everything: connecting, silence, size, depth. On Node's own client
// and not on `fetch`, which has no bound on connecting, drops idle connections after four seconds, unpacks without limit,
// and follows redirects; here a redirect is an answer like any other (quality AVL-01, INP-03, INP-04).
import { type Agent, get as getPlain, type IncomingMessage } from 'node:http'
import { get as getSecure } from 'node:https'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { isWithinBounds, type JsonBounds } from './json-bounds'

export interface JsonAsk {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly agent: Agent
  /** Ends the whole read. */
  readonly signal: AbortSignal
  /** Until the connection stands, its encryption included. */
  readonly connectMs: number
  /** Between two pieces of the body. */
  readonly stallMs: number
  readonly bounds: JsonBounds
}

export interface JsonReply {
  /** `no-connection`: none could be made, so nothing was asked. */
  readonly kind: 'json' | 'not-json' | 'too-large' | 'no-answer' | 'no-connection'
  /** 0 when there was no answer. */
  readonly status: number
  readonly retryAfter: string | null
  /** What the JSON says; `undefined` unless `kind` is `json`. */
  readonly body?: unknown
}

const unpack = promisify(gunzip)

/** Never throws: what went wrong is the reply's `kind`, and nothing of the request or the body is kept in an error. */
export async function getJson(ask: JsonAsk): Promise<JsonReply> {
  const response = (await open(ask).catch(() => null)) ?? 'no-answer'
  if (typeof response === 'string') return { kind: response, status: 0, retryAfter: null }
  const head = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null }
  const packed = await readBytes(response, ask).catch(() => null)
  if (packed === null) return { kind: 'no-answer', status: 0, retryAfter: null }
  return { ...head, ...(packed === 'too-large' ? { kind: packed } : await readJson(packed, response.headers['content-encoding'], ask.bounds)) }
}

function open({ url, headers, agent, signal, connectMs }: JsonAsk): Promise<IncomingMessage | 'no-answer' | 'no-connection'> {
  const get = url.startsWith('https:') ? getSecure : getPlain
  return new Promise((resolve) => {
    let stands = false
    const request = get(url, { agent, signal, headers: { ...headers, 'accept-encoding': 'gzip' } }, resolve)
    // Whoever ends the read while it connects says nothing about the connection.
    request.on('error', () => resolve(stands || signal.aborted ? 'no-answer' : 'no-connection'))
    request.once('socket', (socket) => {
      stands = !socket.connecting
      if (stands) return
      const giveUp = setTimeout(() => request.destroy(new Error('no connection')), connectMs)
      socket.once(url.startsWith('https:') ? 'secureConnect' : 'connect', () => {
        stands = true
        clearTimeout(giveUp)
      })
      socket.once('close', () => clearTimeout(giveUp))
    })
  })
}

async function readBytes(response: IncomingMessage, { stallMs, bounds }: JsonAsk): Promise<Buffer | 'too-large'> {
  const stalled = setTimeout(() => response.destroy(new Error('stalled')), stallMs)
  const pieces: Buffer[] = []
  const source: AsyncIterable<Buffer> = response
  let size = 0
  try {
    for await (const piece of source) {
      stalled.refresh()
      size += piece.length
      // Leaving the loop early closes the connection.
      if (size > bounds.bytes) return 'too-large'
      pieces.push(piece)
    }
    return Buffer.concat(pieces, size)
  } finally {
    clearTimeout(stalled)
  }
}

async function readJson(packed: Buffer, encoding: string | undefined, bounds: JsonBounds): Promise<Pick<JsonReply, 'kind' | 'body'>> {
  if (encoding !== undefined && encoding !== 'gzip' && encoding !== 'identity') return { kind: 'not-json' }
  try {
    const text = encoding === 'gzip' ? await unpack(packed, { maxOutputLength: bounds.bytes, chunkSize: 256 * 1024 }) : packed
    if (!isWithinBounds(text, bounds)) return { kind: 'too-large' }
    // JSON is UTF-8 (RFC 8259 8.1). Letters of another alphabet would otherwise become wrong words on a page.
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
    return { kind: 'json', body }
  } catch (error) {
    return { kind: error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'not-json' }
  }
}
