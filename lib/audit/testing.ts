// Access logs for a test, of both kinds of store, and the hand of somebody who can write the store but has no key. For
// tests only; nothing of the product imports it.
import 'server-only'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { Redis } from 'ioredis'
import { settings } from '@/lib/env'
import { type StoreKind, startRedis } from '@/lib/vault/testing'
import { createAuditLog } from './audit-log'
import { fileBeside } from './open-ledger'

export interface AuditPlace {
  /** A VAULT_URL; each name is a store of its own. */
  url(name: string): string
  /** Puts other lines in the place of a list's, as texts. The seal on the last is kept, or lost. */
  rewrite(name: string, list: string, change: (lines: readonly string[]) => readonly string[], seal?: 'kept' | 'lost'): Promise<void>
  /** Puts another note of the newest line in the place of the one that is there, or none. */
  rewriteHead(name: string, change: (head: string) => string | null): Promise<void>
  /** Everything that a thief of the store would have. */
  dump(name: string): Promise<string>
  clear(): Promise<void>
}

export async function makeAuditPlace(kind: StoreKind): Promise<AuditPlace> {
  return kind === 'libsql' ? makeFiles() : makeServer()
}

function makeFiles(): AuditPlace {
  const folder = mkdtempSync(join(tmpdir(), 'plainclaim-audit-'))
  const url = (name: string) => `file:${join(folder, `${name}.db`)}`
  return {
    url,
    async rewrite(name, list, change, seal = 'kept') {
      const client = createClient({ url: fileBeside(url(name), 'audit') })
      for (const trigger of ['one_seal', 'no_change', 'no_removal']) await client.execute(`drop trigger if exists ${trigger}`)
      const { rows } = await client.execute({ sql: 'select * from lines where list = ? order by number', args: [list] })
      const texts = change(rows.map((row) => String(row['text'])))
      await client.execute({ sql: 'delete from lines where list = ?', args: [list] })
      const last = seal === 'kept' ? (rows.at(-1)?.['seal'] ?? null) : null
      for (const [index, text] of texts.entries()) {
        const args = [list, index + 1, Date.now(), text, index === texts.length - 1 ? last : null]
        await client.execute({ sql: 'insert into lines (list, number, at_ms, text, seal) values (?, ?, ?, ?, ?)', args })
      }
      client.close()
    },
    async rewriteHead(name, change) {
      const client = createClient({ url: fileBeside(url(name), 'audit') })
      const { rows } = await client.execute('select text from head')
      const text = change(String(rows[0]?.['text'] ?? ''))
      await (text === null ? client.execute('delete from head') : client.execute({ sql: 'update head set text = ?', args: [text] }))
      client.close()
    },
    async dump(name) {
      const files = readdirSync(folder).filter((file) => file.startsWith(`${name}-audit.db`))
      return Buffer.concat(files.map((file) => readFileSync(join(folder, file)))).toString('latin1')
    },
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function makeServer(): Promise<AuditPlace> {
  const server = await startRedis()
  const names: string[] = []
  const url = (name: string) => {
    if (!names.includes(name)) names.push(name)
    return `${server.url}/${names.indexOf(name)}`
  }
  const withClient = async <T>(name: string, work: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(url(name))
    try {
      return await work(client)
    } finally {
      client.disconnect()
    }
  }
  return {
    url,
    rewrite: (name, list, change, seal = 'kept') =>
      withClient(name, async (client) => {
        const key = `plainclaim:audit:lines:${list}`
        const texts = change(await client.lrange(key, 0, -1))
        await client.del(key)
        if (texts.length > 0) await client.rpush(key, ...texts)
        if (seal === 'lost') await client.del(`plainclaim:audit:seal:${list}`)
      }),
    rewriteHead: (name, change) =>
      withClient(name, async (client) => {
        const text = change((await client.get('plainclaim:audit:head')) ?? '')
        await (text === null ? client.del('plainclaim:audit:head') : client.set('plainclaim:audit:head', text))
      }),
    dump: (name) =>
      withClient(name, async (client) => {
        const keys = await client.keys('plainclaim:audit:*')
        const values = await Promise.all(keys.map((key) => (key.includes(':lines:') ? client.lrange(key, 0, -1) : key.endsWith(':keys') ? client.hgetall(key) : client.get(key))))
        return JSON.stringify([keys, values])
      }),
    clear: () => server.stop(),
  }
}

/** Runs something while the log of this process has no store, and answers how many lines were lost. */
export async function withBrokenLog(work: () => Promise<void>): Promise<number> {
  const place = Symbol.for('plainclaim.audit')
  const real: unknown = Reflect.get(globalThis, place)
  const broken = createAuditLog(settings().vault, () => Promise.reject(new Error('disk full')))
  Reflect.set(globalThis, place, broken)
  try {
    await work()
    await broken.settled()
    return broken.lost()
  } finally {
    Reflect.set(globalThis, place, real)
  }
}
