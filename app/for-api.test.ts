// Failures become a status and a code, never a word of their own; whoever must wait is told how long (quality AVL-04).
import { expect, it } from 'vitest'
import { NotAllowed, SignInNeeded, Unavailable, Unreadable } from '@/lib/errors'
import { forApi } from './for-api'

it.each([
  [new SignInNeeded('expired'), 401, 'sign-in-needed', null],
  [new NotAllowed('secret words'), 404, 'not-allowed', null],
  [new Unavailable('secret words'), 503, 'unavailable', null],
  [new Unavailable('secret words', 1_500), 503, 'unavailable', '2'],
  [new Unreadable('secret words'), 502, 'unreadable', null],
])('%s', async (error, status, code, wait) => {
  const answer = await forApi(() => Promise.reject(error))
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([status, wait, 'private, no-store'])
  const why = error instanceof SignInNeeded ? { reason: error.reason } : {}
  expect(await answer.text()).toBe(JSON.stringify({ code, ...why }))
})
