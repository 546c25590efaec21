// What a store promises, held against each kind of it: atomic records, leases with one holder and a growing number, and
// refreshes that are noted before they begin (quality SES-08, SES-10, SES-11).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from './open-store'
import type { Store } from './store'
import { makePlace, storeKinds, type StorePlace } from './testing'

const hour = 60 * 60_000

describe.each(storeKinds)('%s', (kind) => {
  let place: StorePlace
  const stores: Store[] = []
  const record = { sealed: 'v2.k.x.y', endsAtMs: Date.now() + 12 * hour, idleEndsAtMs: Date.now() + hour }
  const kept = { ...record, revision: 1, fence: 0, intent: null }

  beforeAll(async () => {
    place = await makePlace(kind)
  })

  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await place.clear()
  })

  async function open(name: string): Promise<Store> {
    const store = await openStore(place.url(name))
    stores.push(store)
    return store
  }

  async function holding(name: string, record_ = record): Promise<Store> {
    const store = await open(name)
    await store.add('a', record_)
    return store
  }

  /** Asks until it is won: a lease of a millisecond ends by itself. */
  async function untilWon(store: Store, name: string, holder: string): Promise<number> {
    for (;;) {
      const fence = await store.lease(name, holder, 60_000, Date.now())
      if (fence !== null) return fence
    }
  }

  async function listed(store: Store): Promise<readonly string[]> {
    const ids: string[] = []
    for await (const found of store.list()) ids.push(...found.map(([id]) => id))
    return ids.toSorted()
  }

  describe('records', () => {
    it('are added once, and a second one of the same id changes nothing', async () => {
      const store = await open('add')
      await expect(store.add('a', record)).resolves.toBe(true)
      await expect(store.add('a', { ...record, sealed: 'other' })).resolves.toBe(false)
      await expect(store.get('a')).resolves.toEqual(kept)
      await expect(store.get('b')).resolves.toBeNull()
    })

    it('are replaced only by who names the revision that is there, and count up', async () => {
      const store = await holding('replace')
      await expect(store.replace('a', 'second', 7, 0)).resolves.toBe(false)
      await expect(store.replace('a', 'second', 1, 0)).resolves.toBe(true)
      await expect(store.replace('a', 'third', 1, 0)).resolves.toBe(false)
      await expect(store.replace('b', 'x', 1, 0)).resolves.toBe(false)
      await expect(store.get('a')).resolves.toEqual({ ...kept, sealed: 'second', revision: 2 })
    })

    it('are replaced once by who asks twice, not knowing whether the first asking was heard', async () => {
      const store = await holding('again')
      await expect(store.replace('a', 'second', 1, 3)).resolves.toBe(true)
      await expect(store.replace('a', 'second', 1, 3)).resolves.toBe(true)
      await expect(store.get('a')).resolves.toMatchObject({ sealed: 'second', revision: 2 })
    })

    it('of twenty writers at once exactly one replaces', async () => {
      const pair = [await holding('twenty'), await open('twenty')]
      const won = await Promise.all(Array.from({ length: 20 }, (_, index) => pair[index % 2]?.replace('a', `text ${index}`, 1, 0)))
      expect(won.filter(Boolean)).toHaveLength(1)
    })

    it('take an id and a text that look like a command as what they are', async () => {
      const store = await open('quotes')
      const id = "'; drop table records; --\r\nFLUSHALL\r\n"
      await store.add(id, { ...record, sealed: id })
      await expect(store.get(id)).resolves.toMatchObject({ sealed: id })
      await expect(listed(store)).resolves.toEqual([id])
    })

    it('take another wrapping of the same text, and only of the same: nothing else of them changes', async () => {
      const store = await holding('rewrap')
      await store.intend('a', 1, { fence: 4, atMs: 1_000 })
      await expect(store.rewrap('a', 'not this', 'moved')).resolves.toBe(false)
      await expect(store.rewrap('a', record.sealed, 'moved')).resolves.toBe(true)
      await expect(store.get('a')).resolves.toEqual({ ...kept, sealed: 'moved', intent: { fence: 4, atMs: 1_000 } })
      await expect(store.rewrap('b', 'x', 'y')).resolves.toBe(false)
    })

    it('a touch moves the idle end and nothing else; of a record that is gone it makes none', async () => {
      const store = await holding('touch')
      await store.touch('a', record.idleEndsAtMs + 5_000)
      await store.touch('b', record.idleEndsAtMs)
      await expect(store.get('a')).resolves.toEqual({ ...kept, idleEndsAtMs: record.idleEndsAtMs + 5_000 })
      await expect(store.get('b')).resolves.toBeNull()
    })

    it('are listed each once, however many there are', async () => {
      const store = await open('list')
      const ids = Array.from({ length: 1_201 }, (_, index) => `id-${String(index).padStart(4, '0')}`)
      await Promise.all(ids.map((id) => store.add(id, record)))
      expect(await listed(store)).toEqual(ids)
      await expect(listed(await open('empty'))).resolves.toEqual([])
    })

    it('that are over are swept away, and only those', async () => {
      const store = await holding('sweep')
      const now = Date.now()
      await store.add('idle', { ...record, idleEndsAtMs: now + 1_000 })
      await store.add('over', { ...record, endsAtMs: now + 1_000 })
      await expect(store.sweep(now)).resolves.toBe(0)
      await expect(store.sweep(now + 2_000)).resolves.toBe(2)
      await expect(listed(store)).resolves.toEqual(['a'])
    })

    it('of one person are found together, in the order of adding, and nobody else’s among them', async () => {
      const store = await open('persons')
      const at = (endsAtMs: number) => ({ ...record, endsAtMs })
      await store.add('late', at(record.endsAtMs + 2_000), 'me')
      await store.add('early', at(record.endsAtMs), 'me')
      await store.add('other', record, 'you')
      await store.add('nobody', record)
      await expect(store.ofPerson('me')).resolves.toEqual([
        { id: 'late', endsAtMs: record.endsAtMs + 2_000, idleEndsAtMs: record.idleEndsAtMs },
        { id: 'early', endsAtMs: record.endsAtMs, idleEndsAtMs: record.idleEndsAtMs },
      ])
      await store.touch('early', record.idleEndsAtMs + 1)
      await store.delete('late')
      await expect(store.ofPerson('me')).resolves.toEqual([{ id: 'early', endsAtMs: record.endsAtMs, idleEndsAtMs: record.idleEndsAtMs + 1 }])
      await store.sweep(record.endsAtMs + 1)
      for (const person of ['me', 'you', 'stranger']) await expect(store.ofPerson(person)).resolves.toEqual([])
    })

    it('are found by their person from the first moment, whatever is swept meanwhile', async () => {
      const pair = [await open('swept'), await open('swept')]
      const ids = Array.from({ length: 10 }, (_, index) => `id-${index}`)
      for (const [index, id] of ids.entries()) {
        await Promise.all([...pair.map((store) => store.sweep(Date.now())), pair[index % 2]?.add(id, record, 'me')])
      }
      const found = await pair[0]?.ofPerson('me')
      expect(found?.map((own) => own.id)).toEqual(ids)
    })

    it('that exist stay whose they are when somebody else would add them again', async () => {
      const store = await open('whose')
      await store.add('a', record, 'me')
      await store.add('b', record)
      for (const id of ['a', 'b']) await expect(store.add(id, record, 'you')).resolves.toBe(false)
      await expect(store.ofPerson('me')).resolves.toMatchObject([{ id: 'a' }])
      await expect(store.ofPerson('you')).resolves.toEqual([])
    })

    it('survive the process that wrote them', async () => {
      const before = await openStore(place.url('restart'))
      await before.add('a', record)
      await before.close()
      await expect((await open('restart')).get('a')).resolves.toEqual(kept)
    })
  })

  describe('a lease has one holder (SES-10)', () => {
    it('until it is released, by the holder and by nobody else', async () => {
      const store = await open('lease')
      const lease = (holder: string) => store.lease('x', holder, 60_000, Date.now())
      expect(await lease('one')).toBeGreaterThan(0)
      expect(await lease('two')).toBeNull()
      await store.release('x', 'two')
      expect(await lease('two')).toBeNull()
      await store.release('x', 'one')
      expect(await lease('two')).toBeGreaterThan(0)
    })

    it('until its time is over, so that a process that died blocks nobody for ever; and the dead cannot release it then (SES-11)', async () => {
      const store = await open('dead')
      await store.lease('x', 'dead', 1, Date.now())
      await untilWon(store, 'x', 'next')
      await store.release('x', 'dead')
      await expect(store.lease('x', 'third', 60_000, Date.now())).resolves.toBeNull()
    })

    it('even the holder cannot take it twice: one use of a sign-in attempt', async () => {
      const store = await open('twice')
      await expect(store.lease('x', 'one', 60_000, Date.now())).resolves.not.toBeNull()
      await expect(store.lease('x', 'one', 60_000, Date.now())).resolves.toBeNull()
    })

    it('is longer for who renews it while it is held, and for nobody else', async () => {
      const store = await open('renew')
      await store.lease('x', 'one', 1_000, Date.now())
      await expect(store.renew('x', 'two', 60_000, Date.now())).resolves.toBe(false)
      await expect(store.renew('x', 'one', 60_000, Date.now())).resolves.toBe(true)
      await expect(store.lease('x', 'two', 60_000, Date.now())).resolves.toBeNull()
      await store.lease('y', 'one', 1, Date.now())
      await untilWon(store, 'y', 'two')
      await expect(store.renew('y', 'one', 60_000, Date.now())).resolves.toBe(false)
    })

    it('each has a larger number than any before it, whatever its name and whoever released what', async () => {
      const pair = [await open('fence'), await open('fence')]
      const fences: number[] = []
      for (let round = 0; round < 30; round += 1) {
        const store = pair[round % 2]
        fences.push((await store?.lease(`x${round % 3}`, 'me', 60_000, Date.now())) ?? 0)
        await store?.release(`x${round % 3}`, 'me')
        if (round === 15) await store?.sweep(Date.now() + hour)
      }
      expect(fences).toEqual([...new Set(fences)].toSorted((a, b) => a - b))
    })

    it('among two openings of one store, asked fifty times at once', async () => {
      const pair = [await open('pair'), await open('pair')]
      const won = await Promise.all(Array.from({ length: 50 }, (_, index) => pair[index % 2]?.lease('x', `h${index}`, 60_000, Date.now())))
      expect(won.filter((fence) => fence !== null)).toHaveLength(1)
    })

    it('among processes that open the store for the first time together: each name is won exactly once, none is lost', async () => {
      const others = ['one', 'two', 'three'].map((holder) => otherProcess(place.url('processes'), holder))
      await Promise.all(others.map((other) => other.ready))
      others.forEach((other) => other.go())
      const won = (await Promise.all(others.map((other) => other.won))).flat()
      expect([won.length, new Set(won).size]).toEqual([contested, contested])
    })
  })

  describe('a refresh is noted before it begins (SES-11)', () => {
    const at = (fence: number) => ({ fence, atMs: 1_000 + fence })

    it('once, and storing the new pair takes the note away', async () => {
      const store = await holding('intent')
      await expect(store.intend('a', 1, at(5))).resolves.toEqual({ earlier: null })
      await expect(store.get('a')).resolves.toEqual({ ...kept, intent: at(5) })
      await expect(store.replace('a', 'second', 1, 5)).resolves.toBe(true)
      await expect(store.get('a')).resolves.toEqual({ ...kept, sealed: 'second', revision: 2, fence: 5 })
    })

    it('a note that nobody took away is found by the next one: that refresh began and never came back', async () => {
      const store = await holding('crash')
      await store.intend('a', 1, at(5))
      await expect(store.intend('a', 1, at(9))).resolves.toEqual({ earlier: at(5) })
      await expect(store.get('a')).resolves.toMatchObject({ intent: at(9) })
    })

    it('is taken away by who knows that it changed nothing, and by nobody else', async () => {
      const store = await holding('settle')
      await store.intend('a', 1, at(5))
      await store.settle('a', 4)
      await expect(store.get('a')).resolves.toMatchObject({ intent: at(5) })
      await store.settle('a', 5)
      await expect(store.get('a')).resolves.toEqual(kept)
      await store.settle('b', 5)
      await expect(store.get('b')).resolves.toBeNull()
    })

    it('not for a record that is gone, nor for a revision that is no more', async () => {
      const store = await holding('gone')
      await expect(store.intend('b', 1, at(5))).resolves.toBeNull()
      await store.replace('a', 'second', 1, 0)
      await expect(store.intend('a', 1, at(5))).resolves.toBeNull()
      await expect(store.get('a')).resolves.toMatchObject({ intent: null })
    })

    it('not by who comes late: a later lease has noted or written already, so Medicare is not asked a second time', async () => {
      const store = await holding('late')
      await store.intend('a', 1, at(7))
      await expect(store.intend('a', 1, at(6))).resolves.toBeNull()
      await expect(store.intend('a', 1, at(7))).resolves.toBeNull()
      await store.replace('a', 'second', 1, 7)
      await expect(store.intend('a', 2, at(6))).resolves.toBeNull()
      await expect(store.intend('a', 2, at(8))).resolves.toEqual({ earlier: null })
    })

    it('a writer that held a lease too long does not overwrite the pair of a later one, even when it has read it (SES-10)', async () => {
      const store = await holding('overwrite')
      await store.replace('a', 'newer', 1, 7)
      await expect(store.replace('a', 'older', 1, 6)).resolves.toBe(false)
      await expect(store.replace('a', 'older', 2, 6)).resolves.toBe(false)
      await expect(store.get('a')).resolves.toMatchObject({ sealed: 'newer', revision: 2, fence: 7 })
      await expect(store.replace('a', 'newest', 2, 8)).resolves.toBe(true)
    })

    it('a late pair is stored as long as nobody stored another: it may be the only one that lives', async () => {
      const store = await holding('only')
      await store.intend('a', 1, at(5))
      await store.intend('a', 1, at(6))
      await expect(store.replace('a', 'late', 1, 5)).resolves.toBe(true)
      await expect(store.replace('a', 'spent', 1, 6)).resolves.toBe(false)
    })

    it('of twenty who note it at once, the first is let through and no number twice', async () => {
      const pair = [await holding('notes'), await open('notes')]
      const noted = await Promise.all(Array.from({ length: 20 }, (_, index) => pair[index % 2]?.intend('a', 1, at(1 + (index % 4)))))
      const through = noted.filter(Boolean)
      expect(through.length).toBeGreaterThan(0)
      expect(through.length).toBeLessThanOrEqual(4)
    })
  })
})

const contested = 200

/** Another process that opens and closes the store some times, reaches for every name, and says which it won. */
function otherProcess(url: string, holder: string) {
  const program = `
    const { openStore } = await import(${JSON.stringify(fileURLToPath(new URL('./open-store.ts', import.meta.url)))})
    const open = () => openStore(${JSON.stringify(url)})
    process.stdout.write('[')
    await new Promise((resolve) => process.stdin.once('data', resolve))
    for (let count = 0; count < 10; count += 1) await (await open()).close()
    const store = await open()
    const won = []
    const reach = async (name) => (await store.lease(name, '${holder}', 90_000, Date.now())) !== null && won.push(JSON.stringify(name))
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
