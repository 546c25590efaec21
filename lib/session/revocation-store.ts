// Where pairs of tokens wait to be revoked: beside the vault and of the same kind, but apart from its records, which open
// only with a person's cookie. What is over its time is not handed out any more.
import 'server-only'
import { fileBeside } from '@/lib/audit/open-ledger'
import { openPrivateFile } from '@/lib/vault/libsql-connection'
import { openRedisConnection, scanKeys } from '@/lib/vault/redis-connection'

export interface Waiting {
  readonly id: string
  readonly sealed: string
  readonly endsAtMs: number
}

export interface RevocationStore {
  /** Keeps a row, or puts a newer text in its place; its end stays. */
  put(row: Waiting): Promise<void>
  list(): Promise<readonly Waiting[]>
  remove(id: string): Promise<void>
  /** Removes what is over. */
  sweep(nowMs: number): Promise<void>
  close(): Promise<void>
}

/** @param vaultUrl as in VAULT_URL: beside `file:.data/vault.db` it is `file:.data/vault-revocations.db` */
export function openRevocationStore(vaultUrl: string): Promise<RevocationStore> {
  return vaultUrl.startsWith('file:') ? openFile(fileBeside(vaultUrl, 'revocations')) : openRedis(vaultUrl)
}

async function openFile(url: string): Promise<RevocationStore> {
  const connection = await openPrivateFile(url, ['create table if not exists waiting (id text primary key, sealed text not null, ends_at integer not null)'])
  return {
    async put({ id, sealed, endsAtMs }) {
      const sql = 'insert into waiting (id, sealed, ends_at) values (?, ?, ?) on conflict (id) do update set sealed = excluded.sealed'
      await connection.execute({ sql, args: [id, sealed, endsAtMs] })
    },
    async list() {
      const { rows } = await connection.execute('select * from waiting')
      return rows.map((row) => ({ id: toText(row['id']), sealed: toText(row['sealed']), endsAtMs: Number(row['ends_at']) }))
    },
    remove: async (id) => void (await connection.execute({ sql: 'delete from waiting where id = ?', args: [id] })),
    sweep: async (nowMs) => void (await connection.execute({ sql: 'delete from waiting where ends_at <= ?', args: [nowMs] })),
    async close() {
      connection.close()
    },
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const prefix = 'plainclaim:revocation:'

/** KEYS row; ARGV sealed, end. */
const putRow = `
redis.call('HSET', KEYS[1], 'sealed', ARGV[1])
redis.call('HSETNX', KEYS[1], 'ends', ARGV[2])
redis.call('PEXPIREAT', KEYS[1], redis.call('HGET', KEYS[1], 'ends'))
return 1`

async function openRedis(url: string): Promise<RevocationStore> {
  const connection = openRedisConnection(url, 2_000)
  return {
    put: async ({ id, sealed, endsAtMs }) => void (await connection.run((client) => client.eval(putRow, 1, prefix + id, sealed, endsAtMs))),
    async list() {
      const found: Waiting[] = []
      for await (const ids of scanKeys(connection, prefix)) {
        const rows = await Promise.all(ids.map(async (id) => [id, await connection.run((client) => client.hmget(prefix + id, 'sealed', 'ends'))] as const))
        found.push(...rows.flatMap(([id, [sealed, ends]]) => (sealed && ends ? [{ id, sealed, endsAtMs: Number(ends) }] : [])))
      }
      return found
    },
    remove: async (id) => void (await connection.run((client) => client.del(prefix + id))),
    // The server removes what is over by itself.
    sweep: async () => undefined,
    async close() {
      connection.close()
    },
  }
}
