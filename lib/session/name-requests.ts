// Gives every request of this process a name of its own for its log lines, where Node tells of it, below Next: pages, handlers
// and faults alike (quality PRV-05).
import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import { beginRequest } from '@/lib/log'
import { routeOf } from '@/lib/metrics/routes'

const channel = 'http.server.request.start'

/** @returns stops the naming */
export function nameRequests(): () => void {
  subscribe(channel, name)
  return () => void unsubscribe(channel, name)
}

/** Node tells of a request in the very turn in which it is answered, so what is entered here holds for all that follows. */
function name(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('request' in message)) return
  const { request } = message
  if (!(request instanceof IncomingMessage)) return
  // Its address alone: connections that are opened for a request remember where they came from for as long as they live.
  const { url = '' } = request
  beginRequest(() => routeOf(url))
}
