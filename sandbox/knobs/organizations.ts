// What the organizations' emulators can be told: the other reading of a document, and gateways that fail in front of
// them (organization contract, sections 2 to 4).
import type { FaultAction, FaultMatch } from '@/sandbox/faults/fault'
import { counts, faultKnobs, switches } from './rows'
import type { Knob } from './knobs'

const area = 'organizations'
const anyCall: FaultMatch = {
  route: ['organization-token', 'organization-refresh', 'organization-export', 'organization-job', 'organization-file', 'organization-call'],
}
const page = '<!doctype html><html lang="en"><title>Gateway</title><h1>The gateway has no answer</h1></html>'

function gateway(status: number): FaultAction {
  return { kind: 'answer', status, body: page, headers: { 'content-type': 'text/html; charset=utf-8' } }
}

function busy(headers: Readonly<Record<string, string>>): FaultAction {
  return { kind: 'answer', status: 429, body: '{"error":"too_many_requests"}', headers }
}

export const organizationKnobs: readonly Knob[] = [
  ...faultKnobs(area, anyCall, [
    ['gateway-502', 'An organization\'s gateway answers 502 with a page', gateway(502)],
    ['gateway-503', 'An organization\'s gateway answers 503 with a page', gateway(503)],
    ['gateway-504', 'An organization\'s gateway answers 504 with a page', gateway(504)],
    ['gateway-busy', 'An organization\'s gateway is busy', (_, value) => busy({ 'retry-after': String(value ?? 2) }), { takes: 'Retry-After, 2' }],
    ['gateway-busy-without-time', 'An organization\'s gateway is busy; no word when to come back', busy({})],
  ]),
  ...switches(area, [
    ['change-answer-v1', 'Change Healthcare says accessToken on its v2 path too', { changeAnswer: 'v1' }],
    ['change-json', 'Change Healthcare takes JSON besides a form', { changeBody: 'form-or-json' }],
    ['change-host-retired', 'Change Healthcare has moved; the old host answers errors', { changeHost: 'retired' }],
  ]),
  counts(area, { name: 'change-token-life', title: 'A token of Change Healthcare lives as long as you say', takes: 'seconds, 7200', behave: value => ({ changeTokenSeconds: value }) }),
  ...switches(area, [
    ['cdc-header-lenient', 'CDC takes Bearer in front of the token', { cdcHeader: 'lenient' }],
    ['cdc-expiration-milliseconds', 'CDC writes the end of a token in milliseconds', { cdcExpiration: 'milliseconds' }],
    ['cdc-expiration-text', 'CDC writes the end of a token as text', { cdcExpiration: 'text' }],
    ['cdc-expiration-date', 'CDC writes the end of a token as an ISO date', { cdcExpiration: 'iso-date' }],
    ['cdc-old-token-dies', 'At CDC a token that was refreshed is dead at once', { cdcOldToken: 'dies' }],
    ['cdc-date-missing', 'CDC does not say what time it has', { cdcDate: 'missing' }],
  ]),
  counts(area, { name: 'cdc-clock-ahead', title: 'CDC\'s clock is ahead', takes: 'milliseconds, 600000', behave: value => ({ cdcClockOffsetMs: value }) }),
  counts(area, { name: 'cdc-clock-behind', title: 'CDC\'s clock is behind', takes: 'milliseconds, 600000', behave: value => ({ cdcClockOffsetMs: -value }) }),
  counts(area, { name: 'cdc-token-life', title: 'A token of CDC lives as long as you say', takes: 'seconds, 60', behave: value => ({ cdcTokenSeconds: value }) }),
  ...switches(area, [
    ['optum-form', 'Optum takes a form and refuses JSON', { optumBody: 'form' }],
    ['optum-both', 'Optum takes JSON and a form', { optumBody: 'both' }],
    ['optum-extras', 'Optum\'s token lives two hours and brings members nobody asked for', { optumAnswer: 'with-extras' }],
    ['optum-unauthorized-message', 'Optum refuses a token in its other shape', { optumUnauthorized: 'message' }],
    ['optum-token-failing', 'Optum\'s token service fails', { optumTokenService: 'failing' }],
    ['optum-graph-errors', 'Optum\'s answers say 200 and hold an error', { optumGraph: 'errors-with-200' }],
    ['optum-graph-failing', 'Optum\'s resources fail', { optumGraph: 'fails' }],
  ]),
  counts(area, { name: 'optum-token-life', title: 'A token of Optum lives as long as you say', takes: 'seconds, 60', behave: value => ({ optumTokenSeconds: value }) }),
]
