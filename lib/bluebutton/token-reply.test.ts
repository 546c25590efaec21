// A token reply is read in all the forms it is sent in, and what is no token reply is a typed failure (quality OAU-10).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Unreadable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { type Before, isAnotherPerson, readTokenReply } from './token-reply'

const now = Date.UTC(2026, 10, 22, 2, 0, 0)
const before: Before = {
  scopes: new Set(['patient/Coverage.rs', 'profile']),
  version: 2,
  connectedAtMs: now - 5_000,
  patient: '-1',
  refreshToken: new Secret('older-refresh-token'),
  grantEndsAt: '2027-01-01T00:00:00.000Z',
}
const reply = {
  access_token: 'EIacPxNyulNXABxTNDzy1XzNroD8iN',
  expires_in: 3600,
  token_type: 'Bearer',
  scope: 'patient/ExplanationOfBenefit.rs patient/Coverage.rs profile patient/Patient.rs',
  refresh_token: 'qHHC37LQmWq1MzTlSN0Gn7BAcdR7q5',
  patient: '-10000010254618',
  access_grant_expiration: '2027-12-22T01:59:14Z',
}

const lifeOf = (expires_in: unknown) => (readTokenReply({ ...reply, expires_in }, before, now).accessEndsAtMs - now) / 1_000

describe('the reply of contract 3.2', () => {
  it('is read whole', () => {
    const grant = readTokenReply(reply, before, now)
    expect(grant.accessToken.reveal()).toBe(reply.access_token)
    expect(grant.refreshToken?.reveal()).toBe(reply.refresh_token)
    expect(grant).toMatchObject({ accessEndsAtMs: now + 3_600_000, patient: reply.patient, grantEndsAt: '2027-12-22T01:59:14.000Z', version: 2, connectedAtMs: before.connectedAtMs })
  })

  it('gives scopes as a set, in whatever order they come (contract 2.7)', () => {
    const shuffled = reply.scope.split(' ').toReversed().join('  ')
    expect(readTokenReply({ ...reply, scope: shuffled }, before, now).scopes).toEqual(readTokenReply(reply, before, now).scopes)
    expect(readTokenReply(reply, before, now).scopes).toEqual(new Set(reply.scope.split(' ')))
  })

  it('a narrower scope is what was granted (OAU-08)', () => {
    expect(readTokenReply({ ...reply, scope: 'patient/Coverage.rs' }, before, now).scopes).toEqual(new Set(['patient/Coverage.rs']))
  })

  it('unknown members and inherited names change nothing', () => {
    const odd: unknown = JSON.parse(`${JSON.stringify(reply).slice(0, -1)},"id_token":"x","__proto__":{"polluted":true},"constructor":1}`)
    expect(readTokenReply(odd, before, now).patient).toBe(reply.patient)
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('how long the token lives, in every form it is told (OAU-10)', () => {
  it.each<[form: unknown, seconds: number]>([
    [3600, 3600],
    ['3600', 3600],
    [16768.5, 16768.5],
    ['16768.5', 16768.5],
    [36000, 36000],
    [1, 1],
    [86_400, 86_400],
    [10 ** 9, 86_400],
    [Number.MAX_VALUE, 86_400],
    [undefined, 3600],
    [null, 3600],
    ['', 3600],
    ['soon', 3600],
    [0, 3600],
    [-5, 3600],
    [{}, 3600],
    [[], 3600],
    [Number.NaN, 3600],
    [Number.POSITIVE_INFINITY, 3600],
  ])('%j means %d seconds', (form, seconds) => {
    expect(lifeOf(form)).toBe(seconds)
  })
})

describe('until when access lasts', () => {
  it.each([
    ['2027-12-22T01:59:14Z', '2027-12-22T01:59:14.000Z'],
    ['2025-09-05 19:17:53Z', '2025-09-05T19:17:53.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    [' 2027-12-22T01:59:14Z ', '2027-12-22T01:59:14.000Z'],
  ])('%s', (text, instant) => {
    expect(readTokenReply({ ...reply, access_grant_expiration: text }, { ...before, grantEndsAt: null }, now).grantEndsAt).toBe(instant)
  })

  it.each([[''], [null], [undefined], ['never'], [7]])('%j is not said, and a first consent does not know it', (text) => {
    expect(readTokenReply({ ...reply, access_grant_expiration: text }, { ...before, grantEndsAt: null }, now).grantEndsAt).toBeNull()
  })
})

describe('what the reply leaves out stays as it was (RFC 6749 5.1 and 6)', () => {
  it.each([['scope'], ['refresh_token'], ['patient'], ['access_grant_expiration']])('%s missing, null or empty', (name) => {
    for (const value of [undefined, null, '']) {
      const grant = readTokenReply({ ...reply, [name]: value }, before, now)
      if (name === 'scope') expect(grant.scopes).toEqual(before.scopes)
      if (name === 'refresh_token') expect(grant.refreshToken?.reveal()).toBe('older-refresh-token')
      if (name === 'patient') expect(grant.patient).toBe('-1')
      if (name === 'access_grant_expiration') expect(grant.grantEndsAt).toBe(before.grantEndsAt)
    }
  })

  it('a first reply without a refresh token makes a grant that cannot be refreshed', () => {
    const { refresh_token: _, ...without } = reply
    expect(readTokenReply(without, { ...before, refreshToken: null }, now).refreshToken).toBeNull()
  })
})

describe('whose a reply is (INP-07)', () => {
  it.each<[before: string | null, said: unknown, another: boolean]>([
    ['-1', '-1', false],
    ['-1', '-2', true],
    ['-1', ' -1', true],
    ['-1', undefined, false],
    ['-1', null, false],
    ['-1', '', false],
    [null, '-2', false],
    [null, undefined, false],
  ])('known %j, told %j: of another person %j', (patient, said, another) => {
    const known = { ...before, patient }
    expect(isAnotherPerson(readTokenReply({ ...reply, patient: said }, known, now), known)).toBe(another)
  })
})

describe('what is no token reply is a typed failure, without a word of it (OAU-10)', () => {
  it.each<[what: string, value: unknown]>([
    ['no token', { ...reply, access_token: undefined }],
    ['an empty token', { ...reply, access_token: '' }],
    ['a number for a token', { ...reply, access_token: 5 }],
    ['no type', { ...reply, token_type: undefined }],
    ['a type we cannot speak', { ...reply, token_type: 'DPoP' }],
    ['a type that only contains the word', { ...reply, token_type: 'not-bearer' }],
    ['a list', [reply]],
    ['text', JSON.stringify(reply)],
    ['nothing', null],
    ['an error', { error: 'invalid_grant' }],
  ])('%s', (_, value) => {
    const error = caught(() => readTokenReply(value, before, now))
    expect(error).toBeInstanceOf(Unreadable)
    expect(String(error)).toBe('Unreadable: unreadable: token reply')
    expect(String(error)).not.toContain(reply.access_token)
  })

  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('the type may be written %s', (token_type) => {
    expect(readTokenReply({ ...reply, token_type }, before, now).patient).toBe(reply.patient)
  })

  it('any other value gives a whole grant or a typed failure: never NaN, never an empty token', () => {
    const odd = fc.oneof(fc.jsonValue(), fc.string(), fc.double(), fc.constant(undefined))
    const any = fc.record(
      {
        access_token: fc.oneof(fc.string(), odd),
        token_type: fc.oneof(fc.constantFrom('Bearer', 'bearer', 'mac'), odd),
        expires_in: fc.oneof(fc.double(), fc.double().map(String), odd),
        scope: fc.oneof(fc.string(), odd),
        refresh_token: fc.oneof(fc.string(), odd),
        patient: odd,
        access_grant_expiration: fc.oneof(fc.date({ noInvalidDate: true }).map((date) => date.toISOString()), odd),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(any, odd), (value) => {
        const grant = caught(() => readTokenReply(value, before, now))
        if (grant instanceof Error) {
          expect(grant).toBeInstanceOf(Unreadable)
          return
        }
        expect(grant.accessToken.reveal()).not.toBe('')
        expect(grant.refreshToken?.reveal()).not.toBe('')
        expect(grant.accessEndsAtMs).toBeGreaterThanOrEqual(now)
        expect(grant.accessEndsAtMs).toBeLessThanOrEqual(now + 86_400_000)
        expect(grant.scopes.has('')).toBe(false)
        if (grant.grantEndsAt) expect(new Date(grant.grantEndsAt).toISOString()).toBe(grant.grantEndsAt)
      }),
      { numRuns: 2_000 },
    )
  })
})

function caught<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? error : new Error('not an error')
  }
}
