// Nobody's reads crowd out anybody else's: four for a person, a hundred for the process, and a line with an end
// (quality AVL-04).
import { describe, expect, it } from 'vitest'
import { Unavailable } from '@/lib/errors'
import { createBulkhead } from './bulkhead'

const bounds = { perPerson: 4, inAll: 100, waitingInAll: 200, waitingPerPerson: 100 }

/** Work that stays under way until it is let go. */
function workshop() {
  const open: (() => void)[] = []
  const count = { now: 0, most: 0, done: 0 }
  const work = () =>
    new Promise<void>((resolve) => {
      count.now += 1
      count.most = Math.max(count.most, count.now)
      open.push(() => {
        count.now -= 1
        count.done += 1
        resolve()
      })
    })
  const letGo = async (howMany = Infinity) => {
    for (let left = howMany; left > 0 && open.length > 0; left -= 1) {
      open.shift()?.()
      await new Promise(setImmediate)
    }
  }
  return { work, letGo, count }
}

describe('how much is under way (AVL-04)', () => {
  it('four of one person, however many ask', async () => {
    const bulkhead = createBulkhead(bounds)
    const { work, letGo, count } = workshop()
    const all = Array.from({ length: 60 }, () => bulkhead.run('a', work))
    await new Promise(setImmediate)
    expect(count.now).toBe(4)
    await letGo()
    await Promise.all(all)
    expect(count).toEqual({ now: 0, most: 4, done: 60 })
  })

  it('a hundred of all people together', async () => {
    const bulkhead = createBulkhead(bounds)
    const { work, letGo, count } = workshop()
    const all = Array.from({ length: 120 }, (_, index) => bulkhead.run(`person ${index % 40}`, work))
    await letGo()
    await Promise.all(all)
    expect(count).toEqual({ now: 0, most: 100, done: 120 })
  })

  it('one who floods holds nobody up: the next person goes at once, past a hundred that wait', async () => {
    const bulkhead = createBulkhead(bounds)
    const flood = workshop()
    const all = Array.from({ length: 104 }, () => bulkhead.run('flood', flood.work))
    await expect(bulkhead.run('other', async () => 'served')).resolves.toBe('served')
    expect(flood.count.done).toBe(0)
    await flood.letGo()
    await Promise.all(all)
  })

  it('work that fails gives its place back', async () => {
    const bulkhead = createBulkhead({ ...bounds, perPerson: 1 })
    await expect(bulkhead.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(bulkhead.run('a', async () => 'served')).resolves.toBe('served')
  })

  it('nothing is remembered of people who are served', async () => {
    const bulkhead = createBulkhead(bounds)
    await Promise.all(Array.from({ length: 50 }, (_, index) => bulkhead.run(`${index % 10}`, async () => undefined)))
    expect(bulkhead.size()).toBe(0)
  })
})

describe('the line has an end (AVL-04)', () => {
  it('two hundred may wait; the next is told to come back, at once', async () => {
    const bulkhead = createBulkhead({ ...bounds, inAll: 10 })
    const { work, letGo } = workshop()
    const all = Array.from({ length: 210 }, (_, index) => bulkhead.run(`person ${index}`, work))
    const refused = bulkhead.run('one more', work)
    await expect(refused).rejects.toBeInstanceOf(Unavailable)
    await expect(refused).rejects.toMatchObject({ retryAfterMs: 2_000 })
    await letGo()
    await Promise.all(all)
  })

  it('and one person cannot fill it', async () => {
    const bulkhead = createBulkhead(bounds)
    const { work, letGo } = workshop()
    const all = Array.from({ length: 104 }, () => bulkhead.run('flood', work))
    await expect(bulkhead.run('flood', work)).rejects.toBeInstanceOf(Unavailable)
    await letGo()
    await Promise.all(all)
  })

  it('who leaves the line takes no place, and nothing of theirs is begun', async () => {
    const bulkhead = createBulkhead({ ...bounds, perPerson: 1 })
    const { work, letGo, count } = workshop()
    const leaving = new AbortController()
    const first = bulkhead.run('a', work)
    const second = bulkhead.run('a', work, leaving.signal)
    const third = bulkhead.run('a', work)
    leaving.abort(new Error('gone'))
    await expect(second).rejects.toThrow('gone')
    await expect(bulkhead.run('a', work, leaving.signal)).rejects.toThrow('gone')
    await letGo()
    await Promise.all([first, third])
    expect(count.done).toBe(2)
    expect(bulkhead.size()).toBe(0)
  })
})
