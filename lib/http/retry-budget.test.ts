// Asking again never becomes a second wave: a tenth of all reads of the last minute, and a few for a quiet server
// (quality AVL-02).
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRetryBudget } from './retry-budget'

function setUp(atLeast?: number) {
  const clock = { ms: 5_000_000 }
  return { clock, budget: createRetryBudget({ now: () => clock.ms, ...(atLeast === undefined ? {} : { atLeast }) }) }
}

it('five minutes at fifty reads a second, a third of them failing: tries stay within 1.10 of the reads (AVL-02)', () => {
  const { clock, budget } = setUp()
  let [reads, retries] = [0, 0]
  for (let index = 0; index < 5 * 60 * 50; index += 1) {
    budget.noteRead()
    reads += 1
    const wanted = index % 3 === 0 ? 2 : 0
    for (let tries = 0; tries < wanted; tries += 1) if (budget.takeRetry()) retries += 1
    clock.ms += 20
  }
  expect((reads + retries) / reads).toBeLessThanOrEqual(1.1)
  expect(retries).toBeGreaterThan(reads * 0.05)
})

it('a quiet server may ask again thirty times a minute, and a minute later again', () => {
  const { clock, budget } = setUp()
  const takeAll = () => Array.from({ length: 100 }, () => budget.takeRetry()).filter(Boolean).length
  budget.noteRead()
  expect(takeAll()).toBe(30)
  expect(takeAll()).toBe(0)
  clock.ms += 61_000
  expect(takeAll()).toBe(30)
})

it('never more than a tenth of any sixty seconds, in whatever order things happen', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3_000 })), { maxLength: 400 }), (steps) => {
      const { clock, budget } = setUp(0)
      const taken: number[] = []
      const reads: number[] = []
      for (const [isRead, waitMs] of steps) {
        clock.ms += waitMs
        if (isRead) {
          budget.noteRead()
          reads.push(clock.ms)
        } else if (budget.takeRetry()) taken.push(clock.ms)
        // The window is counted in sixtieths, so its edges are a second wide.
        const inWindow = (times: readonly number[], widthMs: number) => times.filter((atMs) => atMs > clock.ms - widthMs).length
        expect(inWindow(taken, 59_000)).toBeLessThanOrEqual(0.1 * inWindow(reads, 180_000))
      }
    }),
  )
})
