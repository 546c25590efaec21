// Answers that are not the answer: busy, broken, elsewhere, or something else altogether.
import type { FaultAction, FaultMatch } from '@/sandbox/faults/fault'
import { dataCalls, faultKnobs } from './rows'
import type { Knob } from './knobs'

const throttled = '{"detail":"Request was throttled. Expected available in 2 seconds."}'
const html = { 'content-type': 'text/html; charset=utf-8' }
const outage = '<!doctype html><html lang="en"><title>Sorry</title><h1>We are down for maintenance</h1></html>'

function busy(retryAfter: string | null, body = throttled): FaultAction {
  return { kind: 'answer', status: 429, body, headers: retryAfter === null ? {} : { 'retry-after': retryAfter } }
}

function moved(status: number, location: string): FaultAction {
  return { kind: 'answer', status, headers: { location } }
}

const elsewhere = 'https://elsewhere.invalid/v2/fhir/ExplanationOfBenefit'
const here = '/v2/fhir/ExplanationOfBenefit?moved=1'
const claimsOnce: FaultMatch = { route: 'claims', path: '^(?!.*moved=1)' }

const unavailable: FaultAction = { kind: 'answer', status: 503, body: outage, headers: html }

export const statusKnobs: readonly Knob[] = [
  ...faultKnobs('status', dataCalls, [
    ['429-seconds', 'Busy; come back in 2 seconds', busy('2')],
    ['429-date', 'Busy; come back at a date two seconds from now', nowMs => busy(new Date(nowMs + 2_000).toUTCString())],
    ['429-zero', 'Busy; come back in 0 seconds', busy('0')],
    ['429-without-time', 'Busy; no word when to come back', busy(null)],
    ['429-huge', 'Busy; come back in a year', busy('31536000')],
    ['429-garbage', 'Busy; come back "soon"', busy('soon')],
    ['429-empty', 'Busy; without a body', busy('2', '')],
    ['500-json', 'The server error of the real server', { kind: 'answer', status: 500, body: '{"error": "Server Error (500)"}' }],
    ['500-html', 'A server error as a page', { kind: 'answer', status: 500, body: outage, headers: html }],
    ['502-detail', 'The claims backend failed', { kind: 'answer', status: 502, body: '{"detail":"A failure occurred contacting the upstream server"}' }],
    ['502-html', 'A maintenance page from the load balancer', { kind: 'answer', status: 502, body: outage, headers: html }],
    ['503-retry-after', 'Unavailable; come back in 2 seconds', { ...unavailable, headers: { ...html, 'retry-after': '2' } }],
    ['503-html', 'Unavailable, as a page', unavailable],
    ['504-html', 'Timed out, as a page', { kind: 'answer', status: 504, body: outage, headers: html }],
    ['200-html', 'A page where JSON is expected, with 200', { kind: 'mangle', how: 'html' }],
    ['200-empty', 'Nothing at all, with 200', { kind: 'mangle', how: 'empty' }],
    ['204', 'No content', { kind: 'answer', status: 204 }],
    ['cut-json', 'JSON that breaks off half way, with 200 and the right length', { kind: 'mangle', how: 'cut' }],
    ['bom', 'A byte order mark before the JSON', { kind: 'mangle', how: 'bom' }],
    ['trailing-text', 'Words after the JSON', { kind: 'mangle', how: 'trailing-text' }],
    ['invalid-utf8', 'Bytes in the JSON that are no letters', { kind: 'mangle', how: 'invalid-utf8' }],
    ['duplicate-key', 'The first key of the JSON twice', { kind: 'mangle', how: 'duplicate-key' }],
  ]),
  ...faultKnobs(
    'status',
    claimsOnce,
    [301, 302, 307, 308].flatMap(status => [
      [`${status}-same-origin`, `Claims have moved (${status}) to another address here`, moved(status, here)] as const,
      [`${status}-foreign`, `Claims have moved (${status}) to another host`, moved(status, elsewhere)] as const,
    ]),
  ),
  ...faultKnobs('status', dataCalls, [
    ['flapping', 'Two good answers, two bad ones, a good one, over and over', unavailable, { ...dataCalls, pattern: 'SSFFS' }],
  ]),
  ...faultKnobs('status', { route: 'claims' }, [
    ['empty-bundle', 'No claims at all, with 200, for a person who has some', { kind: 'edit-json', set: { total: 0 }, remove: ['entry'] }],
  ]),
  {
    name: 'outage-window',
    area: 'status',
    title: 'Down for ten minutes, beginning in one minute by the sandbox clock',
    effect: { fault: () => ({ match: {}, action: unavailable, afterMs: 60_000, ttlMs: 600_000 }) },
  },
]
