// Counts every request of this process where Node tells of it, below Next: pages, handlers, files, refusals of the proxy
// and faults alike. A new address is counted without anybody remembering to.
import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, type Server, ServerResponse } from 'node:http'
import { noteRequest } from './meters'
import { routeOf } from './routes'
import { statusWord } from './words'

const channel = 'http.server.request.start'

/**
 * @param except requests of this server are not counted
 * @returns stops the counting
 */
export function countRequests(except?: Server, now: () => number = () => performance.now()): () => void {
  const listen = (message: unknown): void => {
    const { request, response, server } = readMessage(message)
    if (!request || !response || (except && server === except)) return
    const startedAtMs = now()
    const route = routeOf(request.url ?? '')
    const method = request.method ?? ''
    response.once('close', () => {
      const status = response.writableFinished ? statusWord(response.statusCode) : 'left'
      noteRequest({ route, method, status, seconds: (now() - startedAtMs) / 1_000 })
    })
  }
  subscribe(channel, listen)
  return () => void unsubscribe(channel, listen)
}

interface Message {
  readonly request?: IncomingMessage
  readonly response?: ServerResponse
  readonly server?: unknown
}

/** What comes over the channel is of no declared type; of another shape it is let pass. */
function readMessage(message: unknown): Message {
  if (typeof message !== 'object' || message === null || !('request' in message) || !('response' in message)) return {}
  const { request, response } = message
  const server = 'server' in message ? message.server : undefined
  return request instanceof IncomingMessage && response instanceof ServerResponse ? { request, response, server } : {}
}
