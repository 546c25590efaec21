// How many requests of this process are under way, and how to take no more (quality AVL-07).
import 'server-only'
import type { Server, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { hearRequests } from '@/lib/hear-requests'

export interface Requests {
  /** No new connection from now on, and those that are open close after their answer. */
  refuse(): void
  /** When none has been under way for a moment, or after `deadlineMs`. @returns how many were cut off */
  finished(deadlineMs: number): Promise<number>
}

const lookAgainMs = 20
/** A request may already be on its way over a connection that was idle when we looked. */
const quietMs = 100

/** @param stays a server that goes on to the very end, told by its port */
export function watchRequests(stays: number | null = null): Requests {
  const servers = new Set<Server>()
  const underWay = new Set<ServerResponse>()
  let refusing = false
  hearRequests(({ response, server }) => {
    if (portOf(server) === stays) return
    servers.add(server)
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    if (refusing) closeAfter(response)
  })
  return {
    refuse() {
      refusing = true
      for (const server of servers) server.close()
      underWay.forEach(closeAfter)
    },
    async finished(deadlineMs) {
      const giveUpAtMs = performance.now() + deadlineMs
      let quietSinceMs = performance.now()
      while (performance.now() - quietSinceMs < quietMs && performance.now() < giveUpAtMs) {
        await pause(lookAgainMs)
        for (const server of servers) server.closeIdleConnections()
        if (underWay.size > 0) quietSinceMs = performance.now()
      }
      return underWay.size
    },
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

function portOf(server: Server): number | undefined {
  const address = server.address()
  return typeof address === 'object' ? address?.port : undefined
}
