// Listens on this machine only: on 127.0.0.1 and, where it exists, on ::1, so that the name localhost always arrives
// here.
import { createAdaptorServer } from '@hono/node-server'
import type { ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from './env'

export interface Listening {
  readonly port: number
  /** How many connections may be open at once; null for no limit. */
  capConnections(most: number | null): void
  /** Stops at once; connections under way are cut. */
  stop(): Promise<void>
}

/** Listens on a port (0: any spare one). Rejects when the port is taken. */
export async function listen(app: Hono<Env>, wish: { port: number; hosts?: readonly string[] }): Promise<Listening> {
  const [host = '127.0.0.1', ...others] = wish.hosts ?? ['127.0.0.1', '::1']
  const first = await open(app, wish.port, host)
  const port = portOf(first)
  const servers = [first]
  try {
    for (const other of others) servers.push(...(await openIfPossible(app, port, other)))
  } catch (error) {
    await stopAll(servers)
    throw error
  }
  const capConnections = (most: number | null) => {
    for (const server of servers) server.maxConnections = most ?? Infinity
  }
  return { port, capConnections, stop: () => stopAll(servers) }
}

async function openIfPossible(app: Hono<Env>, port: number, host: string): Promise<ServerType[]> {
  try {
    return [await open(app, port, host)]
  } catch (error) {
    // A machine without IPv6 has no ::1; a port that somebody else holds there is a real clash.
    if (error instanceof Error && 'code' in error && error.code !== 'EADDRINUSE') return []
    throw error
  }
}

function open(app: Hono<Env>, port: number, host: string): Promise<ServerType> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function portOf(server: ServerType): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function stopAll(servers: readonly ServerType[]): Promise<void> {
  await Promise.all(
    servers.map(
      server =>
        new Promise<void>(resolve => {
          server.close(() => resolve())
          if ('closeAllConnections' in server) server.closeAllConnections()
        }),
    ),
  )
}
