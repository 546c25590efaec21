// What JSON would become is known before it is made (quality INP-04).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWithinBounds } from './json-bounds'

const bounds = { bytes: 1_000_000, depth: 64, stringBytes: 1_000, members: 10_000 }
const check = (text: string, more: Partial<typeof bounds> = {}) => isWithinBounds(Buffer.from(text), { ...bounds, ...more })

describe('the bounds (INP-04)', () => {
  it.each<[what: string, text: string, within: boolean]>([
    ['64 deep', '['.repeat(64) + ']'.repeat(64), true],
    ['65 deep', '['.repeat(65) + ']'.repeat(65), false],
    ['a hundred thousand deep', '['.repeat(100_000), false],
    ['lists and objects count together', '[{"a":'.repeat(33), false],
    ['brackets in a string are text', JSON.stringify('['.repeat(500)), true],
    ['a string of the longest length', JSON.stringify('x'.repeat(1_000)), true],
    ['a string that is longer', JSON.stringify('x'.repeat(1_001)), false],
    ['a string without an end', `"${'x'.repeat(5_000)}`, false],
    ['a string that ends in a backslash', '{"a":"b\\\\","c":[1]}', true],
    ['a quote inside a string', JSON.stringify({ a: '"['.repeat(100) }), true],
    ['backslashes without end', `"${'\\'.repeat(900_000)}`, false],
    ['many members', JSON.stringify(Array.from({ length: 9_999 }, () => 1)), true],
    ['too many members', JSON.stringify(Array.from({ length: 10_002 }, () => 1)), false],
    ['too many empty objects', `[${'{},'.repeat(9_000)}{}]`, false],
    ['nothing', '', true],
  ])('%s', (_, text, within) => {
    expect(check(text)).toBe(within)
  })

  it('the text itself', () => {
    expect(check(' '.repeat(1_000_000))).toBe(true)
    expect(check(' '.repeat(1_000_001))).toBe(false)
  })
})

it('counts what JSON.parse would make, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 12 }), (value) => {
      const text = JSON.stringify(value)
      const { depth, longest, members } = measure(value)
      expect(check(text, { depth, stringBytes: longest, members })).toBe(true)
      if (depth > 0) expect(check(text, { depth: depth - 1 })).toBe(false)
      if (longest > 0) expect(check(text, { stringBytes: longest - 1 })).toBe(false)
      if (members > 0) expect(check(text, { members: members - 1 })).toBe(false)
    }),
  )
})

interface Size {
  readonly depth: number
  readonly longest: number
  readonly members: number
}

/** The same by looking at the value: lists and objects, and each member after the first. */
function measure(value: unknown): Size {
  if (typeof value === 'string') return { depth: 0, longest: Buffer.byteLength(JSON.stringify(value)) - 2, members: 0 }
  if (typeof value !== 'object' || value === null) return { depth: 0, longest: 0, members: 0 }
  const names = Array.isArray(value) ? [] : Object.keys(value)
  const parts = [...names, ...Object.values(value)].map(measure)
  const inside = Object.values(value).length
  return {
    depth: 1 + Math.max(0, ...parts.map((part) => part.depth)),
    longest: Math.max(0, ...parts.map((part) => part.longest)),
    members: 1 + Math.max(0, inside - 1) + parts.reduce((sum, part) => sum + part.members, 0),
  }
}
