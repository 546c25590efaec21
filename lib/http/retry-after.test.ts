// Both forms of `Retry-After` are obeyed, and nothing that is sent in their place can make us hurry or wait for ever
// (quality AVL-02).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRetryAfter } from './retry-after'

const now = Date.UTC(2026, 10, 22, 12, 0, 0)
const inAWhile = (ms: number) => new Date(now + ms).toUTCString()

describe('how long the other side asks us to wait (AVL-02)', () => {
  it.each<[header: string | null, waitMs: number | null]>([
    ['1', 1_000],
    ['30', 30_000],
    [' 30 ', 30_000],
    ['60', 60_000],
    ['0', 1_000],
    ['00', 1_000],
    ['61', 60_000],
    ['86400', 60_000],
    ['9'.repeat(20), 60_000],
    [inAWhile(5_000), 5_000],
    [inAWhile(60_000), 60_000],
    [inAWhile(3_600_000), 60_000],
    [inAWhile(0), 1_000],
    [inAWhile(-3_600_000), 1_000],
    ['Fri, 31 Dec 1999 23:59:59 GMT', 1_000],
    ['Sunday, 22-Nov-26 12:00:09 GMT', 9_000],
    ['Sun Nov 22 12:00:09 2026', 9_000],
    [null, null],
    ['', null],
    ['   ', null],
    ['None', null],
    ['soon', null],
    ['-5', null],
    ['+5', null],
    ['1.5', null],
    ['1e3', null],
    ['0x10', null],
    ['5 seconds', null],
    ['5;5', null],
    ['5, 5', null],
    ['2026', 60_000],
    ['NaN', null],
    ['Infinity', null],
    ['Fri, 99 Foo 2026 99:99:99 GMT', null],
    ['<html>503</html>', null],
  ])('%s means %s ms', (header, waitMs) => {
    expect(readRetryAfter(header, now)).toBe(waitMs)
  })

  it('a number too long for a number is the longest wait', () => {
    expect(readRetryAfter('9'.repeat(400), now)).toBe(60_000)
  })

  it('is null or between a second and a minute, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())), (header) => {
        const waitMs = readRetryAfter(header, now)
        expect(waitMs === null || (waitMs >= 1_000 && waitMs <= 60_000)).toBe(true)
      }),
    )
  })
})
