// Next cannot hold a TRACE request and answers 500 before anything of ours is asked. Here it is called by the name of
// another method that we do not know, so that the proxy refuses it with 405 like all of those (quality HDR-06).
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'

/** Any method that the proxy refuses and `Request` can hold. */
const standIn = 'UNLINK'

/** To be called once, before the first request. Node tells of each request before it hands it to anybody. */
export function refuseTrace(): void {
  subscribe('http.server.request.start', (message) => {
    const request = typeof message === 'object' && message !== null && 'request' in message ? message.request : null
    if (request instanceof IncomingMessage && request.method === 'TRACE') request.method = standIn
  })
}
