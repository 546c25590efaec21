// The embedded store: one libsql file, readable by its owner only, opened at the first use because `next build` also
// runs modules (stack T11).
import 'server-only'
import type { Row, Value } from '@libsql/client'
import { type Connection, openPrivateFile } from './libsql-connection'
import type { Store, StoredRecord } from './store'

const schema = [
  // The tables of the first format, whose texts nothing opens any more.
  'drop table if exists record',
  'drop table if exists lease',
  `create table if not exists records (id text primary key, sealed text not null, revision integer not null default 1, ends_at integer not null,
    idle_ends_at integer not null, fence integer not null default 0, intent_fence integer, intent_at integer)`,
  // Apart from the records, so that a file of an earlier version needs no change; a row goes with its record.
  'create table if not exists owners (id text primary key, person text not null)',
  'create index if not exists owners_by_person on owners (person)',
  'create trigger if not exists owner_goes after delete on records begin delete from owners where id = old.id; end',
  // AUTOINCREMENT never gives a number again, not even one whose row is gone: that is what makes it a fence.
  'create table if not exists leases (fence integer primary key autoincrement, name text not null unique, holder text not null, ends_at integer not null)',
]
const listedAtOnce = 500

/** @param url `file:<path>`; the folder is made with mode 700 and the file with mode 600. */
export async function openLibsqlStore(url: string, patienceMs?: number): Promise<Store> {
  const connection = await openPrivateFile(url, schema, patienceMs)
  return { ...records(connection), ...refreshes(connection), ...leases(connection), ...upkeep(connection) }
}

function records(connection: Connection): Pick<Store, 'get' | 'add' | 'ofPerson' | 'replace' | 'rewrap' | 'touch' | 'delete'> {
  const changes = changer(connection)
  return {
    async get(id) {
      const { rows } = await connection.execute({ sql: 'select * from records where id = ?', args: [id] })
      return rows[0] ? toRecord(rows[0]) : null
    },
    async add(id, { sealed, endsAtMs, idleEndsAtMs }, person = null) {
      const record = 'insert into records (id, sealed, ends_at, idle_ends_at) values (?, ?, ?, ?) on conflict do nothing'
      // In one batch with the record: a sweep in between would take away an owner without one, and a record that nobody
      // finds could not be ended from elsewhere. A record that was there keeps whose it is.
      const owner = 'insert or replace into owners (id, person) select ?, ? where changes() = 1'
      const [added] = await connection.batch([
        { sql: record, args: [id, sealed, endsAtMs, idleEndsAtMs] },
        ...(person === null ? [] : [{ sql: owner, args: [id, person] }]),
      ])
      return added?.rowsAffected === 1
    },
    async ofPerson(person) {
      const sql = 'select records.id, ends_at, idle_ends_at from owners join records on records.id = owners.id where person = ? order by records.rowid'
      const { rows } = await connection.execute({ sql, args: [person] })
      return rows.map((row) => ({ id: textOf(row['id']), endsAtMs: Number(row['ends_at']), idleEndsAtMs: Number(row['idle_ends_at']) }))
    },
    replace: (id, sealed, revision, fence) =>
      changes(
        `update records set sealed = ?1, revision = ?3 + 1, fence = max(fence, ?4), intent_fence = null, intent_at = null
         where id = ?2 and (sealed = ?1 or (revision = ?3 and (?4 = 0 or fence <= ?4)))`,
        [sealed, id, revision, fence],
      ),
    rewrap: (id, from, to) => changes('update records set sealed = ? where id = ? and sealed = ?', [to, id, from]),
    touch: async (id, idleEndsAtMs) => void (await changes('update records set idle_ends_at = ? where id = ?', [idleEndsAtMs, id])),
    delete: async (id) => void (await changes('delete from records where id = ?', [id])),
  }
}

function refreshes(connection: Connection): Pick<Store, 'intend' | 'settle'> {
  const changes = changer(connection)
  return {
    async intend(id, revision, { fence, atMs }) {
      const { rows } = await connection.execute({ sql: 'select * from records where id = ?', args: [id] })
      const earlier = rows[0] ? toRecord(rows[0]).intent : null
      const noted = await changes(
        'update records set intent_fence = ?1, intent_at = ?2 where id = ?3 and revision = ?4 and fence < ?1 and coalesce(intent_fence, 0) < ?1 and intent_fence is ?5',
        [fence, atMs, id, revision, earlier?.fence ?? null],
      )
      return noted ? { earlier } : null
    },
    settle: async (id, fence) => void (await changes('update records set intent_fence = null, intent_at = null where id = ? and intent_fence = ?', [id, fence])),
  }
}

function leases(connection: Connection): Pick<Store, 'lease' | 'renew' | 'release'> {
  const changes = changer(connection)
  return {
    async lease(name, holder, ttlMs, nowMs) {
      const { rows } = await connection.execute({
        sql: `insert or replace into leases (name, holder, ends_at)
              select ?1, ?2, ?3 where not exists (select 1 from leases where name = ?1 and ends_at >= ?4) returning fence`,
        args: [name, holder, nowMs + ttlMs, nowMs],
      })
      return rows[0] ? Number(rows[0]['fence']) : null
    },
    renew: (name, holder, ttlMs, nowMs) =>
      changes('update leases set ends_at = ? where name = ? and holder = ? and ends_at >= ?', [nowMs + ttlMs, name, holder, nowMs]),
    release: async (name, holder) => void (await changes('delete from leases where name = ? and holder = ?', [name, holder])),
  }
}

function upkeep(connection: Connection): Pick<Store, 'list' | 'sweep' | 'close'> {
  return {
    async *list() {
      for (let after = ''; ; ) {
        const { rows } = await connection.execute({ sql: `select * from records where id > ? order by id limit ${listedAtOnce}`, args: [after] })
        const found = rows.map((row) => [textOf(row['id']), toRecord(row)] as const)
        if (found.length > 0) yield found
        const last = found.at(-1)
        if (!last || found.length < listedAtOnce) return
        after = last[0]
      }
    },
    async sweep(nowMs) {
      await connection.execute({ sql: 'delete from leases where ends_at < ?', args: [nowMs] })
      // Left by an earlier version that ended in the middle of adding.
      await connection.execute('delete from owners where id not in (select id from records)')
      const over = await connection.execute({ sql: 'delete from records where ends_at < ? or idle_ends_at < ?', args: [nowMs, nowMs] })
      return over.rowsAffected
    },
    async close() {
      connection.close()
    },
  }
}

/** A statement about one row, and whether it changed it. */
function changer(connection: Connection): (sql: string, args: Value[]) => Promise<boolean> {
  return async (sql, args) => (await connection.execute({ sql, args })).rowsAffected === 1
}

function toRecord(row: Row): StoredRecord {
  return {
    sealed: textOf(row['sealed']),
    revision: Number(row['revision']),
    endsAtMs: Number(row['ends_at']),
    idleEndsAtMs: Number(row['idle_ends_at']),
    fence: Number(row['fence']),
    intent: row['intent_fence'] === null ? null : { fence: Number(row['intent_fence']), atMs: Number(row['intent_at']) },
  }
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}
