// Counts every request of this process: a new address is counted without anybody remembering to.
import 'server-only'
import type { Server } from 'node:http'
import { hearRequests } from '@/lib/hear-requests'
import { noteRequest } from './meters'
import { routeOf } from './routes'
import { statusWord } from './words'

/**
 * @param except requests of this server are not counted
 * @returns stops the counting
 */
export function countRequests(except?: Server, now: () => number = () => performance.now()): () => void {
  return hearRequests(({ request, response, server }) => {
    if (server === except) return
    const startedAtMs = now()
    const route = routeOf(request.url ?? '')
    const method = request.method ?? ''
    response.once('close', () => {
      const status = response.writableFinished ? statusWord(response.statusCode) : 'left'
      noteRequest({ route, method, status, seconds: (now() - startedAtMs) / 1_000 })
    })
  })
}
