// The embedded store: one libsql file, readable by its owner only, opened at the first use because `next build` also
// runs modules (stack T11).
import 'server-only'
import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Row } from '@libsql/client'
import { type Connection, openConnection } from './libsql-connection'
import type { Store, StoredRecord } from './store'

const schema = [
  'create table if not exists record (id text primary key, sealed text not null, revision integer not null, ends_at integer not null, idle_ends_at integer not null)',
  'create table if not exists lease (name text primary key, holder text not null, ends_at integer not null)',
]

/** @param url `file:<path>`; the folder is made with mode 700 and the file with mode 600. */
export async function openLibsqlStore(url: string, patienceMs = 5_000): Promise<Store> {
  const path = url.slice('file:'.length)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const connection = await openConnection(url, patienceMs)
  for (const statement of schema) await connection.execute(statement)
  await Promise.all([path, `${path}-wal`, `${path}-shm`].map((file) => chmod(file, 0o600).catch(() => undefined)))
  return { ...records(connection), ...leases(connection), ...upkeep(connection) }
}

function records(connection: Connection): Pick<Store, 'get' | 'add' | 'replace' | 'touch' | 'delete'> {
  return {
    async get(id) {
      const { rows } = await connection.execute({ sql: 'select * from record where id = ?', args: [id] })
      return rows[0] ? toRecord(rows[0]) : null
    },
    async add(id, record) {
      const { rowsAffected } = await connection.execute({
        sql: 'insert into record values (?, ?, ?, ?, ?) on conflict do nothing',
        args: [id, record.sealed, record.revision, record.endsAtMs, record.idleEndsAtMs],
      })
      return rowsAffected === 1
    },
    async replace(id, sealed, revision) {
      const { rowsAffected } = await connection.execute({
        sql: 'update record set sealed = ?, revision = revision + 1 where id = ? and revision = ?',
        args: [sealed, id, revision],
      })
      return rowsAffected === 1
    },
    async touch(id, idleEndsAtMs) {
      await connection.execute({ sql: 'update record set idle_ends_at = ? where id = ?', args: [idleEndsAtMs, id] })
    },
    async delete(id) {
      await connection.execute({ sql: 'delete from record where id = ?', args: [id] })
    },
  }
}

function leases(connection: Connection): Pick<Store, 'lease' | 'release'> {
  return {
    async lease(name, holder, ttlMs, nowMs) {
      const { rowsAffected } = await connection.execute({
        sql: `insert into lease values (?, ?, ?)
              on conflict (name) do update set holder = excluded.holder, ends_at = excluded.ends_at where lease.ends_at < ?`,
        args: [name, holder, nowMs + ttlMs, nowMs],
      })
      return rowsAffected === 1
    },
    async release(name, holder) {
      await connection.execute({ sql: 'delete from lease where name = ? and holder = ?', args: [name, holder] })
    },
  }
}

function upkeep(connection: Connection): Pick<Store, 'sweep' | 'close'> {
  return {
    async sweep(nowMs) {
      await connection.execute({ sql: 'delete from lease where ends_at < ?', args: [nowMs] })
      const over = await connection.execute({ sql: 'delete from record where ends_at < ? or idle_ends_at < ?', args: [nowMs, nowMs] })
      return over.rowsAffected
    },
    async close() {
      connection.close()
    },
  }
}

function toRecord(row: Row): StoredRecord {
  return {
    sealed: typeof row['sealed'] === 'string' ? row['sealed'] : '',
    revision: Number(row['revision']),
    endsAtMs: Number(row['ends_at']),
    idleEndsAtMs: Number(row['idle_ends_at']),
  }
}
