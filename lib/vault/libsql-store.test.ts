// The embedded store: private to its owner, and patient while another process writes (quality SES-07, AVL-08). What it
// shares with the other kind is held in store.test.ts.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPrivateFile } from './libsql-connection'
import { openLibsqlStore } from './libsql-store'
import type { Store } from './store'

let folder = ''
const stores: Store[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainclaim-store-'))
})

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()))
  await rm(folder, { recursive: true, force: true })
})

async function open(file: string): Promise<Store> {
  const store = await openLibsqlStore(`file:${join(folder, file)}`)
  stores.push(store)
  return store
}

const record = { sealed: 'v2.k.x.y', endsAtMs: 2_000, idleEndsAtMs: 1_000 }

describe('the file is private (SES-07)', () => {
  it('it and its companions have mode 600, a new folder has 700, whatever the umask', async () => {
    const before = process.umask(0)
    try {
      const store = await open('deep/er/private.db')
      await store.add('a', record)
      const place = join(folder, 'deep/er')
      expect((await stat(place)).mode & 0o777).toBe(0o700)
      const files = await readdir(place)
      expect(files).toContain('private.db')
      for (const file of files) expect([file, (await stat(join(place, file))).mode & 0o777]).toEqual([file, 0o600])
    } finally {
      process.umask(before)
    }
  })

  it('a file that was open to others is closed to them', async () => {
    await mkdir(join(folder, 'loose'))
    const file = join(folder, 'loose', 'vault.db')
    await writeFile(file, '')
    await chmod(file, 0o644)
    await open('loose/vault.db')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('a record that was deleted leaves no text behind in the file', async () => {
    const store = await open('erased.db')
    const canary = 'canary-'.repeat(50)
    await store.add('a', { ...record, sealed: canary })
    await store.delete('a')
    await expect(store.get('a')).resolves.toBeNull()
    const other = createClient({ url: `file:${join(folder, 'erased.db')}` })
    await other.execute('pragma wal_checkpoint(truncate)')
    other.close()
    expect((await readFile(join(folder, 'erased.db'))).includes('canary-')).toBe(false)
  })

  it('a place that cannot be written is refused, not replaced by memory', async () => {
    await writeFile(join(folder, 'plain-file'), '')
    await expect(openLibsqlStore(`file:${join(folder, 'plain-file', 'vault.db')}`)).rejects.toThrow()
  })
})

it('a batch that fails in the middle leaves nothing behind, and holds up nobody', async () => {
  const url = `file:${join(folder, 'batch.db')}`
  const [one, two] = [await openPrivateFile(url, ['create table if not exists words (word text primary key)'], 200), await openPrivateFile(url, [], 200)]
  const word = (text: string) => ({ sql: 'insert into words (word) values (?)', args: [text] })
  await expect(one.batch([word('first'), word('first')])).rejects.toThrow('UNIQUE')
  await two.execute(word('second'))
  await one.batch([word('third'), word('fourth')])
  for (const connection of [one, two]) {
    const { rows } = await connection.execute('select word from words order by rowid')
    expect(rows.map((row) => row['word'])).toEqual(['second', 'third', 'fourth'])
    connection.close()
  }
})

describe('when another process holds the file too long (AVL-08)', () => {
  it('that one write fails, and as soon as the file is free everything works again and reads what is new', async () => {
    const url = `file:${join(folder, 'held.db')}`
    const store = await openLibsqlStore(url, 20)
    stores.push(store)
    await store.add('a', record)
    const other = createClient({ url })
    for (const sealed of ['second', 'third']) {
      const held = await other.transaction('write')
      await held.execute({ sql: 'update records set sealed = ?', args: [sealed] })
      await expect(store.lease('x', sealed, 1_000, 0)).rejects.toThrow('SQLITE_BUSY')
      await held.commit()
      await expect(store.get('a')).resolves.toMatchObject({ sealed })
      await expect(store.lease(`x ${sealed}`, 'me', 1_000, 0)).resolves.toBeGreaterThan(0)
    }
    other.close()
  })

  it('of many writes at once only those fail that came while it was held', async () => {
    const url = `file:${join(folder, 'burst.db')}`
    const store = await openLibsqlStore(url, 20)
    stores.push(store)
    const other = createClient({ url })
    const held = await other.transaction('write')
    await held.execute({ sql: 'delete from leases', args: [] })
    await expect(store.lease('first', 'me', 1_000, 0)).rejects.toThrow()
    await held.rollback()
    const won = await Promise.all(Array.from({ length: 50 }, (_, index) => store.lease(`name-${index}`, 'me', 1_000, 0)))
    expect(won.every((fence) => fence !== null)).toBe(true)
    other.close()
  })

  it('a write waits while it may, lets everything else of this process run meanwhile, and is done when the file is free', async () => {
    const url = `file:${join(folder, 'patient.db')}`
    const store = await openLibsqlStore(url, 5_000)
    stores.push(store)
    const other = createClient({ url })
    const held = await other.transaction('write')
    await held.execute({ sql: 'delete from leases', args: [] })
    const lease = store.lease('x', 'me', 1_000, 0)
    let turns = 0
    for (const endsAtMs = performance.now() + 300; performance.now() < endsAtMs; turns += 1) await new Promise(setImmediate)
    await held.commit()
    await expect(lease).resolves.toBeGreaterThan(0)
    expect(turns).toBeGreaterThan(10)
    other.close()
  })

  it('fifty that wait together are all refused when the patience is over, not one after the other', async () => {
    const url = `file:${join(folder, 'refused.db')}`
    const store = await openLibsqlStore(url, 300)
    stores.push(store)
    const other = createClient({ url })
    const held = await other.transaction('write')
    await held.execute({ sql: 'delete from leases', args: [] })
    const startedAtMs = performance.now()
    const all = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => store.lease(`n${index}`, 'me', 1_000, 0)))
    expect(all.every(({ status }) => status === 'rejected')).toBe(true)
    expect(performance.now() - startedAtMs).toBeLessThan(5_000)
    await held.rollback()
    await expect(store.lease('n0', 'me', 1_000, 0)).resolves.toBeGreaterThan(0)
    other.close()
  })
})
