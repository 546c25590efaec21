// One person's broken page takes the server from nobody; a server that is down is left alone, also by one who is alone with it
// (quality AVL-03). Time is turned by hand.
import { describe, expect, it, vi } from 'vitest'
import { Unavailable } from '@/lib/errors'
import type { Health } from './circuit-breaker'
import { createFairBreaker } from './fair-breaker'

function setUp() {
  const clock = { ms: 1_000_000 }
  const breaker = createFairBreaker(() => clock.ms)
  const server = vi.fn(async (health: Health) => health)
  const call = (person: string, address: string, health: Health) => breaker.run({ person, address }, () => server(health), (answer) => answer)
  const calls = async (count: number, person: string, address: string, health: Health) => {
    for (let index = 0; index < count; index += 1) await call(person, address, health).catch(() => undefined)
  }
  return { clock, breaker, server, call, calls }
}

const everything = ['coverage', 'claims', 'patient']

describe('one person (AVL-03)', () => {
  it('who asks for one broken page two hundred times closes no door: not for others, not for their own other pages', async () => {
    const { clock, server, call } = setUp()
    for (let index = 0; index < 200; index += 1) {
      await call('a', 'page 3', 'down')
      clock.ms += 100
    }
    expect(server).toHaveBeenCalledTimes(200)
    await expect(call('a', 'page 4', 'up')).resolves.toBe('up')
    await expect(call('b', 'coverage', 'up')).resolves.toBe('up')
  })

  it('whose whole record is broken closes their own door, and nobody else is told that the server is down', async () => {
    const { server, call, calls } = setUp()
    for (let press = 0; press < 50; press += 1) for (const address of everything) await calls(1, 'a', address, 'down')
    expect(server).toHaveBeenCalledTimes(20)
    await expect(call('a', 'coverage', 'up')).rejects.toBeInstanceOf(Unavailable)
    await expect(call('b', 'coverage', 'up')).resolves.toBe('up')
  })

  it('who is alone with a dead server is told at once, and may see that it is back after thirty seconds', async () => {
    const { clock, breaker, call, calls } = setUp()
    for (const address of everything) await calls(9, 'a', address, 'down')
    expect(() => breaker.requireClosed({ person: 'a', address: 'coverage' })).toThrow(Unavailable)
    clock.ms += 30_000
    await expect(call('a', 'coverage', 'up')).resolves.toBe('up')
    await expect(call('a', 'claims', 'up')).resolves.toBe('up')
  })

  it('who reaches nobody at a single address is enough for all to be told at once', async () => {
    const { breaker, calls } = setUp()
    await calls(20, 'a', 'coverage', 'unreached')
    expect(() => breaker.requireClosed({ person: 'b', address: 'coverage' })).toThrow(Unavailable)
  })
})

describe('all people (AVL-03)', () => {
  it.each([3, 10, 200])('of a thousand calls of %i people at most 25 reach a server that fails for all', async (people) => {
    const { clock, server, calls } = setUp()
    for (let index = 0; index < 1_000; index += 1) {
      await calls(1, `person ${index % people}`, everything[index % 2] ?? '', 'down')
      clock.ms += 29
    }
    expect(server.mock.calls.length).toBeLessThanOrEqual(25)
  })

  it('are served as soon as the server is back, even if the one with the broken page probes first', async () => {
    const { clock, call, calls } = setUp()
    for (let index = 0; index < 20; index += 1) await calls(1, `person ${index}`, 'coverage', 'down')
    clock.ms += 30_000
    await calls(10, 'person 1', 'page 3', 'down')
    await expect(call('person 2', 'coverage', 'up')).resolves.toBe('up')
    await expect(call('person 1', 'coverage', 'up')).resolves.toBe('up')
  })

  it('are forgotten after a quiet minute', async () => {
    const { clock, breaker, calls } = setUp()
    for (let index = 0; index < 500; index += 1) await calls(1, `person ${index}`, 'coverage', 'up')
    expect(breaker.size()).toBe(500)
    clock.ms += 60_000
    await calls(1, 'another', 'coverage', 'up')
    expect(breaker.size()).toBe(1)
  })
})
