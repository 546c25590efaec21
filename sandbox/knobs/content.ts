// FHIR answers that are wrong in what they say: pages that do not fit together, links that lead astray, claims of
// somebody else, values that nobody expects (quality D, FHIR content). Each aims at searches or reads of health data.
import type { FaultAction } from '@/sandbox/faults/fault'
import type { ContentEdit } from '@/sandbox/faults/content/names'
import { dataCalls, faultKnobs } from './rows'
import type { Row } from './rows'
import type { Knob, KnobValue } from './knobs'

const claims = { route: 'claims' } as const
const fhirCalls = { route: ['patient', 'coverage', 'claims', 'claim'] } as const

function edit(name: ContentEdit, title: string, takes?: string): Row {
  const action = (_: number, value?: KnobValue): FaultAction => ({
    kind: 'edit-content',
    how: name,
    ...(value !== undefined && { value }),
  })
  return [name, title, action, takes === undefined ? {} : { takes }]
}

function outcome(status: number, code: string, diagnostics: string): FaultAction {
  const body = JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] })
  return { kind: 'answer', status, body, headers: { 'content-type': 'application/fhir+json' } }
}

export const contentKnobs: readonly Knob[] = [
  ...faultKnobs('pages of claims', claims, [
    ['empty-bundle', 'No claims at all, with 200, for a person who has some', { kind: 'edit-json', set: { total: 0 }, remove: ['entry'] }],
    edit('total-missing', 'There is no total'),
    edit('total-wrong', 'The total is seven too many', 'the total'),
    edit('duplicate-within-page', 'The first claim of a page comes twice on it'),
    edit('duplicate-across-pages', 'Each page begins with the last claim of the page before'),
    edit('same-id-twice', 'The first two claims of a page are different and have the same id'),
    edit('entries-reordered', 'The claims of a page are in another order, the same for the same seed'),
    edit('pages-reordered', 'The second and third page change places, the fourth and fifth, and so on'),
    edit('grows-between-pages', 'A new claim comes in front after the first page, so one comes twice'),
    edit('shrinks-between-pages', 'A claim goes away after the first page, so one is never seen'),
    edit('next-foreign-host', 'The next page is at another host', 'its address, https://elsewhere.invalid'),
    edit('next-suffix-host', 'The next page is at a host that begins like this one'),
    edit('next-user-info', 'The next page is at another host, with this one as the user name'),
    edit('next-password', 'The next page is here, with a user name and a password in its address'),
    edit('next-http', 'The next page is on plain http, at its usual port'),
    edit('next-other-path', 'The next page is at another path here', 'the path, /somewhere/else'),
    edit('next-other-patient', "The next page is another person's", 'a patient id'),
    edit('next-relative', 'The address of the next page has no host'),
    edit('next-script', 'The address of the next page is a script'),
    edit('next-cyclic', 'From the second page on, the next page is the first'),
    edit('next-itself', 'The next page is the same page'),
    edit('next-endless', 'There is always one more page'),
    edit('next-missing', 'There are more claims, and no link to them'),
    edit('outcome-among-entries', 'The first entry of a page is an OperationOutcome'),
    edit('unknown-type', 'The first entry of a page is of a type that nobody knows'),
    edit('huge-bundle', 'A page has a thousand claims, whatever was asked', 'claims, 1000'),
  ]),
  ...faultKnobs('claims and people', fhirCalls, [
    edit('wrong-patient-once', "One of the records is another person's", 'a patient id'),
    edit('wrong-patient-everywhere', "Every record is another person's", 'a patient id'),
    edit('null-at', 'Null where claims have their period', 'a dotted path, entry.*.resource.billablePeriod'),
    edit('missing-at', 'Nothing where claims have their period', 'a dotted path, entry.*.resource.billablePeriod'),
    edit('mistyped-at', 'A number where claims have their period', 'a dotted path, entry.*.resource.billablePeriod'),
    edit('dates-odd', 'Dates are partial, impossible, far away or written otherwise'),
    edit('amounts-negative', 'Amounts are below zero'),
    edit('amounts-decimals', 'Amounts have seventeen decimals'),
    edit('amounts-currency', 'Amounts are in euros'),
    edit('amounts-huge', 'Amounts are larger than any number of cents'),
    edit('huge-text', 'One text has five million letters', 'letters, 5000000'),
    edit('deep', 'One record has extensions five thousand deep', 'depth, 5000'),
    edit('proto-keys', 'Records have the keys __proto__, constructor and prototype'),
    ['outcome-200', 'An OperationOutcome instead of data, with 200', outcome(200, 'exception', 'The data could not be read.')],
    ['outcome-400', 'An OperationOutcome instead of data, with 400, as version 3 writes it', outcome(400, 'invalid', 'The request is not valid.')],
    ['outcome-404', 'An OperationOutcome instead of data, with 404, as version 3 writes it', outcome(404, 'not-found', 'Resource not found')],
    ['outcome-500', 'An OperationOutcome instead of data, with 500', outcome(500, 'exception', 'The claims backend failed.')],
  ]),
  ...faultKnobs('claims and people', dataCalls, [
    edit('text-xss', 'Names and words are pieces of script'),
    edit('text-csv', 'Names and words are formulas for a spreadsheet'),
    edit('text-bidi', 'Names and words turn the direction of the line, or are invisible'),
    edit('text-control', 'Names and words have control characters'),
    ['cut-json', 'JSON that breaks off half way, with 200 and the right length', { kind: 'mangle', how: 'cut' }],
    ['bom', 'A byte order mark before the JSON', { kind: 'mangle', how: 'bom' }],
    ['trailing-text', 'Words after the JSON', { kind: 'mangle', how: 'trailing-text' }],
    ['invalid-utf8', 'Bytes in the JSON that are no letters', { kind: 'mangle', how: 'invalid-utf8' }],
    ['duplicate-key', 'The first key of the JSON twice', { kind: 'mangle', how: 'duplicate-key' }],
    ['charset-utf-16', 'The JSON is in UTF-16, and says so', { kind: 'mangle', how: 'utf-16' }],
    ['charset-latin-1', 'The JSON is in Latin 1, and says so', { kind: 'mangle', how: 'latin-1' }],
    ['charset-wrong', 'The JSON is in UTF-8 and says that it is in Latin 1', { kind: 'edit-headers', headers: { 'content-type': 'application/fhir+json; charset=iso-8859-1' } }],
    ['content-type-text', 'The JSON says that it is plain text', { kind: 'edit-headers', headers: { 'content-type': 'text/plain' } }],
  ]),
]
