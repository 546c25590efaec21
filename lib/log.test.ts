// One event in, one line out, whatever is in the fields (quality PRV-05).
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { log } from './log'

function linesOf(fields: Record<string, string | number | boolean | null>): readonly string[] {
  const lines: string[] = []
  log('warn', 'request.refused', fields, (line) => lines.push(line))
  return lines
}

describe('one event is one line of JSON (PRV-05)', () => {
  it.each([
    ['a line end', 'a\r\n{"level":"info","event":"app.started"}'],
    ['a line end of another alphabet', 'a\u2028b\u2029c\u0085d'],
    ['colours for a terminal', '\u001b[2J\u001b[31mred\u001b[0m\u0007'],
    ['a null and a delete', 'a\u0000b\u007f'],
    ['half a character', '\ud83d'],
    ['quotes and backslashes', '"},{"event":"x"\\'],
    ['a hundred kilobytes', 'x'.repeat(100_000)],
    ['a hundred kilobytes of line ends', '\r\n'.repeat(50_000)],
  ])('%s', (_, value) => {
    const [line = '', ...more] = linesOf({ what: value })
    expect(more).toEqual([])
    expect(line).not.toMatch(/[\r\n\u0000-\u001f]/)
    expect(stripVTControlCharacters(line)).toBe(line)
    expect(line.length).toBeLessThan(2_000)
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', event: 'request.refused' })
  })

  it('for any text under any name', () => {
    const words = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(fc.dictionary(words, fc.oneof(words, fc.double(), fc.boolean(), fc.constant(null))), (fields) => {
        const [line = '', ...more] = linesOf(fields)
        expect(more).toEqual([])
        expect(line).not.toMatch(/[\r\n]/)
        expect(JSON.parse(line)).toBeTypeOf('object')
      }),
      { numRuns: 100 },
    )
  })

  it('a field cannot pass itself off as the time, the level or the event', () => {
    const [line = ''] = linesOf({ time: 'never', level: 'info', event: 'app.started', why: 'kept' })
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', event: 'request.refused', why: 'kept' })
    expect(line).not.toContain('never')
  })

  it('says when, in UTC', () => {
    const [line = ''] = linesOf({})
    expect(line).toMatch(/^\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"warn","event":"request\.refused"\}$/)
  })
})
