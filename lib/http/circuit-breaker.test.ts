// A server that is down is left alone for a while, and is asked once to see whether it is back (quality AVL-03). Time is
// turned by hand.
import { describe, expect, it, vi } from 'vitest'
import { Unavailable } from '@/lib/errors'
import { createCircuitBreaker, type Health } from './circuit-breaker'

function setUp() {
  const clock = { ms: 1_000_000 }
  const breaker = createCircuitBreaker(() => clock.ms)
  const server = vi.fn(async (health: Health) => health)
  const call = (health: Health) => breaker.run(() => server(health), (answer) => answer)
  const calls = async (count: number, health: Health) => {
    for (let index = 0; index < count; index += 1) await call(health).catch(() => undefined)
  }
  const isOpen = async () => {
    const before = server.mock.calls.length
    const error: unknown = await call('up').catch((thrown: unknown) => thrown)
    return error instanceof Unavailable && server.mock.calls.length === before
  }
  return { clock, breaker, server, call, calls, isOpen }
}

describe('when the circuit opens (AVL-03)', () => {
  it.each<[what: string, up: number, down: number, opens: boolean]>([
    ['twenty calls, all failing', 0, 20, true],
    ['nineteen calls, all failing: too few to judge', 0, 19, false],
    ['half of twenty', 10, 10, true],
    ['a little less than half', 11, 9, false],
    ['none', 40, 0, false],
  ])('%s', async (_, up, down, opens) => {
    const { calls, isOpen } = setUp()
    await calls(up, 'up')
    await calls(down, 'down')
    expect(await isOpen()).toBe(opens)
  })

  it('failures of more than thirty seconds ago are forgotten', async () => {
    const { clock, calls, isOpen } = setUp()
    await calls(15, 'down')
    clock.ms += 31_000
    await calls(15, 'down')
    expect(await isOpen()).toBe(false)
  })

  it('calls that were ended by whoever asked say nothing', async () => {
    const { calls, isOpen } = setUp()
    await calls(100, 'unknown')
    expect(await isOpen()).toBe(false)
  })

  it('at most 25 of a thousand calls reach a dead server within half a minute, and the others fail at once', async () => {
    const { clock, server, call } = setUp()
    for (let index = 0; index < 1_000; index += 1) {
      await call('down').catch((error: unknown) => expect(error).toBeInstanceOf(Unavailable))
      clock.ms += 29
    }
    expect(server.mock.calls.length).toBeLessThanOrEqual(25)
  })
})

describe('how it closes again (AVL-03)', () => {
  it('after thirty seconds one probe gets through, everybody else does not', async () => {
    const { clock, breaker, server, calls, isOpen } = setUp()
    await calls(20, 'down')
    clock.ms += 29_999
    expect(await isOpen()).toBe(true)
    clock.ms += 1
    let answer: (health: Health) => void = () => undefined
    const probe = breaker.run(() => new Promise<Health>((resolve) => (answer = resolve)), (health) => health)
    expect(() => breaker.requireClosed()).toThrow(Unavailable)
    expect(await isOpen()).toBe(true)
    expect(server).toHaveBeenCalledTimes(20)
    answer('up')
    await probe
    expect(await isOpen()).toBe(false)
  })

  it('a probe that fails begins another rest', async () => {
    const { clock, call, calls, isOpen } = setUp()
    await calls(20, 'down')
    clock.ms += 30_000
    await call('down')
    clock.ms += 29_000
    expect(await isOpen()).toBe(true)
    clock.ms += 1_000
    expect(await isOpen()).toBe(false)
  })

  it('a probe whose reader left lets the next one try', async () => {
    const { clock, call, calls, isOpen } = setUp()
    await calls(20, 'down')
    clock.ms += 30_000
    await call('unknown')
    await call('up')
    expect(await isOpen()).toBe(false)
  })

  it('a call that began before the rest does not end it', async () => {
    const { breaker, calls, isOpen } = setUp()
    let answer: (health: Health) => void = () => undefined
    const early = breaker.run(() => new Promise<Health>((resolve) => (answer = resolve)), (health) => health)
    await calls(20, 'down')
    answer('up')
    await early
    expect(await isOpen()).toBe(true)
  })

  it('says how long to wait', async () => {
    const { clock, call, calls } = setUp()
    await calls(20, 'down')
    clock.ms += 10_000
    await expect(call('up')).rejects.toMatchObject({ retryAfterMs: 20_000 })
  })
})
