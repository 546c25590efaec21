// Trouble with the exchange of a code: refusals, lost answers, and replies that are not quite what was promised.
import { faultKnobs } from './rows'
import type { Knob } from './knobs'

const refused = (status: number, body: string) => ({ kind: 'answer' as const, status, body })
const replied = (set: Record<string, unknown>) => ({ kind: 'edit-json' as const, set })
const serverError = '{"error": "Server Error (500)"}'

export const tokenKnobs: readonly Knob[] = faultKnobs('token', { route: 'token' }, [
  ['code-refused', 'The code is refused once, and is good for another try', refused(400, '{"error": "invalid_grant"}')],
  ['code-expired', 'The code is past its minute when it arrives', { kind: 'do', what: 'expire-codes' }],
  ['code-used', 'The code has been traded before when it arrives', { kind: 'do', what: 'spend-codes' }],
  ['verifier-mismatch', 'The verifier does not belong to the code', { kind: 'edit-request', form: { code_verifier: 'A'.repeat(43) } }],
  ['client-refused', 'The secret is refused', {
    ...refused(401, '{"error": "invalid_client"}'),
    headers: { 'www-authenticate': 'Bearer error="invalid_client"' },
  }],
  ['error-null', 'A refusal whose error is null', refused(400, '{"error": null, "error_description": "code_verifier min length must be 43"}')],
  ['token-500-before', 'The exchange fails before anything happened', refused(500, serverError)],
  ['token-500-after', 'The exchange fails after the code was spent', { ...refused(500, serverError), afterwards: true }],
  ['token-answer-lost', 'The code is spent and the answer is lost', { kind: 'transport', how: 'reset-after' }],
  ['token-html', 'A page instead of tokens', { kind: 'mangle', how: 'html' }],
  ['expires-in-float', 'A fraction of a second in expires_in', replied({ expires_in: 3_599.5 })],
  ['expires-in-text', 'Text in expires_in', replied({ expires_in: '3600' })],
  ['expires-in-negative', 'A negative expires_in', replied({ expires_in: -1 })],
  ['expires-in-huge', 'Thousands of years in expires_in', replied({ expires_in: 1e12 })],
  ['expires-in-missing', 'There is no expires_in', { kind: 'edit-json', remove: ['expires_in'] }],
  ['refresh-token-missing', 'There is no refresh token, as for a one-hour app in the documentation', { kind: 'edit-json', remove: ['refresh_token'] }],
  ['token-type-lower-case', 'The token_type "bearer", in small letters', replied({ token_type: 'bearer' })],
  ['token-type-other', 'The token_type "mac"', replied({ token_type: 'mac' })],
  ['scope-missing', 'There is no scope', { kind: 'edit-json', remove: ['scope'] }],
  ['scope-narrower', 'Only claims were granted', replied({ scope: 'patient/ExplanationOfBenefit.rs' })],
  ['grant-date-with-space', 'The end of access is written with a space', replied({ access_grant_expiration: '2027-09-05 19:17:53Z' })],
  ['grant-date-with-t', 'The end of access is written with a T, as by the real server', replied({ access_grant_expiration: '2027-09-05T19:17:53Z' })],
  ['grant-date-empty', 'There is no end of access', replied({ access_grant_expiration: '' })],
  ['extra-fields', 'The reply has fields nobody knows', replied({ id_token: 'x', foo: { bar: 1 } })],
  ['patient-missing', 'There is no patient', { kind: 'edit-json', remove: ['patient'] }],
  ['patient-wrong', 'The patient is somebody else', replied({ patient: '-10000010254647' })],
])
