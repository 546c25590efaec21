// A bar is as long as its amount, on one scale for the whole chart, whatever the amounts are.
import { expect, it } from 'vitest'
import { type Bar, layBars } from './bar-geometry'

const bar = (key: string, ...cents: number[]): Bar => ({ key, label: key, parts: cents.map((cents) => ({ word: '', value: '', cents, look: 'solid' })) })
const places = (bars: readonly Bar[]) => layBars(bars).map((segments) => segments.map(({ x, width }) => [Number.parseFloat(x), Number.parseFloat(width)]))

it('parts follow each other, and the longest bar fills the width', () => {
  expect(places([bar('a', 600, 200), bar('b', 100, 300)])).toEqual([[[0, 75], [75, 25]], [[0, 12.5], [12.5, 37.5]]])
})

it('a bar may have fewer parts than another', () => {
  expect(places([bar('a', 50), bar('b', 50, 50)])).toEqual([[[0, 50]], [[0, 50], [50, 50]]])
})

it('nothing, and credits, are drawn as nothing', () => {
  expect(places([bar('a', 0, 0), bar('b', -500, 0)])).toEqual([[[0, 0], [0, 0]], [[0, 0], [0, 0]]])
  expect(places([])).toEqual([])
})
