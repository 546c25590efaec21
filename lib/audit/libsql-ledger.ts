// The access log beside the embedded vault: a libsql file of its own. The file itself refuses to change a line, or to
// remove one before its year is over; whoever goes around that breaks the chain of the lines.
import 'server-only'
import { type Connection, openPrivateFile } from '@/lib/vault/libsql-connection'
import { keepMs, type Ledger, type StoredLine } from './ledger'

const schema = [
  'create table if not exists keys (name text primary key, sealed text not null)',
  'create table if not exists lines (list text not null, number integer not null, at_ms integer not null, text text not null, seal text, primary key (list, number))',
  'create table if not exists head (one integer primary key check (one = 1), text text not null)',
  'create index if not exists last_lines on lines (at_ms) where seal is not null',
  // One seal for each list: an old one left behind would vouch for a list that was cut off there.
  `create trigger if not exists one_seal after insert on lines begin
     update lines set seal = null where list = new.list and number = new.number - 1; end`,
  `create trigger if not exists no_change before update of list, number, at_ms, text on lines begin select raise(abort, 'lines are never changed'); end`,
  `create trigger if not exists no_removal before delete on lines when old.at_ms > unixepoch() * 1000 - ${keepMs} begin
     select raise(abort, 'lines are kept for a year'); end`,
]
const listedAtOnce = 500
const appendLine = `insert into lines (list, number, at_ms, text, seal)
  select ?1, ?2, ?3, ?4, ?5 where (select coalesce(max(number), 0) from lines where list = ?1) = ?2 - 1`

type Row = Awaited<ReturnType<Connection['execute']>>['rows'][number]

/** @param url `file:<path>`; the folder is made with mode 700 and the file with mode 600 */
export async function openLibsqlLedger(url: string, patienceMs?: number): Promise<Ledger> {
  const connection = await openPrivateFile(url, schema, patienceMs)
  return { ...lines(connection), ...keys(connection), ...upkeep(connection) }
}

function lines(connection: Connection): Pick<Ledger, 'append' | 'last' | 'read' | 'head'> {
  return {
    async append({ list, number, atMs, text, seal, head }) {
      const args = [list, number, atMs, text, seal]
      if (!head) return (await connection.execute({ sql: `${appendLine} on conflict do nothing`, args })).rowsAffected === 1
      const [appended] = await connection.batch([
        { sql: `${appendLine} and (select text from head) is ?6 on conflict do nothing`, args: [...args, head.from] },
        { sql: 'insert or replace into head (one, text) select 1, ? where changes() = 1', args: [head.to] },
      ])
      return appended?.rowsAffected === 1
    },
    async head() {
      const { rows } = await connection.execute('select text from head')
      return toText(rows[0]?.['text'])
    },
    async last(list) {
      const { rows } = await connection.execute({ sql: 'select * from lines where list = ? order by number desc limit 1', args: [list] })
      return rows[0] ? { ...toLine(rows[0]), seal: toText(rows[0]['seal']) } : null
    },
    async read(list) {
      const { rows } = await connection.execute({ sql: 'select * from lines where list = ? order by number', args: [list] })
      return { lines: rows.map(toLine), seal: toText(rows.at(-1)?.['seal']) }
    },
  }
}

function keys(connection: Connection): Pick<Ledger, 'keys' | 'addKey' | 'resealKey'> {
  const changes = async (sql: string, args: string[]) => (await connection.execute({ sql, args })).rowsAffected === 1
  return {
    async keys() {
      const { rows } = await connection.execute('select * from keys')
      return new Map(rows.map((row) => [toText(row['name']) ?? '', toText(row['sealed']) ?? '']))
    },
    addKey: (name, sealed) => changes('insert into keys (name, sealed) values (?, ?) on conflict do nothing', [name, sealed]),
    resealKey: (name, from, to) => changes('update keys set sealed = ? where name = ? and sealed = ?', [to, name, from]),
  }
}

function upkeep(connection: Connection): Pick<Ledger, 'lists' | 'sweep' | 'close'> {
  return {
    async *lists() {
      for (let after = ''; ; ) {
        const { rows } = await connection.execute({ sql: `select distinct list from lines where list > ? order by list limit ${listedAtOnce}`, args: [after] })
        const found = rows.map((row) => toText(row['list']) ?? '')
        if (found.length > 0) yield found
        const last = found.at(-1)
        if (!last || found.length < listedAtOnce) return
        after = last
      }
    },
    async sweep(nowMs) {
      const { rowsAffected } = await connection.execute({
        sql: 'delete from lines where list in (select list from lines where seal is not null and at_ms < ?1)',
        args: [nowMs - keepMs],
      })
      return rowsAffected
    },
    async close() {
      connection.close()
    },
  }
}

function toLine(row: Row): StoredLine {
  return { number: Number(row['number']), text: toText(row['text']) ?? '' }
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
