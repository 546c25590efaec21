// How early a token is renewed, for every life a token can have (contract 5.2 rules 2 and 3).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '@/lib/secret'
import { fitnessOf, hold } from './held'

const minute = 60_000
const token = new Secret('a-token')
const start = { monoMs: 5_000, wallMs: 1_800_000_000_000 }
const after = (ms: number) => ({ monoMs: start.monoMs + ms, wallMs: start.wallMs + ms })

describe('renewal', () => {
  it.each([
    ['BCDA', 20 * minute, 120_000],
    ['Change Healthcare and Optum', 60 * minute, 300_000],
    ['CDC', 15 * minute, 90_000],
    ['a token of two hours', 120 * minute, 300_000],
    ['a token of a minute', minute, 30_000],
    ['a token of five seconds', 5_000, 2_500],
  ])('%s: begins so long before the end, and up to a tenth earlier', (_, lifetimeMs, marginMs) => {
    expect(hold({ token, lifetimeMs }, start, 0).softMs).toBe(lifetimeMs - marginMs)
    expect(hold({ token, lifetimeMs }, start, 1).softMs).toBeCloseTo(lifetimeMs - marginMs * 1.1)
  })

  it('goes through its steps in order, and no token is used after its end', () => {
    const order = ['fresh', 'renew-soon', 'renew-now', 'over']
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (lifetimeMs, random) => {
        const held = hold({ token, lifetimeMs }, start, random)
        const steps = Array.from({ length: 101 }, (_, index) => order.indexOf(fitnessOf(held, after((lifetimeMs * index) / 100))))
        expect(steps[0]).toBe(0)
        expect(steps.at(-1)).toBe(3)
        expect(steps).toEqual(steps.toSorted((a, b) => a - b))
      }),
      { numRuns: 200 },
    )
  })

  it('clocks that part by more than a minute, in either way, end it', () => {
    const held = hold({ token, lifetimeMs: 60 * minute }, start, 0)
    for (const [gapMs, fitness] of [[59_000, 'fresh'], [61_000, 'over'], [-61_000, 'over']] as const) {
      expect(fitnessOf(held, { ...after(minute), wallMs: start.wallMs + minute + gapMs })).toBe(fitness)
    }
  })
})
