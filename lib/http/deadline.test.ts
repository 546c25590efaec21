// Time that is over must end the waiting, whatever the engine clears away meanwhile (quality AVL-01).
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { beginDeadline, withDeadline } from './deadline'

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}

const ended = (signal: AbortSignal) => new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }))

describe('a deadline', () => {
  it('comes although nothing but its listener is kept and everything else has been collected', async () => {
    const over = ended(beginDeadline(50, new AbortController().signal).signal)
    for (let round = 0; round < 5; round += 1) {
      collectGarbage()
      await new Promise(setImmediate)
    }
    expect(await over).toMatchObject({ name: 'TimeoutError' })
  })

  it('ends with its outer signal, and says why that one ended', async () => {
    const outer = new AbortController()
    const over = ended(beginDeadline(60_000, outer.signal).signal)
    outer.abort('left')
    expect(await over).toBe('left')
    expect(beginDeadline(60_000, outer.signal).signal).toMatchObject({ aborted: true, reason: 'left' })
  })

  it.each([0, -5, 0.4])('of %s ms is over at once', async (ms) => {
    expect(await ended(beginDeadline(ms).signal)).toMatchObject({ name: 'TimeoutError' })
  })

  it('leaves nothing behind when the work is done first', async () => {
    vi.useFakeTimers()
    try {
      const outer = new AbortController()
      const removed = vi.spyOn(outer.signal, 'removeEventListener')
      let seen: AbortSignal | undefined
      await expect(withDeadline(1_000, outer.signal, async (signal) => ((seen = signal), 'done'))).resolves.toBe('done')
      expect(vi.getTimerCount()).toBe(0)
      expect(removed).toHaveBeenCalledOnce()
      outer.abort()
      expect(seen?.aborted).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })
})
