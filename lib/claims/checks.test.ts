// What a careful person would ask, and nothing they would not: each question once, none without a reason.
import { describe, expect, it } from 'vitest'
import { findChecks } from './checks'
import type { CurrentClaim } from './current'
import type { ClaimFacts, ProviderFact } from './facts'
import { currentClaim } from './testing'

const today = '2026-11-22'
const service = (key: string, on: string | null = '2026-03-04') => ({ key, words: `Service ${key}`, on })
const provider = (key: string, role: ProviderFact['role'] = 'performing'): ProviderFact => ({ key, name: `Dr. ${key}`, role, specialty: null })
const pill: NonNullable<ClaimFacts['drug']> = { key: 'ndc', name: 'Inventol', quantity: 30, unit: null, daysSupply: 30, fill: 0, compound: false, pharmacy: null, prescriber: null, phase: null }

function asked(claims: readonly CurrentClaim[]) {
  const { recent, older } = findChecks(claims, today)
  return [...recent, ...older].map(({ kind, claims }) => `${kind}: ${claims.map(({ row }) => row.id).join(' ')}`)
}

describe('twice the same', () => {
  it('is asked once for all services that the same claims share', () => {
    const claims = ['a', 'b'].map((id) => currentClaim(id, {}, { services: [service('1'), service('2'), service(id)] }))
    expect(asked(claims)).toEqual(['twice: a b'])
    expect(findChecks(claims, today).recent[0]).toMatchObject({ on: '2026-03-04', services: ['Service 1', 'Service 2'] })
  })

  it.each<[string, CurrentClaim]>([
    ['another day', currentClaim('b', {}, { services: [service('1', '2026-03-05')] })],
    ['another modifier', currentClaim('b', {}, { services: [service('1 LT')] })],
    ['a cancelled claim', currentClaim('b', { state: 'cancelled' }, { services: [service('1')] })],
    ['a refused claim', currentClaim('b', { state: 'denied' }, { services: [service('1')] })],
    ['the hospital’s own claim for the visit', currentClaim('b', { kind: 'outpatient' }, { services: [service('1')] })],
  ])('is not asked for %s', (_name, other) => {
    const claims = [currentClaim('a', {}, { services: [service('1')] }), other]
    expect(asked(claims).filter((check) => check.startsWith('twice'))).toEqual([])
  })

  it('is not asked for services without a day', () => {
    expect(asked(['a', 'b'].map((id) => currentClaim(id, {}, { services: [service('1', null)] })))).toEqual([])
  })

  it('is asked for a drug filled twice on one day', () => {
    const fills = ['a', 'b', 'c'].map((id) => currentClaim(id, { kind: 'pde', to: id === 'c' ? '2026-04-04' : '2026-03-04' }, { drug: pill }))
    expect(asked(fills)).toEqual(['twice: a b'])
  })
})

describe('a provider never seen before', () => {
  const old = currentClaim('old', { to: '2025-01-01' }, { providers: [provider('known')] })
  const fresh = (id: string, ...keys: string[]) => currentClaim(id, { to: '2026-10-01' }, { providers: keys.map((key) => provider(key)) })

  it('is asked about once, with all their claims', () => {
    expect(asked([old, fresh('a', 'new'), fresh('b', 'new')])).toEqual(['new-provider: a b'])
  })

  it('is asked about only when there is a history without them', () => {
    expect(asked([fresh('a', 'new')])).toEqual([])
    expect(asked([old, fresh('a', 'known')])).toEqual([])
    expect(asked([old, fresh('a', 'known', 'new')])).toEqual([])
  })

  it('is no longer new after six months', () => {
    expect(asked([old, currentClaim('a', { to: '2026-05-21' }, { providers: [provider('new')] })])).toEqual([])
    expect(asked([old, currentClaim('a', { to: '2026-05-22' }, { providers: [provider('new')] })])).toEqual(['new-provider: a'])
  })

  it('is known from any role they had before, even on a cancelled claim', () => {
    const sent = currentClaim('sent', { to: '2024-01-01', state: 'cancelled' }, { providers: [provider('x'), provider('new', 'referring')] })
    expect(asked([sent, fresh('a', 'new')])).toEqual([])
  })
})

describe('equipment', () => {
  const rented = (id: string, month: string, key: string) => currentClaim(id, { kind: 'dme', to: `2026-${month}-01` }, { providers: [provider('shop')], services: [service(key, `2026-${month}-01`)] })

  it('that comes every month is one question, whatever month of the rental it is', () => {
    expect(asked([rented('a', '01', 'E0601 KH'), rented('b', '02', 'E0601 KI'), rented('c', '02', 'E0431 KI')])).toEqual(['equipment: b a', 'equipment: c'])
  })

  it('is not asked about when it was refused or called back', () => {
    expect(asked([currentClaim('a', { kind: 'dme', state: 'cancelled' }), currentClaim('b', { kind: 'carrier' })])).toEqual([])
  })
})

describe('a refusal', () => {
  const denied = (processedOn: string | null, row = {}) => currentClaim('a', { state: 'denied', ...row }, { denied: 'Not covered', processedOn })

  it.each<[string | null, string | null, boolean]>([
    ['2026-07-25', '2026-11-22', false],
    ['2026-07-24', '2026-11-21', true],
    [null, null, false],
  ])('processed on %s may be appealed until about %s', (processedOn, appealBy, past) => {
    const { recent } = findChecks([denied(processedOn)], today)
    expect(recent[0]).toMatchObject({ kind: 'denied', appealBy, past, why: 'Not covered', inPart: false })
  })

  it('of a private plan names no day: plans have days of their own', () => {
    expect(findChecks([denied('2026-07-25', { figure: 'managed-care' })], today).recent[0]).toMatchObject({ appealBy: null })
  })

  it('of a part of a claim is asked about too', () => {
    const { recent } = findChecks([currentClaim('a', {}, { denied: 'Not covered', deniedCents: 500, processedOn: '2026-10-01' })], today)
    expect(recent[0]).toMatchObject({ kind: 'denied', inPart: true, appealBy: '2027-01-29' })
  })

  it('of long ago is asked about with the recent ones while it may be appealed', () => {
    const late = findChecks([denied('2026-10-01', { from: '2024-01-01', to: '2024-01-01' })], today)
    expect([late.recent.length, late.older.length]).toEqual([1, 0])
    const past = findChecks([denied('2024-02-01', { from: '2024-01-01', to: '2024-01-01' })], today)
    expect([past.recent.length, past.older.length]).toEqual([0, 1])
  })
})

it('nothing out of the ordinary is nothing to ask', () => {
  expect(findChecks([currentClaim('a'), currentClaim('b', { from: null, to: null })], today)).toEqual({ recent: [], older: [] })
  expect(findChecks([], today)).toEqual({ recent: [], older: [] })
})

it('every question has an id of its own', () => {
  const claims = ['a', 'b'].map((id) => currentClaim(id, { kind: 'dme' }, { services: [service('1')], denied: 'No', providers: [provider('x')] }))
  const ids = findChecks(claims, today).recent.map(({ id }) => id)
  expect(ids.length).toBe(4)
  expect(new Set(ids).size).toBe(4)
})
