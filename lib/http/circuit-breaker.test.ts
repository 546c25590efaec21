// A server that is down is left alone for a while, and is asked once to see whether it is back (quality AVL-03). Time is
// turned by hand.
import { describe, expect, it, vi } from 'vitest'
import { Unavailable } from '@/lib/errors'
import { type CircuitBreaker, createCircuitBreaker, type Health } from './circuit-breaker'

function setUp() {
  const clock = { ms: 1_000_000 }
  const breaker = createCircuitBreaker(() => clock.ms)
  const server = vi.fn(async (health: Health) => health)
  let strangers = 0
  const stranger = () => `stranger ${(strangers += 1)}`
  const call = (health: Health, witness = stranger()) => breaker.run(witness, () => server(health), (answer) => answer)
  const calls = async (count: number, health: Health, witness?: string) => {
    for (let index = 0; index < count; index += 1) await call(health, witness).catch(() => undefined)
  }
  const isOpen = async () => {
    const before = server.mock.calls.length
    const error: unknown = await call('up').catch((thrown: unknown) => thrown)
    return error instanceof Unavailable && server.mock.calls.length === before
  }
  return { clock, breaker, server, call, calls, isOpen }
}

/** A call that is answered when the test says so. */
function begin(breaker: CircuitBreaker) {
  let answer: (health: Health) => void = () => undefined
  const done = breaker.run('a waiting one', () => new Promise<Health>((resolve) => (answer = resolve)), (health) => health)
  return { answer: (health: Health) => answer(health), done }
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

  it.each<[what: string, failing: readonly string[], health: Health, opens: boolean]>([
    ['one witness, failing a hundred times', ['a'], 'down', false],
    ['two, failing a hundred times each', ['a', 'b'], 'down', false],
    ['three, failing', ['a', 'b', 'c'], 'down', true],
    ['one, where no connection stands', ['a'], 'unreached', true],
  ])('%s', async (_, failing, health, opens) => {
    const { calls, isOpen } = setUp()
    for (const witness of failing) await calls(100, health, witness)
    expect(await isOpen()).toBe(opens)
  })

  it('three that fail all the time do not close the door while more than three others are served', async () => {
    const { call, calls, isOpen } = setUp()
    for (const witness of ['d', 'e', 'f', 'g']) await call('up', witness)
    for (const witness of ['a', 'b', 'c']) await calls(100, 'down', witness)
    expect(await isOpen()).toBe(false)
  })

  it('one whose read came good at the third try has nothing to complain of', async () => {
    const { call, calls, isOpen } = setUp()
    for (const witness of ['a', 'b', 'c']) {
      await calls(2, 'down', witness)
      await call('up', witness)
    }
    await calls(100, 'down', 'd')
    expect(await isOpen()).toBe(false)
  })

  it('what was seen more than thirty seconds ago does not count among what others see now', async () => {
    const { clock, call, calls, isOpen } = setUp()
    for (const witness of ['a', 'b']) await call('down', witness)
    clock.ms += 31_000
    await calls(100, 'down', 'c')
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
    const probe = begin(breaker)
    expect(() => breaker.requireClosed('a')).toThrow(Unavailable)
    expect(await isOpen()).toBe(true)
    expect(server).toHaveBeenCalledTimes(20)
    probe.answer('up')
    await probe.done
    expect(await isOpen()).toBe(false)
  })

  it.each<[what: string, probes: readonly Health[]]>([
    ['probes of three witnesses that fail', ['down', 'down', 'down']],
    ['one probe that reaches nobody', ['unreached']],
  ])('%s begin another rest', async (_, probes) => {
    const { clock, call, calls, isOpen } = setUp()
    await calls(20, 'down')
    clock.ms += 30_000
    for (const probe of probes) await call(probe)
    clock.ms += 29_000
    expect(await isOpen()).toBe(true)
    clock.ms += 1_000
    expect(await isOpen()).toBe(false)
  })

  it('a failed probe of one witness keeps only that witness waiting, and the next good answer closes for both', async () => {
    const { clock, call, calls } = setUp()
    await calls(20, 'down')
    clock.ms += 30_000
    await call('down', 'broken')
    await expect(call('down', 'broken')).rejects.toMatchObject({ retryAfterMs: 30_000 })
    await expect(call('up', 'another')).resolves.toBe('up')
    await expect(call('up', 'broken')).resolves.toBe('up')
  })

  it('one witness alone probes once in thirty seconds, however often it asks', async () => {
    const { clock, server, calls } = setUp()
    await calls(20, 'down')
    for (const probes of [1, 2, 3, 4, 5]) {
      clock.ms += 30_000
      await calls(10, 'down', 'broken')
      expect(server).toHaveBeenCalledTimes(20 + probes)
    }
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
    const early = begin(breaker)
    await calls(20, 'down')
    early.answer('up')
    await early.done
    expect(await isOpen()).toBe(true)
  })

  it('says how long to wait', async () => {
    const { clock, call, calls } = setUp()
    await calls(20, 'down')
    clock.ms += 10_000
    await expect(call('up')).rejects.toMatchObject({ retryAfterMs: 20_000 })
  })
})
