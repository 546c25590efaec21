import { expect, it } from 'vitest'
import { todayAtMedicare } from './today'

it('today is the day it is in Washington, whatever the day is in Greenwich', () => {
  expect(todayAtMedicare(Date.parse('2026-03-04T03:00:00Z'))).toBe('2026-03-03')
  expect(todayAtMedicare(Date.parse('2026-03-04T05:30:00Z'))).toBe('2026-03-04')
  expect(todayAtMedicare(Date.parse('2026-07-04T04:30:00Z'))).toBe('2026-07-04')
})
