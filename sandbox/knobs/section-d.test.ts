// The misbehaviours that were promised (quality D), each with the knobs that do it. A name without a knob fails here; a
// knob without a proof fails in the test of its area. A missing challenge or a short state needs no knob: the real server
// refuses both, and so does this one (bluebutton/authorize).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { knobAreas, knobs } from './knobs'
import { knobNames, knobTable } from './knob-table'

type Promised = Readonly<Record<string, readonly string[]>>

const transport: Promised = {
  'fixed latency': ['latency-fixed'],
  'random latency': ['latency-random'],
  'percentile latency': ['latency-percentiles'],
  'slow headers': ['slow-headers'],
  'slow body': ['slow-body'],
  'stall at byte N': ['stall-mid-body'],
  'reset at byte N': ['reset-mid-body', 'reset-before-answer', 'answer-lost'],
  'accept and hang': ['hang-for-ever', 'hang-then-500'],
  refuse: ['refuse'],
  'DNS failure': ['dns-failure'],
  'TLS bad cert': ['tls-self-signed'],
  'TLS expired': ['tls-expired'],
  'TLS wrong host': ['tls-wrong-host'],
  'connection cap': ['connection-cap'],
  'half-close': ['half-close'],
  'wrong Content-Length': ['length-too-long', 'length-too-short'],
  gzip: ['gzip-always'],
  'truncated gzip': ['gzip-truncated'],
  'multi-member gzip': ['gzip-multi-member'],
  'gzip bomb': ['gzip-bomb'],
  'keep-alive close race': ['close-after-answer'],
  'canary listener': ['canary'],
}

const status: Promised = {
  'any code': ['any-status'],
  '429 with Retry-After': ['429-seconds', '429-date', '429-zero', '429-without-time', '429-huge', '429-garbage', '429-empty'],
  '500 JSON': ['500-json'],
  '500 HTML': ['500-html'],
  '502 HTML': ['502-html'],
  '503 with Retry-After': ['503-retry-after'],
  '200 with HTML': ['200-html'],
  '204 or empty 200': ['204', '200-empty'],
  'redirects here and elsewhere': [301, 302, 307, 308].flatMap(code => [`${code}-same-origin`, `${code}-foreign`]),
  flapping: ['flapping'],
  'outage window': ['outage-window'],
}

const authorize: Promised = {
  'login failure page': ['login-refuses', 'login-down'],
  'user not found': ['person-not-found'],
  '502 error connecting': ['backend-502'],
  access_denied: ['access-denied'],
  'consent without demographics': ['consent-without-personal'],
  'user abandons': ['never-returns'],
  'state dropped, altered, duplicated, of another flow': ['state-dropped', 'state-altered', 'state-doubled', 'state-of-another-flow'],
  "code replaced by another user's": ['code-of-another', 'code-replaced'],
  'iss wrong, missing, with slash': ['iss-wrong', 'iss-missing', 'iss-with-slash'],
  'delayed callback': ['callback-delayed'],
  'double callback': ['callback-twice', 'code-doubled'],
  'unknown params': ['unknown-parameters'],
  'error with HTML and CRLF': ['error-with-markup'],
  'app inactive': ['app-paused'],
  Spanish: ['spanish'],
}

const token: Promised = {
  'expired code': ['code-expired'],
  'used code': ['code-used'],
  'verifier mismatch': ['verifier-mismatch'],
  invalid_client: ['client-refused'],
  '5xx before commit': ['token-500-before'],
  '5xx after commit': ['token-500-after'],
  'response lost after commit': ['token-answer-lost'],
  expires_in: ['expires-in-float', 'expires-in-text', 'expires-in-missing', 'expires-in-negative', 'expires-in-huge'],
  'missing refresh_token': ['refresh-token-missing'],
  'token type': ['token-type-lower-case', 'token-type-other'],
  'missing scope': ['scope-missing'],
  'narrower scope': ['scope-narrower'],
  'both date formats': ['grant-date-with-space', 'grant-date-with-t'],
  'empty grant date': ['grant-date-empty'],
  'extra fields': ['extra-fields'],
  'wrong patient': ['patient-wrong', 'patient-missing'],
}

const refresh: Promised = {
  'rotation on and off': ['rotation-strict', 'rotation-off'],
  'grace of n seconds': ['rotation-grace'],
  'old access token dies, or not': ['old-access-dies', 'old-access-survives'],
  'each refusal': ['refresh-spent', 'refresh-not-found', 'refresh-timed-out', 'refresh-revoked', 'refresh-one-time', 'refresh-denied', 'refresh-client-refused'],
  'rotate, then 404 or 502': ['rotate-then-404', 'rotate-then-502'],
  'response lost after rotate': ['refresh-answer-lost'],
  'slow rotate': ['refresh-slow'],
  'same token in parallel': ['parallel-500', 'parallel-both-win'],
  'family revoked on reuse': ['reuse-ends-grant'],
  'app switched off': ['refresh-app-paused'],
  'one-time app': ['refresh-one-time'],
  'grant expired or removed': ['refresh-timed-out', 'refresh-revoked'],
  'same refresh token again': ['rotation-off'],
}

const revoke: Promised = {
  '200 and the grant survives': ['revoke-without-effect'],
  '5xx': ['revoke-500', 'revoke-503'],
  slow: ['revoke-slow'],
  'network loss': ['revoke-lost', 'revoke-answer-lost'],
  'only with a live access token': ['revoke-needs-live-token'],
}

const overTime: Promised = {
  'expire now': ['expire-now'],
  'expire after n calls': ['expire-after-calls'],
  'access revoked mid-paging': ['revoke-mid-paging', 'expire-mid-paging', 'grant-over-mid-paging'],
  'grant removed at Medicare': ['grant-removed'],
  'clock skew': ['clock-ahead', 'clock-behind'],
}

const content: Promised = {
  'wrong patient in one entry': ['wrong-patient-once'],
  'wrong patient in all': ['wrong-patient-everywhere'],
  'missing total': ['total-missing'],
  'wrong total': ['total-wrong'],
  'empty bundle': ['empty-bundle'],
  'duplicate ids within a page': ['duplicate-within-page', 'same-id-twice'],
  'duplicate ids across pages': ['duplicate-across-pages'],
  'reordered pages': ['pages-reordered', 'entries-reordered'],
  'data changing between pages': ['grows-between-pages', 'shrinks-between-pages'],
  'next: foreign host': ['next-foreign-host'],
  'next: suffix host': ['next-suffix-host'],
  'next: userinfo': ['next-user-info', 'next-password'],
  'next: http': ['next-http'],
  'next: other path': ['next-other-path'],
  'next: other patient': ['next-other-patient'],
  'next: relative': ['next-relative'],
  'next: cyclic': ['next-cyclic', 'next-itself'],
  'next: endless': ['next-endless'],
  'next: missing': ['next-missing'],
  'OperationOutcome with 200': ['outcome-200', 'outcome-among-entries'],
  'OperationOutcome with 4xx, version 3': ['outcome-400', 'outcome-404'],
  'huge bundle': ['huge-bundle'],
  'huge string': ['huge-text'],
  'depth n': ['deep'],
  'null, missing, mistyped by path': ['null-at', 'missing-at', 'mistyped-at'],
  'unknown resource type': ['unknown-type'],
  'XSS, CSV, bidi, control characters': ['text-xss', 'text-csv', 'text-bidi', 'text-control'],
  __proto__: ['proto-keys'],
  'dates odd': ['dates-odd'],
  'amounts negative, many decimals, other currency': ['amounts-negative', 'amounts-decimals', 'amounts-currency'],
  'truncated JSON': ['cut-json'],
  BOM: ['bom'],
  'invalid UTF-8': ['invalid-utf8'],
  'duplicate keys': ['duplicate-key'],
  'trailing text': ['trailing-text'],
}

const rate: Promised = {
  'per token, IP and client': ['rate-per-token', 'rate-for-everybody', 'rate-per-app'],
  'headers that say None': ['rate-headers-none'],
}

const promised = { transport, status, authorize, token, refresh, revoke, overTime, content, rate }

const names = new Set(knobs.map(({ name }) => name))

describe.each(Object.entries(promised))('quality D, %s', (_, area) => {
  it.each(Object.entries(area))('%s has its knobs', (_, wanted) => {
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.filter(name => !names.has(name))).toEqual([])
  })
})

describe('the table of knobs', () => {
  it('has no name twice, every area, and one plain sentence each', () => {
    expect(names.size).toBe(knobs.length)
    expect(new Set(knobs.map(({ area }) => area))).toEqual(new Set(knobAreas))
    expect(knobs.filter(({ title }) => !/^[^a-z].{6,110}[^.]$/.test(title))).toEqual([])
  })

  it.each(knobAreas)('%s: a test file beside this one demands a proof of every knob', area => {
    const tests = readdirSync(import.meta.dirname).filter(file => file.endsWith('.test.ts'))
    const demands = tests.flatMap(file => readFileSync(join(import.meta.dirname, file), 'utf8').match(/unproven\([^)]*\)/g) ?? [])
    expect(demands.filter(demand => demand.includes(`'${area}'`))).toHaveLength(1)
  })

  it('is told in the README and in KNOBS.md as it is', () => {
    const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')
    expect(read('KNOBS.md')).toBe(knobTable())
    expect(read('README.md')).toContain(`-->\n${knobNames()}\n<!--`)
  })
})
