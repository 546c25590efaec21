// Strangers cannot fill the list that is kept for a year, and the first refusals of each hour are in it (quality PRV-06, LOD-04).
import { expect, it, vi } from 'vitest'
import { createRefusals, mostRefusalsAnHour } from './refusals'

const hour = 60 * 60_000

it('writes the first sixty of an hour as they are, and tells the log once that there are more', () => {
  const written: string[] = []
  const logged: string[] = []
  const printing = vi.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
  const note = createRefusals((why: string) => void written.push(why), () => 5 * hour)
  for (let count = 0; count < 600; count += 1) note(`${count}`)
  printing.mockRestore()
  expect(mostRefusalsAnHour).toBe(60)
  expect(written).toEqual(Array.from({ length: 60 }, (_, count) => `${count}`))
  expect(logged).toHaveLength(1)
  expect(logged[0]).toContain('"event":"connect.refused","why":"more than are written down"')
})

it('begins anew with each hour, and when the clock is set back', () => {
  let nowMs = 5 * hour
  let written = 0
  const printing = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const note = createRefusals(() => (written += 1), () => nowMs)
  const inAllAfter = (atMs: number) => {
    nowMs = atMs
    for (let count = 0; count < 100; count += 1) note(null)
    return written
  }
  expect([inAllAfter(5 * hour), inAllAfter(6 * hour - 1), inAllAfter(6 * hour), inAllAfter(5 * hour)]).toEqual([60, 60, 120, 180])
  printing.mockRestore()
})
