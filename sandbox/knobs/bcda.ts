// What BCDA can be told: organizations that may not, lists that are missing, jobs and files that go wrong (organization
// contract, section 1).
import type { FaultAction, FaultMatch } from '@/sandbox/faults/fault'
import type { StreamFault } from '@/sandbox/faults/fault'
import { counts, faultKnobs, numberOr, switches } from './rows'
import type { Knob, KnobValue } from './knobs'

const area = 'bulk exports'
const files: FaultMatch = { route: 'organization-file' }

function words(status: number, text: string): FaultAction {
  return { kind: 'answer', status, body: `${text}\n`, headers: { 'content-type': 'text/plain; charset=utf-8' } }
}

function spoils(how: StreamFault) {
  return (_: number, value?: KnobValue): FaultAction => ({ kind: 'stream', how, atByte: numberOr(value, 4_096) })
}

export const bcdaKnobs: readonly Knob[] = [
  ...switches(area, [
    ['bcda-as-documented', 'BCDA does what its pages say where its code does something else', { bcdaReading: 'as-documented' }],
    ['bcda-token-service-failing', 'BCDA cannot make tokens', { bcdaTokenService: 'failing' }],
    ['bcda-token-service-slow', 'BCDA waited too long for the service that makes tokens', { bcdaTokenService: 'times-out' }],
    ['bcda-token-check-slow', 'BCDA waited too long for the service that checks tokens', { bcdaTokenCheck: 'times-out' }],
    ['bcda-token-check-misbehaves', 'The service that checks tokens answers nonsense', { bcdaTokenCheck: 'misbehaves' }],
  ]),
  counts(area, { name: 'bcda-token-life', title: 'A token of BCDA lives as long as you say', takes: 'seconds, 60', behave: value => ({ bcdaTokenSeconds: value }) }),
  counts(area, { name: 'bcda-token-limit', title: 'An organization may ask for so few tokens in five minutes', takes: 'calls, 1', behave: value => ({ bcdaTokenLimit: value }) }),
  ...switches(area, [
    ['bcda-organization-disabled', 'The organization may not export', { bcdaOrganization: 'disabled' }],
    ['bcda-organization-unknown', 'The organization is not found', { bcdaOrganization: 'not-found' }],
    ['bcda-organization-denied', 'The organization is on the list of those that are turned away', { bcdaOrganization: 'denied' }],
    ['bcda-guide', 'The organization is of the GUIDE model', { bcdaModel: 'guide' }],
    ['bcda-v1-v2-closed', 'Versions 1 and 2 are closed to the organization', { bcdaVersions: 'not-v1-v2' }],
    ['bcda-v3-closed', 'Version 3 is closed to the organization', { bcdaVersions: 'not-v3' }],
    ['bcda-people-missing', 'There is no list of people', { bcdaAttribution: 'missing' }],
    ['bcda-people-missing-since', 'There is no list of people from before that moment', { bcdaAttribution: 'missing-for-since' }],
    ['bcda-people-awaited', 'The list of people for the new year is not there yet', { bcdaAttribution: 'awaiting-new-year' }],
    ['bcda-runout-missing', 'There is no list of last year\'s people', { bcdaRunout: 'missing' }],
    ['bcda-runout-expired', 'The list of last year\'s people is too old', { bcdaRunout: 'expired' }],
  ]),
  counts(area, {
    name: 'bcda-duplicates-refused',
    title: 'The same export cannot be started twice',
    takes: 'Retry-After, 0',
    behave: value => ({ bcdaDuplicates: 'refused', bcdaDuplicateRetryAfter: value }),
  }),
  counts(area, { name: 'bcda-jobs-slow', title: 'An export works so many seconds longer', takes: 'seconds, 60', behave: value => ({ bcdaRunMs: value * 1_000 }) }),
  ...switches(area, [
    ['bcda-jobs-fail', 'Exports end in failure', { bcdaJob: 'fails' }],
    ['bcda-progress-without-number', 'The progress of an export has no number', { bcdaProgress: 'without-number' }],
  ]),
  counts(area, { name: 'bcda-people-unknown', title: 'The claims server does not know some of the people', takes: 'percent, 10', behave: value => ({ bcdaUnknownPeople: value }) }),
  ...faultKnobs(area, files, [
    ['bcda-file-missing', 'A file of an export is not there', words(404, 'Not Found')],
    ['bcda-file-damaged', 'A file of an export cannot be read', words(500, 'Internal Server Error')],
    ['bcda-file-cut', 'The line is cut in the middle of a file', spoils('cut'), { takes: 'a byte, 4096' }],
    ['bcda-file-short', 'A file ends early and looks whole', spoils('end'), { takes: 'a byte, 4096' }],
    ['bcda-file-flipped', 'One byte of a file is wrong', spoils('flip'), { takes: 'a byte, 4096' }],
    ['bcda-file-twice', 'A file comes twice in one answer', spoils('twice')],
  ]),
]
