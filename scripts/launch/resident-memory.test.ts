// The figure of memory is the system's own, and never a made-up one.
import { expect, it } from 'vitest'
import { residentMb } from './resident-memory'

it('is what Node knows of itself, and no number where nothing is told', async () => {
  const mb = await residentMb(process.pid)
  const ours = process.memoryUsage.rss() / 2 ** 20
  expect(process.platform === 'linux' ? Math.abs(mb - ours) < ours / 4 : Number.isNaN(mb)).toBe(true)
  expect([await residentMb(undefined), await residentMb(2 ** 30)]).toEqual([Number.NaN, Number.NaN])
})
