// When a page looks at its session again.
import { describe, expect, it } from 'vitest'
import { nextLookMs } from './watch-session'

describe('nextLookMs', () => {
  it('looks two minutes before the end, then at the end', () => {
    expect(nextLookMs(30 * 60_000)).toBe(28 * 60_000)
    expect(nextLookMs(120_000)).toBe(121_000)
  })

  it('is never in a hurry and never asleep for hours', () => {
    expect(nextLookMs(0)).toBe(5_000)
    expect(nextLookMs(12 * 3_600_000)).toBe(60 * 60_000)
  })
})
