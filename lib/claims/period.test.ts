import { expect, it } from 'vitest'
import { lastFirst, periodOf } from './period'

const claim = (from: string | null, to: string | null) => ({ row: { from, to } })

it('a period reaches from the earliest start to the latest end', () => {
  expect(periodOf([claim('2026-03-04', '2026-03-09'), claim('2025-01-02', '2025-01-02'), claim(null, null)])).toEqual({ first: '2025-01-02', last: '2026-03-09' })
})

it('a claim with one of its two dates has that day', () => {
  expect(periodOf([claim(null, '2026-03-09')])).toEqual({ first: '2026-03-09', last: '2026-03-09' })
  expect(periodOf([claim('2026-03-09', null)])).toEqual({ first: '2026-03-09', last: '2026-03-09' })
})

it('without any date there is no period, and it comes last', () => {
  const none = periodOf([claim(null, null)])
  expect(none).toEqual({ first: null, last: null })
  expect([none, { first: null, last: '2026-01-01' }, { first: null, last: '2026-02-01' }].toSorted(lastFirst).map(({ last }) => last)).toEqual(['2026-02-01', '2026-01-01', null])
})
