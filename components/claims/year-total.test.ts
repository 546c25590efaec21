// What a year comes to, in whole cents.
import { expect, it } from 'vitest'
import type { ClaimRow } from '@/lib/claims/claim'
import { totalYear } from './year-total'

const row = (figure: ClaimRow['figure'], cents: number | null = null): ClaimRow => ({
  id: '1', kind: 'carrier', state: 'paid', from: null, to: null, who: null, what: '', figure, cents,
})

it('keeps what may be owed apart from what was paid, and leaves cancelled claims out', () => {
  const rows = [row('may-owe', 1_010), row('may-owe', 20), row('paid', 500), row('cancelled'), row('nothing-to-pay')]
  expect(totalYear(rows)).toEqual({ mayOweCents: 1_030, paidCents: 500, withoutAmount: 0 })
})

it('names how many claims its sums leave out: unknown is not zero', () => {
  const rows = [row('not-reported'), row('nothing-listed'), row('managed-care'), row('in-process'), row('authorization')]
  expect(totalYear(rows)).toEqual({ mayOweCents: 0, paidCents: 0, withoutAmount: 4 })
})

it('counts an event once when both of its versions are listed', () => {
  const older = row('paid', 424)
  const newer: ClaimRow = { ...row('paid', 300), id: '2', state: 'adjusted' }
  expect(totalYear([older, newer, { ...older, id: '3', from: '2026-01-02' }]).paidCents).toBe(724)
})
