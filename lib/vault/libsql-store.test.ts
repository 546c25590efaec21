// The embedded store: private to its owner, and fair between processes (quality SES-07, SES-10).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

const record = { sealed: 'v1.k.x', revision: 1, endsAtMs: 2_000, idleEndsAtMs: 1_000 }

describe('records', () => {
  it('are added once, and a second one of the same id changes nothing', async () => {
    const store = await open('add.db')
    await expect(store.add('a', record)).resolves.toBe(true)
    await expect(store.add('a', { ...record, sealed: 'other' })).resolves.toBe(false)
    await expect(store.get('a')).resolves.toEqual(record)
    await expect(store.get('b')).resolves.toBeNull()
  })

  it('are replaced only by who names the revision that is there, and count up', async () => {
    const store = await open('replace.db')
    await store.add('a', record)
    await expect(store.replace('a', 'second', 7)).resolves.toBe(false)
    await expect(store.replace('a', 'second', 1)).resolves.toBe(true)
    await expect(store.replace('a', 'third', 1)).resolves.toBe(false)
    await expect(store.replace('b', 'x', 1)).resolves.toBe(false)
    await expect(store.get('a')).resolves.toMatchObject({ sealed: 'second', revision: 2 })
  })

  it('take an id and a text that look like a command as what they are', async () => {
    const store = await open('quotes.db')
    const id = "'; drop table record; --"
    await store.add(id, { ...record, sealed: id })
    await expect(store.get(id)).resolves.toMatchObject({ sealed: id })
  })

  it('survive a restart', async () => {
    const before = await openLibsqlStore(`file:${join(folder, 'restart.db')}`)
    await before.add('a', record)
    await before.close()
    await expect((await open('restart.db')).get('a')).resolves.toEqual(record)
  })
})

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
  })

  it('a place that cannot be written is refused, not replaced by memory', async () => {
    await writeFile(join(folder, 'plain-file'), '')
    await expect(openLibsqlStore(`file:${join(folder, 'plain-file', 'vault.db')}`)).rejects.toThrow()
  })
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
      await held.execute({ sql: 'update record set sealed = ?', args: [sealed] })
      await expect(store.lease('x', sealed, 1_000, 0)).rejects.toThrow('SQLITE_BUSY')
      await held.commit()
      await expect(store.get('a')).resolves.toMatchObject({ sealed })
      await expect(store.lease(`x ${sealed}`, 'me', 1_000, 0)).resolves.toBe(true)
    }
    other.close()
  })

  it('of many writes at once only those fail that came while it was held', async () => {
    const url = `file:${join(folder, 'burst.db')}`
    const store = await openLibsqlStore(url, 20)
    stores.push(store)
    const other = createClient({ url })
    const held = await other.transaction('write')
    await held.execute({ sql: 'delete from lease', args: [] })
    await expect(store.lease('first', 'me', 1_000, 0)).rejects.toThrow()
    await held.rollback()
    const won = await Promise.all(Array.from({ length: 50 }, (_, index) => store.lease(`name-${index}`, 'me', 1_000, 0)))
    expect(won.every(Boolean)).toBe(true)
    other.close()
  })
})

describe('a lease has one holder (SES-10)', () => {
  it('until it is released, by the holder and by nobody else', async () => {
    const store = await open('lease.db')
    await expect(store.lease('x', 'one', 1_000, 0)).resolves.toBe(true)
    await expect(store.lease('x', 'two', 1_000, 500)).resolves.toBe(false)
    await store.release('x', 'two')
    await expect(store.lease('x', 'two', 1_000, 500)).resolves.toBe(false)
    await store.release('x', 'one')
    await expect(store.lease('x', 'two', 1_000, 500)).resolves.toBe(true)
  })

  it('until its time is over, so that a process that died blocks nobody for ever (SES-11)', async () => {
    const store = await open('dead.db')
    await store.lease('x', 'dead', 90_000, 0)
    await expect(store.lease('x', 'next', 90_000, 90_000)).resolves.toBe(false)
    await expect(store.lease('x', 'next', 90_000, 90_001)).resolves.toBe(true)
    await store.release('x', 'dead')
    await expect(store.lease('x', 'third', 90_000, 90_002)).resolves.toBe(false)
  })

  it('even the holder cannot take it twice: one use of a sign-in attempt', async () => {
    const store = await open('twice.db')
    await expect(store.lease('x', 'one', 1_000, 0)).resolves.toBe(true)
    await expect(store.lease('x', 'one', 1_000, 0)).resolves.toBe(false)
  })

  it('among two openings of one file, asked fifty times at once', async () => {
    const pair = [await open('pair.db'), await open('pair.db')]
    const won = await Promise.all(Array.from({ length: 50 }, (_, index) => pair[index % 2]?.lease('x', `h${index}`, 1_000, 0)))
    expect(won.filter(Boolean)).toHaveLength(1)
  })

  it('among processes that open the file for the first time together: each name is won exactly once, none is lost', async () => {
    const others = ['one', 'two', 'three'].map(otherProcess)
    await Promise.all(others.map((other) => other.ready))
    others.forEach((other) => other.go())
    const won = (await Promise.all(others.map((other) => other.won))).flat()
    expect([won.length, new Set(won).size]).toEqual([contested, contested])
  })
})

const contested = 200

/** Another process that opens and closes the file some times, reaches for every name, and says which it won. */
function otherProcess(holder: string) {
  const program = `
    const { openLibsqlStore } = await import(${JSON.stringify(fileURLToPath(new URL('./libsql-store.ts', import.meta.url)))})
    const open = () => openLibsqlStore(${JSON.stringify(`file:${join(folder, 'processes.db')}`)})
    process.stdout.write('[')
    await new Promise((resolve) => process.stdin.once('data', resolve))
    for (let count = 0; count < 10; count += 1) await (await open()).close()
    const store = await open()
    const won = []
    const reach = async (name) => (await store.lease(name, '${holder}', 90_000, 0)) && won.push(JSON.stringify(name))
    for (let index = 0; index < ${contested}; index += 10) await Promise.all(Array.from({ length: 10 }, (_, more) => reach('name-' + (index + more))))
    await store.close()
    process.stdout.write(won.join(',') + ']')
    process.exit(0)`
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return {
    ready: once(child.stdout, 'data'),
    go: () => child.stdin.write('go'),
    won: once(child, 'close').then((): readonly string[] => {
      const names: unknown = JSON.parse(text)
      return Array.isArray(names) ? names.map(String) : []
    }),
  }
}
