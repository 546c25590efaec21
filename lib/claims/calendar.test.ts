// Dates are counted as a calendar on the wall counts them.
import { expect, it } from 'vitest'
import { addDays, daysBetween, monthsBefore } from './calendar'

it('counts days over the ends of months, years and February', () => {
  expect(addDays('2026-01-15', 120)).toBe('2026-05-15')
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
})

it('counts the days from one date to another', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysBetween('2026-03-10', '2026-03-07')).toBe(-3)
  expect(daysBetween('', '2026-03-07')).toBeNull()
})

it('counts months back to the last day a shorter month has', () => {
  expect(monthsBefore('2026-08-31', 6)).toBe('2026-02-28')
  expect(monthsBefore('2026-03-10', 6)).toBe('2025-09-10')
  expect(monthsBefore('2026-11-22', 12)).toBe('2025-11-22')
})

it('answers nothing for what is no date', () => {
  expect(addDays('soon', 3)).toBeNull()
  expect(monthsBefore('', 3)).toBeNull()
  expect(addDays('9999-12-31', 1)).toBeNull()
  expect(addDays('0000-01-01', -1)).toBeNull()
})
