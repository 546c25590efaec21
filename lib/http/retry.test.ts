// Reads are asked again a few times, politely, and nothing else is (quality AVL-01, AVL-02). The waits are recorded, not
// waited.
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Retryable, type RetryOptions, withRetry } from './retry'

const clock = vi.hoisted((): { nowMs: number; waits: number[]; stopAt: (() => void) | null } => ({ nowMs: 0, waits: [], stopAt: null }))

vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number, _: unknown, options: { signal?: AbortSignal } = {}) => {
    clock.waits.push(ms)
    clock.nowMs += ms
    clock.stopAt?.()
    options.signal?.throwIfAborted()
  },
}))

const farAway = 1_000_000
const options = (more: Partial<RetryOptions> = {}): RetryOptions => ({ deadlineAtMs: farAway, random: () => 0.5, now: () => clock.nowMs, ...more })

beforeEach(() => {
  Object.assign(clock, { nowMs: 0, waits: [], stopAt: null })
})

/** Fails with the given errors in turn, then answers "read". */
function reader(...errors: readonly Error[]) {
  const left = [...errors]
  return vi.fn(async () => {
    const error = left.shift()
    if (error) throw error
    return 'read'
  })
}

const busy = (name = 'busy', retryAfterMs: number | null = null) => new Retryable(new Error(name), retryAfterMs)

describe('what is asked again (AVL-02)', () => {
  it('a read that succeeds is asked once, without a wait', async () => {
    const read = reader()
    await expect(withRetry(read, options())).resolves.toBe('read')
    expect(read).toHaveBeenCalledTimes(1)
    expect(clock.waits).toEqual([])
  })

  it('a busy answer is asked at most three times in all', async () => {
    const read = reader(busy('first'), busy('second'), busy('third'), busy('fourth'))
    await expect(withRetry(read, options())).rejects.toThrow('third')
    expect(read).toHaveBeenCalledTimes(3)
    expect(clock.waits).toHaveLength(2)
  })

  it('the third try may still succeed', async () => {
    await expect(withRetry(reader(busy(), busy()), options())).resolves.toBe('read')
  })

  it.each([
    ['a refusal', new Error('refused')],
    ['a fault of our own', new TypeError('undefined is not a function')],
    ['what looks like the network to the retry library', new TypeError('fetch failed')],
    ['a RangeError', new RangeError('too long')],
  ])('%s is never asked again', async (_, error) => {
    const read = reader(error, error, error)
    await expect(withRetry(read, options())).rejects.toBe(error)
    expect(read).toHaveBeenCalledTimes(1)
    expect(clock.waits).toEqual([])
  })

  it('a refusal after a busy answer ends it', async () => {
    const read = reader(busy(), new Error('refused'), busy())
    await expect(withRetry(read, options())).rejects.toThrow('refused')
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('reports the failure inside, never the wrapper', async () => {
    const failure = new Error('unavailable')
    await expect(withRetry(reader(...Array.from({ length: 3 }, () => new Retryable(failure, null))), options())).rejects.toBe(failure)
  })
})

describe('how long is waited between (AVL-02)', () => {
  it('full jitter: from nothing up to the base, then twice the base', async () => {
    const most = 0.999_999
    await withRetry(reader(busy(), busy()), options({ random: () => most }))
    expect(clock.waits.map(Math.round)).toEqual([500, 1_000])
    clock.waits.length = 0
    await withRetry(reader(busy(), busy()), options({ random: () => 0 }))
    expect(clock.waits).toEqual([0, 0])
  })

  it('stays below eight seconds however many tries there are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.integer({ min: 1, max: 9 }), async (random, tries) => {
        clock.waits.length = 0
        await withRetry(reader(...Array.from({ length: tries }, () => busy())), options({ random: () => random, tries })).catch(() => undefined)
        expect(clock.waits).toHaveLength(tries - 1)
        clock.waits.forEach((waitMs, index) => {
          expect(waitMs).toBeGreaterThanOrEqual(0)
          expect(waitMs).toBeLessThanOrEqual(Math.min(8_000, 500 * 2 ** index))
        })
      }),
    )
  })

  it('two callers do not come back at the same moment', async () => {
    const waits = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const before = clock.waits.length
        await withRetry(reader(busy()), { deadlineAtMs: farAway, now: () => 0 })
        return clock.waits[before]
      }),
    )
    expect(new Set(clock.waits).size).toBeGreaterThan(45)
    expect(waits).toHaveLength(50)
  })

  it('as long as the other side asks, without jitter', async () => {
    await withRetry(reader(busy('a', 7_000), busy('b', 1_000)), options())
    expect(clock.waits).toEqual([7_000, 1_000])
  })
})

describe('the end of all tries together (AVL-01)', () => {
  it('a wait that would pass it is not begun', async () => {
    const read = reader(busy('first', 7_000), busy('second', 7_000), busy('third'))
    await expect(withRetry(read, options({ deadlineAtMs: 10_000 }))).rejects.toThrow('second')
    expect(clock.waits).toEqual([7_000])
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('a wait that would just reach it is not begun either', async () => {
    await expect(withRetry(reader(busy('first', 1_000)), options({ deadlineAtMs: 1_000 }))).rejects.toThrow('first')
    expect(clock.waits).toEqual([])
  })
})

describe('a reader who leaves', () => {
  it('before the first try: nothing is asked', async () => {
    const read = reader()
    await expect(withRetry(read, options({ signal: AbortSignal.abort() }))).rejects.toThrow()
    expect(read).not.toHaveBeenCalled()
  })

  it('during a wait: nothing more is asked', async () => {
    const leaving = new AbortController()
    clock.stopAt = () => leaving.abort()
    const read = reader(busy(), busy())
    await expect(withRetry(read, options({ signal: leaving.signal }))).rejects.toThrow()
    expect(read).toHaveBeenCalledTimes(1)
  })
})
