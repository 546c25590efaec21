// Further addresses of the same sandbox, each with one thing wrong that no answer could have: a bad certificate, a name
// that leads nowhere, a closed port, room for one connection. A client is pointed at the address; nobody else notices.
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createAdaptorServer } from '@hono/node-server'
import type { ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { startCanary } from './canary'
import type { Hit } from './canary'
import { createAuthority, createCertificate } from './certificate'
import type { Authority, Wish } from './certificate'

const doorKinds = [
  'unknown-name',
  'closed',
  'one-connection',
  'tls-good',
  'tls-self-signed',
  'tls-expired',
  'tls-wrong-host',
  'canary',
] as const
export type DoorKind = (typeof doorKinds)[number]

export interface Door {
  readonly kind: DoorKind
  readonly url: string
  /** The authority that signed the door's certificate, for clients that are to trust it; never in a browser. */
  readonly authorityPem?: string
  /** What reached the canary. */
  readonly hits?: readonly Hit[]
}

interface OpenDoor {
  readonly door: Door
  readonly stop: () => Promise<void>
}

export type Doors = ReturnType<typeof createDoors>

const host = '127.0.0.1'
const yearMs = 365 * 86_400_000

/** No doors yet. Certificates are dated by the machine's clock, which is what clients look at. */
export function createDoors(app: Hono<Env>, nowMs: () => number = Date.now) {
  let opening = new Map<DoorKind, Promise<OpenDoor>>()
  let authority: Authority | null = null
  const trusted = () => (authority ??= createAuthority(nowMs()))

  const openers: Record<DoorKind, () => Promise<OpenDoor>> = {
    // A name that no resolver may ever find (RFC 6761).
    'unknown-name': async () => ({ door: { kind: 'unknown-name', url: 'http://unknown-name.invalid' }, stop: async () => {} }),
    closed: () => openClosed(),
    'one-connection': () => openPlain(app),
    'tls-good': () => openTls(app, 'tls-good', goodWish(nowMs()), trusted()),
    'tls-self-signed': () => openTls(app, 'tls-self-signed', goodWish(nowMs()), null),
    'tls-expired': () =>
      openTls(app, 'tls-expired', { name: host, fromMs: nowMs() - 2 * yearMs, untilMs: nowMs() - yearMs }, trusted()),
    'tls-wrong-host': () => openTls(app, 'tls-wrong-host', { ...goodWish(nowMs()), name: 'elsewhere.invalid' }, trusted()),
    canary: async () => {
      const { url, hits, stop } = await startCanary()
      return { door: { kind: 'canary', url, hits }, stop }
    },
  }

  return {
    /** Opens a door, once; `list` knows its address as soon as it is open. */
    open(kind: DoorKind): void {
      if (opening.has(kind)) return
      const door = openers[kind]()
      // Whoever asks for the list hears of the failure; nobody else waits for it.
      door.catch(() => opening.delete(kind))
      opening.set(kind, door)
    },
    /** Every door, when all of them are open. */
    async list(): Promise<readonly Door[]> {
      const open = await Promise.all(opening.values())
      return open.map(({ door }) => door)
    },
    async close(): Promise<void> {
      const closing = [...opening.values()]
      opening = new Map()
      await Promise.allSettled(closing.map(async door => (await door).stop()))
    },
  }
}

function goodWish(nowMs: number): Wish {
  return { name: host, fromMs: nowMs - 86_400_000, untilMs: nowMs + 7 * 86_400_000 }
}

async function openTls(app: Hono<Env>, kind: DoorKind, wish: Wish, authority: Authority | null): Promise<OpenDoor> {
  const { certPem, keyPem } = createCertificate(wish, authority)
  const serverOptions = { cert: certPem, key: keyPem }
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false, createServer: createTlsServer, serverOptions })
  const port = await listen(server)
  const door = { kind, url: `https://${host}:${port}`, ...(authority && { authorityPem: authority.pem }) }
  return { door, stop: () => stop(server) }
}

async function openPlain(app: Hono<Env>): Promise<OpenDoor> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  server.maxConnections = 1
  const port = await listen(server)
  return { door: { kind: 'one-connection', url: `http://${host}:${port}` }, stop: () => stop(server) }
}

/** A port that was free a moment ago and that nobody listens on. */
async function openClosed(): Promise<OpenDoor> {
  const server = createServer()
  const port = await listen(server)
  await stop(server)
  return { door: { kind: 'closed', url: `http://${host}:${port}` }, stop: async () => {} }
}

function listen(server: ServerType): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}

function stop(server: ServerType): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
