// A search reply is believed only as far as it can be checked: the person, the shape, and where its links lead (quality
// INP-02, INP-07, INP-10).
import { describe, expect, it, vi } from 'vitest'
import { Unreadable } from '@/lib/errors'
import { type Expected, readBundle, requireOwner } from './bundle'
import { isBelowBase } from './fhir'
import type { Provider } from './provider'

function providerAt(origin: string, version: 2 | 3 = 2): Provider {
  const base = `${origin}/v${version}`
  return {
    version,
    origin,
    authorize: `${base}/o/authorize/`,
    token: `${base}/o/token/`,
    revoke: `${base}/o/revoke/`,
    revokeTokens: `${base}/o/revoke_token/`,
    fhirBase: `${base}/fhir`,
    redirectUri: 'https://claims.example.org/connect/callback',
  }
}

const home = 'https://sandbox.bluebutton.cms.gov'
const provider = providerAt(home)
const mine: Expected = { type: 'ExplanationOfBenefit', patient: '-10000010254618', provider }
const claim = (id: string, patient: string | null = '-10000010254618') => ({
  resource: { resourceType: 'ExplanationOfBenefit', id, ...(patient === null ? {} : { patient: { reference: `Patient/${patient}` } }) },
})
const next = (url: unknown) => ({ resourceType: 'Bundle', total: 120, entry: [claim('a')], link: [{ relation: 'first', url: `${home}/v2/fhir/x` }, { relation: 'next', url }] })

/** Links that lead elsewhere, or might in some reader's eyes. `canary.example` must never see a token. */
const tricks: readonly string[] = [
  'https://canary.example/v2/fhir/ExplanationOfBenefit?startIndex=50',
  'http://sandbox.bluebutton.cms.gov/v2/fhir/ExplanationOfBenefit?startIndex=50',
  'https://sandbox.bluebutton.cms.gov.canary.example/v2/fhir/ExplanationOfBenefit?startIndex=50',
  'https://sandbox.bluebutton.cms.gov@canary.example/v2/fhir/ExplanationOfBenefit?startIndex=50',
  'https://sandbox.bluebutton.cms.gov:pw@canary.example/v2/fhir/E?startIndex=50',
  'https://user@sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://user:pw@sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov%40canary.example/v2/fhir/E?startIndex=50',
  'https://canary.example\\@sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov\\@canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov\\.canary.example/v2/fhir/E?startIndex=50',
  'https:\\\\canary.example\\v2\\fhir\\E?startIndex=50',
  'https:\\\\sandbox.bluebutton.cms.gov\\v2\\fhir\\E?startIndex=50',
  '//canary.example/v2/fhir/ExplanationOfBenefit?startIndex=50',
  '///canary.example/v2/fhir/E?startIndex=50',
  '/\\canary.example/v2/fhir/E?startIndex=50',
  '\\\\canary.example/v2/fhir/E?startIndex=50',
  '/\t/canary.example/v2/fhir/E?startIndex=50',
  '/\n/canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov\t.canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov\n@canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov\r/v2/fhir/E?startIndex=50',
  ' https://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov /v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov:8443/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov:80/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov:444/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov./v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov../v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.go/v2/fhir/E?startIndex=50',
  'https://xsandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://x.sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://cms.gov/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov%2ecanary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov%00.canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov%2fv2%2ffhir%2f@canary.example/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov%23@canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov#@canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov?@canary.example/v2/fhir/E?startIndex=50',
  'https://sandbox。bluebutton。cms。gov.canary.example/v2/fhir/E?startIndex=50',
  'https://sаndbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov․canary.example/v2/fhir/E?startIndex=50',
  'https://xn--sndbox-4ve.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'https://127.0.0.1/v2/fhir/E?startIndex=50',
  'https://127.1/v2/fhir/E?startIndex=50',
  'https://2130706433/v2/fhir/E?startIndex=50',
  'https://0x7f000001/v2/fhir/E?startIndex=50',
  'https://0177.0.0.1/v2/fhir/E?startIndex=50',
  'https://[::1]/v2/fhir/E?startIndex=50',
  'https://[::ffff:127.0.0.1]/v2/fhir/E?startIndex=50',
  'https://[fd00::1]/v2/fhir/E?startIndex=50',
  'https://169.254.169.254/latest/meta-data?startIndex=50',
  'http://169.254.169.254/latest/meta-data?startIndex=50',
  'https://localhost/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/',
  'https://sandbox.bluebutton.cms.gov?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhirX/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir-evil/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir;/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir%20/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v3/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v1/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/V2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/FHIR/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov//v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/x/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2//fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/o/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/../o/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/../../v2/o/token/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/..?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E/../../../x?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E/../E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/./E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/..;/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/.;x=y/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/%2e%2e/o/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/%2E%2E/o/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/.%2e/o/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/%2e/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/..%2fo/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/..%5co/revoke/?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2%2ffhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir\\E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/\\..\\..\\o?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/%762/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhi%72/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50#x',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E#?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E\t?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E\n?startIndex=50',
  'https://sandbox.bluebutton.cms.gov/v2/fhir/E X?startIndex=50',
  '/v2/o/revoke/?startIndex=50',
  '/v3/fhir/E?startIndex=50',
  '../o/token/?startIndex=50',
  '../../v2/o/token/?startIndex=50',
  '?startIndex=50',
  '',
  '#startIndex=50',
  'ExplanationOfBenefit?startIndex=50',
  'javascript:alert(1)//https://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'data:application/json,{}?startIndex=50',
  'file:///etc/passwd?startIndex=50',
  'ftp://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'blob:https://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'ws://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'view-source:https://sandbox.bluebutton.cms.gov/v2/fhir/E?startIndex=50',
  'about:blank?startIndex=50',
  'https://',
  'https:///v2/fhir/E?startIndex=50',
  'https://:443/v2/fhir/E?startIndex=50',
  'https://sandbox.bluebutton.cms.gov:99999/v2/fhir/E?startIndex=50',
  'https://[sandbox.bluebutton.cms.gov]/v2/fhir/E?startIndex=50',
  'not a link at all',
]

describe('a link is believed only below our own base address (INP-02)', () => {
  it('there are more than a hundred tricks, each a different one', () => {
    expect(new Set(tricks).size).toBe(tricks.length)
    expect(tricks.length).toBeGreaterThan(100)
  })

  it.each(tricks)('%j leads elsewhere', (link) => {
    expect(isBelowBase(link, provider)).toBe(false)
    expect(() => readBundle(next(link), mine)).toThrow(Unreadable)
  })

  it.each([
    'https://sandbox.bluebutton.cms.gov/v2/fhir/ExplanationOfBenefit?_format=application%2Fjson%2Bfhir&startIndex=50&_count=50&patient=-10000010254618',
    'https://sandbox.bluebutton.cms.gov/v2/fhir/ExplanationOfBenefit/?startIndex=50',
    'https://sandbox.bluebutton.cms.gov:443/v2/fhir/ExplanationOfBenefit?startIndex=50',
    'HTTPS://SANDBOX.bluebutton.cms.gov/v2/fhir/ExplanationOfBenefit?startIndex=50',
    'https://sandbox.bluebutton.cms.gov/v2/fhir/ExplanationOfBenefit?startIndex=50&back=https%3A%2F%2Fcanary.example%2F..%2F',
  ])('%s is ours', (link) => {
    expect(isBelowBase(link, provider)).toBe(true)
    expect(readBundle(next(link), mine).next).toBe(50)
  })

  it('a link without a host is resolved against the base, not glued to it', () => {
    expect(readBundle(next('/v2/fhir/ExplanationOfBenefit?startIndex=50'), mine).next).toBe(50)
  })

  it('the sandbox on this machine is held to its port', () => {
    const local = providerAt('http://localhost:8000')
    expect(isBelowBase('http://localhost:8000/v2/fhir/E', local)).toBe(true)
    for (const link of ['http://localhost:8001/v2/fhir/E', 'http://localhost/v2/fhir/E', 'https://localhost:8000/v2/fhir/E', 'http://127.0.0.1:8000/v2/fhir/E']) {
      expect(isBelowBase(link, local)).toBe(false)
    }
  })
})

describe('the position in a next link', () => {
  it.each(['', '0', '-50', 'x', '1.5', '1e400', '9007199254740993', '50x'])('startIndex=%s is none: the page is not taken for the last', (text) => {
    expect(() => readBundle(next(`${home}/v2/fhir/ExplanationOfBenefit?startIndex=${text}`), mine)).toThrow(Unreadable)
  })

  it('a link without a position, or that is no text, is not taken for the last page either', () => {
    expect(() => readBundle(next(`${home}/v2/fhir/ExplanationOfBenefit?_count=50`), mine)).toThrow(Unreadable)
    for (const url of [5, null, {}, undefined]) expect(() => readBundle(next(url), mine)).toThrow(Unreadable)
  })

  it('version 3 counts by _offset, and by nothing else (contract 4.5)', () => {
    const three: Expected = { ...mine, provider: providerAt(home, 3) }
    expect(readBundle(next(`${home}/v3/fhir/ExplanationOfBenefit?_count=50&_offset=100`), three).next).toBe(100)
    expect(() => readBundle(next(`${home}/v3/fhir/ExplanationOfBenefit?startIndex=100`), three)).toThrow(Unreadable)
    expect(() => readBundle(next(`${home}/v2/fhir/ExplanationOfBenefit?startIndex=100`), three)).toThrow(Unreadable)
  })

  it('no next link means the last page', () => {
    expect(readBundle({ resourceType: 'Bundle', total: 1, entry: [claim('a')], link: [{ relation: 'self', url: 'x' }] }, mine).next).toBeNull()
    expect(readBundle({ resourceType: 'Bundle', total: 0 }, mine)).toMatchObject({ resources: [], unreadable: 0, total: 0, next: null })
  })
})

describe("another person's record spoils the whole reply (INP-07)", () => {
  const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true)

  it('one among fifty: nothing is shown, and the log tells that it was, without whose', () => {
    const entry = [...Array.from({ length: 49 }, (_, index) => claim(`c${index}`)), claim('foreign', '-20140000009893')]
    expect(() => readBundle({ resourceType: 'Bundle', total: 50, entry }, mine)).toThrow('unreadable: another person')
    const lines = logged.mock.calls.map(([line]) => String(line)).join('')
    expect(lines).toContain('data.discarded')
    expect(lines).not.toMatch(/-20140000009893|-10000010254618|foreign/)
  })

  it.each([
    ['Coverage', { resourceType: 'Coverage', beneficiary: { reference: 'Patient/-2' } }],
    ['Coverage', { resourceType: 'Coverage', beneficiary: { reference: 'https://elsewhere.example/Patient/-2' } }],
    ['Patient', { resourceType: 'Patient', id: '-2' }],
    ['ExplanationOfBenefit', { resourceType: 'ExplanationOfBenefit', patient: { reference: 'Patient/-10000010254618/x' } }],
    ['ExplanationOfBenefit', { resourceType: 'ExplanationOfBenefit', patient: { reference: '' } }],
  ] as const)('%s of somebody else', (type, resource) => {
    expect(() => readBundle({ resourceType: 'Bundle', entry: [{ resource }] }, { ...mine, type })).toThrow('another person')
    expect(() => requireOwner(resource, { ...mine, type })).toThrow('another person')
  })

  it('two people in one reply, when Medicare did not tell whose connection it is', () => {
    const entry = [claim('a', '-1'), claim('b', '-2')]
    expect(() => readBundle({ resourceType: 'Bundle', entry }, { ...mine, patient: null })).toThrow('another person')
    expect(readBundle({ resourceType: 'Bundle', entry: [claim('a', '-1'), claim('b', '-1')] }, { ...mine, patient: null }).resources).toHaveLength(2)
  })

  it('the own record passes, also by a whole address', () => {
    const whole = { resourceType: 'ExplanationOfBenefit', id: 'w', patient: { reference: `${home}/v2/fhir/Patient/-10000010254618` } }
    expect(readBundle({ resourceType: 'Bundle', entry: [{ resource: whole }, claim('a')] }, mine).resources).toHaveLength(2)
  })
})

describe('what is no record is counted, never dropped in silence', () => {
  it('entries without a resource, of another kind, or that name nobody', () => {
    const entry = [claim('a'), {}, null, 'x', 7, { resource: null }, { resource: { resourceType: 'Claim', id: 'b' } }, claim('c', null), { resource: [] }]
    const found = readBundle({ resourceType: 'Bundle', total: 9, entry }, mine)
    expect(found.resources).toHaveLength(1)
    expect(found.unreadable).toBe(8)
  })
})

describe('what is no search reply is a typed failure, never "no claims" (C16, INP-10)', () => {
  it.each<[what: string, reply: unknown]>([
    ['nothing', null],
    ['text', 'Bundle'],
    ['a list', [{ resourceType: 'Bundle' }]],
    ['an empty object', {}],
    ['an error', { detail: 'Not found.' }],
    ['an OperationOutcome', { resourceType: 'OperationOutcome', issue: [] }],
    ['a claim', claim('a').resource],
    ['entries that are no list', { resourceType: 'Bundle', total: 2, entry: { 0: claim('a') } }],
    ['entries that are text', { resourceType: 'Bundle', total: 2, entry: 'none' }],
  ])('%s', (_, reply) => {
    expect(() => readBundle(reply, mine)).toThrow(Unreadable)
  })

  it.each([['12'], [-1], [1.5], [null], [2 ** 60]])('a total of %j is not told', (total) => {
    expect(readBundle({ resourceType: 'Bundle', total, entry: [claim('a')] }, mine).total).toBeNull()
  })

  it('version 3 tells its total only at the end, so it is never believed (contract 4.5)', () => {
    expect(readBundle({ resourceType: 'Bundle', total: 7, entry: [claim('a')] }, { ...mine, provider: providerAt(home, 3) }).total).toBeNull()
  })
})
