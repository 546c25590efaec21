// Answers that are not the answer: busy, broken, elsewhere, or something else altogether.
import type { FaultAction, FaultMatch } from '@/sandbox/faults/fault'
import { dataCalls, faultKnobs, numberOr } from './rows'
import type { Knob, KnobValue } from './knobs'

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

function statusOf(value: KnobValue | undefined): number {
  const status = numberOr(value, 418)
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : 418
}

export const statusKnobs: readonly Knob[] = [
  ...faultKnobs('status', dataCalls, [
    ['any-status', 'Any status you name, with a JSON body that says little', (_, value) => ({
      kind: 'answer',
      status: statusOf(value),
      body: '{"detail":"No."}',
    }), { takes: 'a status from 200 to 599, 418' }],
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
    ['flapping', 'Two good answers, two bad ones, a good one, over and over', unavailable, {
      match: { ...dataCalls, pattern: 'SSFFS' },
    }],
  ]),
  {
    name: 'outage-window',
    area: 'status',
    title: 'Down for ten minutes, beginning in one minute by the sandbox clock',
    effect: { fault: () => ({ match: {}, action: unavailable, afterMs: 60_000, ttlMs: 600_000 }) },
  },
]
