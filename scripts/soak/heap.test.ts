// A figure of memory is believed only when the heap stood still and the noise is small beside it (quality LOD-02).
import { describe, expect, it } from 'vitest'
import { costOf, mostReadings, settle } from './heap'

const mb = 1_024

function readings(...values: readonly number[]) {
  let at = 0
  return () => Promise.resolve(values[Math.min(at++, values.length - 1)] ?? Number.NaN)
}

const atOnce = () => Promise.resolve()

describe('a reading', () => {
  it('is taken when three in a row agree within 1 MB, and not before', async () => {
    expect(await settle(readings(112 * mb, 112 * mb, 80 * mb, 64.9 * mb, 64.3 * mb, 64.2 * mb), atOnce)).toEqual({ kb: 64.2 * mb, readings: 6 })
    expect(await settle(readings(50 * mb), atOnce)).toEqual({ kb: 50 * mb, readings: 3 })
  })

  it('is no number when the heap never stands still', async () => {
    let last = 0
    expect(await settle(() => Promise.resolve((last += 2 * mb)), atOnce)).toEqual({ kb: Number.NaN, readings: mostReadings })
  })
})

describe('what one more person costs', () => {
  it('is the slope over both steps, and the noise is what they differ by', () => {
    expect(costOf([60_000, 80_000, 104_000], 2_000, 20)).toEqual({ eachKb: 11, noiseKb: 2, reached: true })
    expect(costOf([60_000, 60_100, 60_200], 2_000, 20)).toEqual({ eachKb: 0.05, noiseKb: 0.512, reached: true })
    expect(costOf([60_000, 120_000, 180_000], 2_000, 20)).toMatchObject({ eachKb: 30, reached: false })
  })

  it.each([
    ['a heap that shrank with people in it', [112.4 * mb, 64.3 * mb, 16.2 * mb]],
    ['a first reading that was far too high', [112.4 * mb, 64.3 * mb, 65 * mb]],
    ['two steps that have nothing in common', [60_000, 20_000, 70_000]],
    ['a figure that lies on the limit', [60_000, 98_000, 140_000]],
    ['a reading that is no number', [60_000, Number.NaN, 70_000]],
    ['a last reading that is no number', [60_000, 60_000, Number.NaN]],
  ] as const)('is not measured by %s', (_, [once, twice, thrice]) => {
    expect(costOf([once, twice, thrice], 2_000, 20).reached).toBe('not measured')
  })

  it('is not measured by so few that the heap drifts by more than they cost', () => {
    expect(costOf([47.1 * mb, 45.2 * mb, 45.6 * mb], 200, 20).reached).toBe('not measured')
    expect(costOf([47.1 * mb, 45.2 * mb, 45.6 * mb], 2_000, 20).reached).toBe(true)
  })
})
