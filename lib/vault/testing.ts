// Both kinds of store for a test: a libsql file in a folder of its own, and a real Redis (or Valkey) server on a spare
// port, started by the test and gone with it. For tests only; nothing of the product imports it.
import 'server-only'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { Redis } from 'ioredis'
import { readSettings, type Settings } from '@/lib/env'
import { hashId } from './cipher'

export const randomText = () => randomBytes(32).toString('base64url')

/** Settings of an app whose vault has these keys (`id:key`, parted by commas). */
export function settingsWith(vaultKeys: string, more: Readonly<Record<string, string>> = {}): Settings {
  return readSettings({
    APP_ORIGIN: 'http://localhost:3000',
    BLUE_BUTTON_URL: 'http://localhost:8000',
    BLUE_BUTTON_CLIENT_ID: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq',
    BLUE_BUTTON_CLIENT_SECRET: randomText(),
    VAULT_KEYS: vaultKeys,
    ...more,
  })
}

const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)

/** False when this machine has no server; then the tests of Redis are skipped, and this says so. */
export const hasRedis = program !== undefined
if (!hasRedis) console.log('skipped: no redis-server')

export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Its own process, to be paused or ended. */
  readonly child: ChildProcess
  /** A client for looking behind the store's back. */
  readonly client: Redis
  stop(): Promise<void>
}

/** A server without a file of its own. `args` are its settings, such as `--maxmemory 3mb`. */
export async function startRedis(args: readonly string[] = [], port?: number): Promise<RedisServer> {
  const at = port ?? (await sparePort())
  const folder = mkdtempSync(join(tmpdir(), 'plainclaim-redis-'))
  const own = ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, '--databases', '64', '--enable-debug-command', 'local']
  const child = spawn(program ?? 'redis-server', [...own, ...args], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  process.once('exit', () => child.kill('SIGKILL'))
  while (!(await listens(at))) {
    if (child.exitCode !== null) throw new Error('redis-server did not start')
    await pause(10)
  }
  const client = new Redis(at, '127.0.0.1')
  client.on('error', () => undefined)
  const stop = async () => {
    client.disconnect()
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `redis://127.0.0.1:${at}`, port: at, child, client, stop }
}

/** Where stores of one kind are made, and how to look behind their back. Each name is a store of its own. */
export interface StorePlace {
  url(name: string): string
  /** The sealed text of a row, and another one in its place. */
  sealed(name: string, id: string, change?: (sealed: string) => string): Promise<string>
  /** Everything that a thief of this store would have. */
  dump(name: string): Promise<Buffer>
  clear(): Promise<void>
}

export type StoreKind = 'libsql' | 'redis'

/** The kinds that this machine has. */
export const storeKinds: readonly StoreKind[] = hasRedis ? ['libsql', 'redis'] : ['libsql']

export async function makePlace(kind: StoreKind): Promise<StorePlace> {
  return kind === 'libsql' ? makeFiles() : makeDatabases(await startRedis())
}

function makeFiles(): StorePlace {
  const folder = mkdtempSync(join(tmpdir(), 'plainclaim-store-'))
  const url = (name: string) => `file:${join(folder, `${name}.db`)}`
  return {
    url,
    async sealed(name, id, change) {
      const client = createClient({ url: url(name) })
      const { rows } = await client.execute({ sql: 'select sealed from records where id = ?', args: [hashId(id)] })
      const sealed = String(rows[0]?.['sealed'])
      if (change) await client.execute({ sql: 'update records set sealed = ? where id = ?', args: [change(sealed), hashId(id)] })
      client.close()
      return sealed
    },
    async dump(name) {
      const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.db`))
      return Buffer.concat(files.map((file) => readFileSync(join(folder, file))))
    },
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** One database of the server for each name. */
function makeDatabases(server: RedisServer): StorePlace {
  const names: string[] = []
  const clients = new Map<string, Redis>()
  const url = (name: string) => {
    if (!names.includes(name)) names.push(name)
    return `${server.url}/${names.indexOf(name)}`
  }
  const clientOf = (name: string): Redis => {
    const client = clients.get(name) ?? new Redis(url(name))
    clients.set(name, client)
    return client
  }
  return {
    url,
    async sealed(name, id, change) {
      const key = `plainclaim:record:${hashId(id)}`
      const sealed = String(await clientOf(name).hget(key, 'sealed'))
      if (change) await clientOf(name).hset(key, 'sealed', change(sealed))
      return sealed
    },
    async dump(name) {
      const client = clientOf(name)
      const keys = await client.keys('*')
      const values = await Promise.all(keys.map((key) => readAny(client, key)))
      return Buffer.from(JSON.stringify([keys, values]))
    },
    async clear() {
      for (const client of clients.values()) client.disconnect()
      await server.stop()
    },
  }
}

async function readAny(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key)
  if (type === 'hash') return client.hgetall(key)
  return type === 'zset' ? client.zrange(key, '0', '-1', 'WITHSCORES') : client.get(key)
}

async function sparePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
