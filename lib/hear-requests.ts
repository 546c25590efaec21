// Each request of this process where Node tells of it, below Next, which lends nobody its server: pages, handlers, files,
// refusals and faults alike, before anything else has been asked.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { IncomingMessage, Server, ServerResponse } from 'node:http'

const channel = 'http.server.request.start'

export interface Heard {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly server: Server
}

/**
 * @param hear called in the very turn in which the request is answered, so that what it sets up holds for all that follows
 * @returns stops the hearing
 */
export function hearRequests(hear: (heard: Heard) => void): () => void {
  // What comes over the channel is of no declared type; of another shape it is let pass.
  const listen = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('request' in message) || !('response' in message) || !('server' in message)) return
    const { request, response, server } = message
    if (request instanceof IncomingMessage && isResponse(response) && isServer(server)) hear({ request, response, server })
  }
  subscribe(channel, listen)
  return () => void unsubscribe(channel, listen)
}

/** `instanceof` alone would leave their own types open. */
function isResponse(value: unknown): value is ServerResponse {
  return value instanceof ServerResponse
}

function isServer(value: unknown): value is Server {
  return value instanceof Server
}
