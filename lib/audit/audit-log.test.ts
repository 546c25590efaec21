// The access log, on both kinds of store: nothing is lost without being counted, nothing is changed without being found,
// nothing is in it that should not be, and nobody reads another's lines (quality PRV-06, C1).
import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VaultKey } from '@/lib/env'
import { Secret } from '@/lib/secret'
import { hashId } from '@/lib/vault/cipher'
import { storeKinds } from '@/lib/vault/testing'
import { readAuditKeys } from './audit-keys'
import { type AuditLog, createAuditLog, listOf } from './audit-log'
import { houseListAt } from './house'
import { keepMs, type Ledger } from './ledger'
import { fileBeside, openLedger } from './open-ledger'
import { type AuditPlace, makeAuditPlace } from './testing'
import { type Verified, verifyLog } from './verify'

const newKey = (id: string): VaultKey => ({ id, key: new Secret(randomBytes(32).toString('base64url')) })
const masters = { one: newKey('k1'), two: newKey('k2') }
const hour = 60 * 60_000
const newId = () => randomBytes(32).toString('base64url')
const stdout: string[] = []

beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => stdout.push(String(line)) > 0)
})

beforeEach(() => void stdout.splice(0))

describe.each(storeKinds)('on %s', (kind) => {
  let place: AuditPlace
  const opened: { close(): Promise<void> }[] = []

  beforeAll(async () => {
    place = await makeAuditPlace(kind)
  })

  afterAll(async () => {
    for (const one of opened) await one.close()
    await place.clear()
  })

  const open = (name: string, { keys = [masters.one], now }: { keys?: readonly [VaultKey, ...VaultKey[]]; now?: () => number } = {}): AuditLog => {
    const log = createAuditLog({ url: place.url(name), keys }, () => openLedger(place.url(name)), now)
    opened.push(log)
    return log
  }
  /** `meanwhile` happens when the names of the lists have been read, and the lists have not. */
  const verify = async (name: string, keys: readonly [VaultKey, ...VaultKey[]] = [masters.one], nowMs?: number, meanwhile?: () => Promise<unknown>): Promise<Verified> => {
    const plain = await openLedger(place.url(name))
    const ledger: Ledger = {
      ...plain,
      async *lists() {
        for await (const names of plain.lists()) {
          await meanwhile?.()
          yield names
        }
      },
    }
    try {
      return await verifyLog(ledger, await readAuditKeys(ledger, keys), nowMs)
    } finally {
      await ledger.close()
    }
  }
  /** A visit of six lines. */
  const visit = async (log: AuditLog, id = newId()): Promise<string> => {
    await log.note(id, 'connected', 'version-2')
    await log.note(id, 'consented', 'claims', 'coverage')
    await log.note(id, 'loaded', 'claims-first')
    await log.note(id, 'loaded', 'coverage')
    await log.note(id, 'refreshed', 'renewed')
    await log.note(id, 'disconnected', 'proven')
    return id
  }

  it('tells what was done, in order, and finds nothing wrong in it (PRV-06)', async () => {
    const log = open('told')
    const id = await visit(log)
    const { lines, whole } = await log.read(id)
    expect(whole).toBe(true)
    expect(lines.map(({ number, deed, words }) => [number, deed, ...words].join(' '))).toEqual([
      '1 connected version-2', '2 consented claims coverage', '3 loaded claims-first', '4 loaded coverage', '5 refreshed renewed', '6 disconnected proven',
    ])
    await log.noteHouse('sign-in-refused', 'cancelled')
    await expect(verify('told')).resolves.toMatchObject({ lists: 2, lines: 9, findings: [], unnamed: 0 })
  })

  describe('over all connections of one person', () => {
    const subject = (patient: string) => ({ environment: 'http://localhost:8000', patient })
    const visitOf = async (log: AuditLog, patient: string) => {
      const id = newId()
      await log.noteVisit(id, subject(patient))
      return visit(log, id)
    }

    it('each of them shows all lines, in the order of time, and nobody else’s', async () => {
      let at = Date.now() - 60_000
      const log = open('person', { now: () => (at += 1_000) })
      const [one, other, two] = [await visitOf(log, '-1'), await visitOf(log, '-2'), await visitOf(log, '-1')]
      const all = await log.read(one, subject('-1'))
      expect([all.whole, all.lines.length]).toEqual([true, 12])
      expect(all.lines.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
      expect(all.lines.map(({ atMs }) => atMs)).toEqual(all.lines.map(({ atMs }) => atMs).toSorted())
      await expect(log.read(two, subject('-1'))).resolves.toEqual(all)
      expect((await log.read(other, subject('-2'))).lines).toHaveLength(6)
      expect((await log.read(two)).lines).toHaveLength(6)
      await expect(verify('person')).resolves.toMatchObject({ findings: [], unnamed: 0 })
      expect(await place.dump('person')).not.toContain('"-1"')
    })

    it('months later, and after master keys turned over, they are found; after a year they are gone', async () => {
      const day = 24 * hour
      let at = Date.now() - 150 * day
      await visitOf(open('person-later', { now: () => at }), '-1')
      at = Date.now()
      const log = open('person-later', { keys: [masters.two, masters.one], now: () => at })
      const id = await visitOf(log, '-1')
      await expect(log.read(id, subject('-1'))).resolves.toMatchObject({ whole: true, lines: { length: 12 } })
      at = Date.now() + 300 * day
      await expect(log.read(id, subject('-1'))).resolves.toMatchObject({ whole: true, lines: { length: 6 } })
    })

    it('a connection whose whole list was taken away is missed, by the person and by the check', async () => {
      const log = open('taken')
      const [one, two] = [await visitOf(log, '-1'), await visitOf(log, '-1')]
      await place.rewrite('taken', listOf(two), () => [], 'lost')
      await expect(log.read(one, subject('-1'))).resolves.toMatchObject({ whole: false, lines: { length: 6 } })
      expect((await verify('taken')).findings).toEqual([{ list: listOf(two), line: null, problem: 'gone' }])
    })

    it('a changed line of another connection is missed too', async () => {
      const log = open('changed-other')
      const [one, two] = [await visitOf(log, '-1'), await visitOf(log, '-1')]
      await place.rewrite('changed-other', listOf(two), (lines) => lines.map((line) => line.replace('claims-first', 'claims-all')))
      await expect(log.read(one, subject('-1'))).resolves.toMatchObject({ whole: false })
    })
  })

  it('is checked while it is written to: what began meanwhile is not called gone, and what was taken away is', async () => {
    const log = open('in-use')
    const away = await visit(log)
    await visit(log)
    await place.rewrite('in-use', listOf(away), () => [], 'lost')
    const { findings } = await verify('in-use', [masters.one], undefined, () => visit(log))
    expect(findings).toEqual([{ list: listOf(away), line: null, problem: 'gone' }])
  })

  it('is checked while its very first lines are written, and nothing is called lost', async () => {
    const log = open('first')
    const plain = await openLedger(place.url('first'))
    opened.push(plain)
    const ledger: Ledger = {
      ...plain,
      async *lists() {
        await visit(log)
        for await (const names of plain.lists()) {
          await visit(log)
          yield names
        }
      },
    }
    await log.begin()
    await expect(verifyLog(ledger, await readAuditKeys(ledger, [masters.one]))).resolves.toMatchObject({ lists: 2, findings: [] })
    await expect(verify('first')).resolves.toMatchObject({ lists: 3, findings: [] })
  })

  it('a line that nobody waits for is there when the list is read', async () => {
    const log = open('unawaited')
    const id = newId()
    for (let count = 0; count < 5; count++) void log.note(id, 'loaded', 'claim')
    expect((await log.read(id)).lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  })

  it('two people never see each other’s lines', async () => {
    const log = open('two')
    const people = Array.from({ length: 2 }, newId)
    const words = ['claim', 'profile'] as const
    await Promise.all(Array.from({ length: 60 }, (_, index) => log.note(people[index % 2] ?? '', 'loaded', words[index % 2] ?? 'claim')))
    for (const [index, id] of people.entries()) {
      const { lines, whole } = await log.read(id)
      expect([lines.length, whole, new Set(lines.flatMap((line) => line.words))]).toEqual([30, true, new Set([words[index]])])
    }
    expect((await log.read(newId())).lines).toEqual([])
  })

  it('two processes that write into one list at the same time lose no line and break no chain', async () => {
    const logs = [open('processes'), open('processes')]
    const id = newId()
    await Promise.all(Array.from({ length: 40 }, (_, index) => logs[index % 2]?.note(id, 'loaded', 'claim')))
    expect((await open('processes').read(id)).lines).toHaveLength(40)
    await expect(verify('processes')).resolves.toMatchObject({ findings: [] })
  })

  describe('somebody who can write the store, and has no key, is found out', () => {
    const cases: readonly [string, (lines: readonly string[]) => readonly string[], readonly string[]][] = [
      ['a line is taken out', (lines) => lines.toSpliced(2, 1), ['3 missing']],
      ['the first line is taken out', (lines) => lines.slice(1), ['1 missing']],
      ['a word is changed', (lines) => lines.with(3, lines[3]?.replace('coverage', 'profile') ?? ''), ['4 changed']],
      ['a time is changed', (lines) => lines.with(1, lines[1]?.replace(/"atMs":\d/, '"atMs":3') ?? ''), ['2 changed']],
      ['one byte that means nothing is added', (lines) => lines.with(4, ` ${lines[4]}`), ['5 changed']],
      ['two lines change places', (lines) => [...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)], ['3 moved']],
      ['the last line is cut off', (lines) => lines.slice(0, -1), ['5 cut-off']],
      ['all but the first are cut off', (lines) => lines.slice(0, 1), ['1 cut-off']],
      ['a line is added', (lines) => [...lines, lines[5]?.replace('"number":6', '"number":7') ?? ''], ['7 changed']],
      ['a line is said twice', (lines) => [...lines, lines[5] ?? ''], ['7 changed']],
    ]
    it.each(cases)('%s', async (what, change, found) => {
      const name = `tampered ${what}`.replaceAll(' ', '-')
      const log = open(name)
      const [id, other] = [await visit(log), await visit(log)]
      for (const seal of ['kept', 'lost'] as const) {
        if (seal === 'lost' && !found.some((one) => one.includes('cut-off'))) continue
        await place.rewrite(name, listOf(id), seal === 'kept' ? change : (lines) => lines, seal)
        const { findings } = await verify(name)
        expect(findings.map(({ line, problem }) => `${line} ${problem}`)).toEqual(found)
        expect(new Set(findings.map(({ list }) => list))).toEqual(new Set([listOf(id)]))
        expect([(await log.read(id)).whole, (await log.read(other)).whole]).toEqual([false, true])
      }
    })

    it('a list that was cut off is not mended by what the app writes afterwards', async () => {
      const log = open('grown')
      const id = await visit(log)
      await place.rewrite('grown', listOf(id), (lines) => lines.slice(0, 3))
      await log.note(id, 'loaded', 'claim')
      const { findings } = await verify('grown')
      expect(findings.map(({ line, problem }) => `${line} ${problem}`)).toEqual(['4 does-not-follow'])
    })

    it('a whole list is taken away, or emptied and begun anew', async () => {
      const log = open('whole')
      const [away, again] = [await visit(log), await visit(log)]
      for (const id of [away, again]) await place.rewrite('whole', listOf(id), () => [])
      await log.note(again, 'loaded', 'claim')
      const { findings } = await verify('whole')
      expect(new Set(findings.map(({ list, problem }) => `${list} ${problem}`))).toEqual(new Set([`${listOf(away)} gone`, `${listOf(again)} began-again`]))
    })

    it('the house’s list of the month is taken away, at once or after it began anew', async () => {
      const log = open('house')
      const id = await visit(log)
      await place.rewrite('house', houseListAt(Date.now()), () => [])
      const list = houseListAt(Date.now())
      expect((await verify('house')).findings).toEqual([{ list, line: null, problem: 'gone' }, { list: listOf(id), line: null, problem: 'unlisted' }])
      await new Promise((resolve) => setImmediate(resolve))
      vi.useFakeTimers({ now: Date.now() + 1_000, toFake: ['Date'] })
      await visit(log)
      vi.useRealTimers()
      expect((await verify('house')).findings).toEqual([{ list, line: null, problem: 'newest-lost' }, { list: listOf(id), line: null, problem: 'unlisted' }])
    })

    describe('the newest month is taken away, all that began in it', () => {
      const september = Date.UTC(2026, 8, 10)
      const october = september + 30 * 24 * hour
      const removed = async (name: string) => {
        let now = september
        const log = open(name, { now: () => now })
        await visit(log)
        now = october
        const away = await visit(log)
        await log.noteHouse('sign-in-refused', 'cancelled')
        await expect(verify(name, [masters.one], now)).resolves.toMatchObject({ findings: [], newest: { atMs: october } })
        for (const list of [listOf(away), 'house-2026-10']) await place.rewrite(name, list, () => [], 'lost')
        return log
      }
      const found = async (name: string, nowMs: number) => (await verify(name, [masters.one], nowMs)).findings.map(({ list, line, problem }) => `${list} ${line} ${problem}`)

      it('and it is missed, whether or not the app writes on', async () => {
        const log = await removed('newest')
        expect(await found('newest', october)).toEqual(['house-2026-10 null gone'])
        await visit(log)
        await log.noteHouse('sign-in-refused', 'cancelled')
        expect(await found('newest', october)).toEqual(['house-2026-10 null newest-lost'])
        expect(await found('newest', october + keepMs - 1)).toContain('house-2026-10 null newest-lost')
      })

      it.each([['removed', () => null], ['changed', (head: string) => head.replace(/"number":\d+/, '"number":2')], ['emptied', () => '{}']] as const)('and what names it is %s', async (how, change) => {
        const name = `newest-${how}`
        const log = await removed(name)
        await place.rewriteHead(name, change)
        expect(await found(name, october)).toEqual(['house-2026-09 null newest-lost'])
        await visit(log)
        expect(await found(name, october)).toEqual(['house-2026-10 null newest-lost'])
      })

      it('only at its end: the lines of the house that came last', async () => {
        const log = open('newest-lines')
        await visit(log)
        for (let count = 0; count < 3; count++) await log.noteHouse('sign-in-refused', 'cancelled')
        const list = houseListAt(Date.now())
        await place.rewrite('newest-lines', list, (lines) => lines.slice(0, 3))
        expect(await found('newest-lines', Date.now())).toEqual([`${list} 3 cut-off`, `${list} 5 missing`])
      })

      it('and an older note of the newest line put back is found when the app writes on', async () => {
        const log = open('newest-older')
        await log.noteHouse('sign-in-refused', 'cancelled')
        let older: string | null = null
        await place.rewriteHead('newest-older', (head) => (older = head))
        await log.noteHouse('sign-in-refused', 'cancelled')
        await place.rewriteHead('newest-older', () => older)
        await log.noteHouse('sign-in-refused', 'cancelled')
        expect(await found('newest-older', Date.now())).toEqual([`${houseListAt(Date.now())} null newest-lost`])
      })
    })

    it('two processes that write for the house at the same time leave no doubt', async () => {
      const logs = [open('both'), open('both')]
      await Promise.all(Array.from({ length: 20 }, (_, index) => logs[index % 2]?.note(newId(), 'loaded', 'claim')))
      await expect(verify('both')).resolves.toMatchObject({ lists: 21, findings: [], unnamed: 0 })
    })

    it('the house’s list of an earlier month is taken away', async () => {
      let now = Date.UTC(2026, 8, 10)
      const log = open('months', { now: () => now })
      await visit(log)
      now = Date.UTC(2026, 10, 10)
      await visit(log)
      await expect(verify('months', [masters.one], now)).resolves.toMatchObject({ findings: [] })
      await place.rewrite('months', 'house-2026-09', () => [])
      expect((await verify('months', [masters.one], now)).findings.map(({ list, problem }) => `${list} ${problem}`)).toContain('house-2026-09 gone')
    })

    it('signing anew takes the master key: the store alone holds no key that opens', async () => {
      const log = open('sealed')
      await visit(log)
      const ledger = await openLedger(place.url('sealed'))
      opened.push(ledger)
      expect((await readAuditKeys(ledger, [masters.two])).size).toBe(0)
      expect((await readAuditKeys(ledger, [masters.one])).size).toBe(1)
      expect(await place.dump('sealed')).not.toContain(masters.one.key.reveal())
    })
  })

  it('a new master key signs from then on; old lines are checked without the old one (SES-09)', async () => {
    const before = open('turned')
    const id = await visit(before)
    const after = open('turned', { keys: [masters.two, masters.one] })
    await after.begin()
    await after.note(id, 'signed-out')
    // A process that has not been restarted still knows only the old order.
    await open('turned', { keys: [masters.one, masters.two] }).note(id, 'loaded', 'claim')
    await before.settled()
    const { findings, lines } = await verify('turned', [masters.two])
    expect([findings, lines]).toEqual([[], 11])
    const { findings: without } = await verify('turned', [newKey('k3')])
    expect(new Set(without.map(({ problem }) => problem))).toEqual(new Set(['key-missing']))
  })

  it('holds no token, name, number or claim: words of the closed lists and hashes are all there is (PRV-01, PRV-06)', async () => {
    const log = open('markers')
    const id = newId()
    await visit(log, id)
    const text = await place.dump('markers')
    for (const marker of [id, hashId(id), masters.one.key.reveal()]) expect(text).not.toContain(marker)
    expect(text).toContain(listOf(id))
    expect(listOf(id)).not.toBe(hashId(id))
  })

  it('a line that cannot be written is counted and told, and throws nothing (AVL-08)', async () => {
    const log = createAuditLog({ url: '', keys: [masters.one] }, () => Promise.reject(new Error('SQLITE_CANTOPEN: /secret/path')))
    await expect(log.note(newId(), 'loaded', 'claim')).resolves.toBeUndefined()
    await expect(log.noteHouse('sign-in-refused', 'cancelled')).resolves.toBeUndefined()
    await expect(log.begin()).resolves.toBeUndefined()
    expect(log.lost()).toBe(2)
    expect(stdout.filter((line) => line.includes('"audit.failed"'))).toHaveLength(3)
    expect(stdout.join('')).not.toContain('secret')
  })

  it('is written again when the store is back, without a restart', async () => {
    let away = true
    const log = createAuditLog({ url: '', keys: [masters.one] }, () => (away ? Promise.reject(new Error('disk')) : openLedger(place.url('back'))))
    opened.push(log)
    const id = newId()
    await log.note(id, 'loaded', 'claim')
    away = false
    await log.note(id, 'loaded', 'profile')
    expect((await log.read(id)).lines.map(({ words }) => words[0])).toEqual(['profile'])
    expect(log.lost()).toBe(1)
  })

  it('asking for a line takes the page less than a millisecond, written or not', async () => {
    const silent = createAuditLog({ url: '', keys: [masters.one] }, () => new Promise<Ledger>(() => undefined))
    const begunAt = performance.now()
    for (let count = 0; count < 1_000; count++) void silent.note(newId(), 'loaded', 'claim')
    expect((performance.now() - begunAt) / 1_000).toBeLessThan(1)
  })

  it('a list is kept for a year after its last line and then goes as a whole (C1)', async () => {
    if (kind === 'redis') {
      const log = open('year')
      const id = await visit(log)
      expect((await log.read(id)).lines).toHaveLength(6)
      await expect(log.sweep()).resolves.toBe(0)
      return
    }
    let now = Date.now() - keepMs - 60 * 60_000
    const log = open('year', { now: () => now })
    const old = await visit(log)
    now = Date.now() - keepMs + 60 * 60_000
    const young = await visit(log)
    now = Date.now()
    await expect(log.sweep()).resolves.toBe(6)
    expect([(await log.read(old)).lines.length, (await log.read(young)).lines.length]).toEqual([0, 6])
    await expect(verify('year')).resolves.toMatchObject({ findings: [] })
  })
})

it('the file is its owner’s alone, lies beside the vault’s, and refuses to change or remove a line', async () => {
  const place = await makeAuditPlace('libsql')
  const log = createAuditLog({ url: place.url('mode'), keys: [masters.one] }, () => openLedger(place.url('mode')))
  await log.note(newId(), 'loaded', 'claim')
  await log.close()
  const url = fileBeside(place.url('mode'), 'audit')
  expect(statSync(url.slice('file:'.length)).mode & 0o777).toBe(0o600)
  const { createClient } = await import('@libsql/client')
  const client = createClient({ url })
  await expect(client.execute("update lines set text = ''")).rejects.toThrow('lines are never changed')
  await expect(client.execute('delete from lines')).rejects.toThrow('lines are kept for a year')
  client.close()
  await place.clear()
})

it('the log of a vault lies beside it, whatever it is called', () => {
  expect(['file:.data/vault.db', 'file:/a.b/vault', 'file:./v.x.db'].map((url) => fileBeside(url, 'audit'))).toEqual(['file:.data/vault-audit.db', 'file:/a.b/vault-audit', 'file:./v.x-audit.db'])
})
