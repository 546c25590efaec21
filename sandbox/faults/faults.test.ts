// Which requests a fault hits, and that the same seed hits the same ones.
import { describe, expect, it } from 'vitest'
import type { Caller } from '@/sandbox/journal/caller'
import { nameRoute } from '@/sandbox/journal/route-name'
import { delayOf } from './delay'
import type { FaultWish } from './fault'
import { createFaults } from './faults'

const hang: FaultWish['action'] = { kind: 'hang', ms: 0 }
const request = new Request('http://localhost/v2/fhir/ExplanationOfBenefit?_count=50')
const caller: Caller = { route: 'claims', clientId: 'app', personKey: 'BBUser00000', grantId: null, secrets: {} }

/** "F" where the fault hit, "." where it let pass. */
function hits(wish: FaultWish, rounds = 6, now = () => 0): string {
  const faults = createFaults(now)
  faults.add(wish)
  return Array.from({ length: rounds }, () => (faults.strike(request, caller).length > 0 ? 'F' : '.')).join('')
}

describe('a fault', () => {
  it.each<[string, Omit<FaultWish, 'action'>, string]>([
    ['without conditions', {}, 'FFFFFF'],
    ['a number of times', { times: 2 }, 'FF....'],
    ['the nth', { match: { nth: 3 } }, '..F...'],
    ['after so many', { match: { afterCount: 4 } }, '....FF'],
    ['by a pattern', { match: { pattern: 'SF' } }, '.F.F.F'],
    ['a route', { match: { route: 'claims' } }, 'FFFFFF'],
    ['one of several routes', { match: { route: ['patient', 'claims'] } }, 'FFFFFF'],
    ['another route', { match: { route: 'patient' } }, '......'],
    ['a path and query', { match: { path: 'Explanation.*_count=50' } }, 'FFFFFF'],
    ['another path', { match: { path: '^/v3' } }, '......'],
    ['a method', { match: { method: 'get' } }, 'FFFFFF'],
    ['another method', { match: { method: 'POST' } }, '......'],
    ['an app', { match: { clientId: 'app' } }, 'FFFFFF'],
    ['another app', { match: { clientId: 'other' } }, '......'],
    ['a person', { match: { person: 'BBUser00000' } }, 'FFFFFF'],
    ['another person', { match: { person: 'BBUser00001' } }, '......'],
    ['all conditions together', { match: { route: 'claims', clientId: 'app', nth: 2 }, times: 1 }, '.F....'],
  ])('hits %s', (_, wish, expected) => {
    expect(hits({ ...wish, action: hang })).toBe(expected)
  })

  it('leaves to chance the same every time, by seed', () => {
    const draw = (seed: number) => hits({ match: { probability: 0.3, seed }, action: hang }, 1_000)
    expect(draw(7)).toBe(draw(7))
    expect(draw(7)).not.toBe(draw(8))
    expect(draw(7).replaceAll('.', '').length).toBeGreaterThan(250)
    expect(draw(7).replaceAll('.', '').length).toBeLessThan(350)
  })

  it('begins and ends by the clock', () => {
    let now = 0
    const wish: FaultWish = { afterMs: 2, ttlMs: 2, action: hang }
    const faults = createFaults(() => now)
    faults.add(wish)
    const seen = Array.from({ length: 6 }, () => {
      const hit = faults.strike(request, caller).length > 0 ? 'F' : '.'
      now += 1
      return hit
    })
    expect(seen.join('')).toBe('..FF..')
    expect(faults.list()).toEqual([])
  })

  it('with the same id replaces the one before; several hit in the order they were laid', () => {
    const faults = createFaults(() => 0)
    faults.add({ id: 'one', action: hang, times: 0 })
    faults.add({ id: 'two', action: hang })
    faults.add({ id: 'one', action: hang })
    expect(faults.strike(request, caller).map(hit => hit.id)).toEqual(['two', 'one'])
  })
})

describe('a delay', () => {
  it.each([
    [{ ms: 100 }, [100, 100, 100]],
    [{ ms: 100, upToMs: 300 }, [100, 200, 298]],
    [{ ms: 0, percentiles: { 100: 3_000, 50: 100, 95: 800 } }, [100, 800, 3_000]],
  ])('%j', (delay, expected) => {
    expect([0, 0.5, 0.99].map(draw => Math.round(delayOf({ kind: 'delay', ...delay }, draw)))).toEqual(expected)
  })
})

describe('the name of a call', () => {
  it.each([
    ['/v2/o/authorize/', 'authorize'],
    ['/v3/o/authorize/0b9f/', 'consent'],
    ['/v2/o/revoke/', 'revoke'],
    ['/v2/o/revoke_token/', 'revoke-token'],
    ['/v2/fhir/ExplanationOfBenefit/', 'claims'],
    ['/v2/fhir/ExplanationOfBenefit/carrier--1', 'claim'],
    ['/v2/fhir/Patient/-1', 'patient'],
    ['/v2/connect/userinfo', 'userinfo'],
    ['/sso/authorize', 'login'],
    ['/anything', 'other'],
  ])('%s is %s', (path, name) => {
    expect(nameRoute(path, null)).toBe(name)
  })

  it('of a token call is by its grant type', () => {
    expect([nameRoute('/v2/o/token/', 'authorization_code'), nameRoute('/v2/o/token', 'refresh_token')]).toEqual(['token', 'refresh'])
  })
})
