// One request over the wire, on Node's own client: it neither follows a redirect nor unpacks a body, where `fetch` would
// take a cut-off gzip body for a whole one (contract 5.3). Connecting, the first answer and silence have their bounds.
import 'server-only'
import { Agent as PlainAgent, request as requestPlain } from 'node:http'
import { Agent as SecureAgent, request as requestSecure, type RequestOptions } from 'node:https'
import type { Reply } from './connection'

export interface Bounds {
  /** Until the connection stands, its encryption included. */
  readonly connectMs: number
  /** Until the head of the answer is there. */
  readonly headMs: number
  /** Without a byte in either direction. */
  readonly silenceMs: number
}

/** BCDA writes an answer for at most 120 s (contract 1.3). */
export const usualBounds: Bounds = { connectMs: 10_000, headMs: 125_000, silenceMs: 120_000 }

export interface Certificate {
  readonly cert: string
  readonly key: string
}

export interface Line {
  /** @throws NoAnswer when there was none; afterwards the body fails if the connection breaks before its end */
  send(ask: WireAsk): Promise<Reply>
  close(): void
}

export interface WireAsk {
  readonly url: URL
  readonly method: string
  /** May be sent once more when a kept connection turns out to be closed; a GET may, when left out. */
  readonly repeatable?: boolean | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly signal: AbortSignal | undefined
}

/** Why there was no answer. It holds nothing of the request: errors of Node name addresses. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  constructor(
    readonly reason: 'connect-timeout' | 'no-answer' | 'secure-connection-refused',
    /** On a kept connection: the server may have closed it at the same moment, and has seen nothing of the request. */
    readonly onKeptConnection = false,
  ) {
    super(reason)
  }
}

/** Longer than `connectMs`: Node counts it while connecting, too. A server that closes sooner says so, and is heeded. */
const idleMs = 15_000

/** The way to one system: its connections and, where it asks for one, our certificate. */
export function openLine(bounds: Bounds = usualBounds, certificate: Certificate | null = null): Line {
  const kept = { keepAlive: true, timeout: idleMs, scheduling: 'lifo' } as const
  const plain = new PlainAgent(kept)
  const secure = new SecureAgent({ ...kept, minVersion: 'TLSv1.2', ...certificate })
  return {
    send: (ask) => {
      const once = () => exchange(ask, bounds, ask.url.protocol === 'https:' ? secure : plain)
      return once().catch((error: unknown) => {
        if ((ask.repeatable ?? ask.method === 'GET') && error instanceof NoAnswer && error.onKeptConnection) return once()
        throw error
      })
    },
    close: () => {
      plain.destroy()
      secure.destroy()
    },
  }
}

function exchange({ url, method, headers, body, signal }: WireAsk, bounds: Bounds, agent: PlainAgent): Promise<Reply> {
  const secure = url.protocol === 'https:'
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const length = bytes.length > 0 || method === 'POST' || method === 'PUT' ? { 'content-length': String(bytes.length) } : {}
  const options: RequestOptions = { agent, method, headers: { ...headers, ...length }, ...(signal ? { signal } : {}) }
  return new Promise((resolve, reject) => {
    let reason: NoAnswer['reason'] = 'no-answer'
    const request = (secure ? requestSecure : requestPlain)(url, options)
    const giveUp = (why: NoAnswer['reason']) => {
      reason = why
      request.destroy(new NoAnswer(why))
    }
    const head = setTimeout(giveUp, bounds.headMs, 'no-answer')
    request.setTimeout(bounds.silenceMs, () => giveUp('no-answer'))
    request.once('socket', (socket) => {
      if (!socket.connecting) return
      const connect = setTimeout(giveUp, bounds.connectMs, 'connect-timeout')
      for (const event of [secure ? 'secureConnect' : 'connect', 'close']) socket.once(event, () => clearTimeout(connect))
    })
    request.once('close', () => clearTimeout(head))
    request.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(head)
      reject(new NoAnswer(isRefusedTls(error.code) ? 'secure-connection-refused' : reason, request.reusedSocket && error.code === 'ECONNRESET'))
    })
    request.once('response', (response) => {
      clearTimeout(head)
      resolve({ status: response.statusCode ?? 0, headers: flatten(response.headers), body: response })
    })
    request.end(bytes)
  })
}

/** One of the two does not take the other's certificate, or they have no way of speaking in common. Node's words for it come from OpenSSL. */
function isRefusedTls(code = ''): boolean {
  return /^ERR_SSL_|^ERR_TLS_|CERT|SELF_SIGNED|^UNABLE_TO_/.test(code)
}

function flatten(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
}
