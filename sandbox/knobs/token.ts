// Trouble with the exchange of a code: refusals, lost answers, and replies that are not quite what was promised.
import { faultKnobs } from './rows'
import type { Knob } from './knobs'

const refused = (status: number, body: string) => ({ kind: 'answer' as const, status, body })
const replied = (set: Record<string, unknown>) => ({ kind: 'edit-json' as const, set })
const serverError = '{"error": "Server Error (500)"}'

export const tokenKnobs: readonly Knob[] = faultKnobs('token', { route: 'token' }, [
  ['code-refused', 'The code is refused, as when it is used or too old', refused(400, '{"error": "invalid_grant"}')],
  ['client-refused', 'The secret is refused', {
    ...refused(401, '{"error": "invalid_client"}'),
    headers: { 'www-authenticate': 'Bearer error="invalid_client"' },
  }],
  ['error-null', 'A refusal whose error is null', refused(400, '{"error": null, "error_description": "code_verifier min length must be 43"}')],
  ['token-500-before', 'The exchange fails before anything happened', refused(500, serverError)],
  ['token-500-after', 'The exchange fails after the code was spent', { ...refused(500, serverError), afterwards: true }],
  ['token-answer-lost', 'The code is spent and the answer is lost', { kind: 'transport', how: 'reset-after' }],
  ['token-html', 'A page instead of tokens', { kind: 'mangle', how: 'html' }],
  ['expires-in-float', 'expires_in is a fraction', replied({ expires_in: 3_599.5 })],
  ['expires-in-text', 'expires_in is text', replied({ expires_in: '3600' })],
  ['expires-in-negative', 'expires_in is negative', replied({ expires_in: -1 })],
  ['expires-in-huge', 'expires_in is thousands of years', replied({ expires_in: 1e12 })],
  ['expires-in-missing', 'There is no expires_in', { kind: 'edit-json', remove: ['expires_in'] }],
  ['refresh-token-missing', 'There is no refresh token, as for a one-hour app in the documentation', { kind: 'edit-json', remove: ['refresh_token'] }],
  ['token-type-lower-case', 'token_type is "bearer"', replied({ token_type: 'bearer' })],
  ['token-type-other', 'token_type is "mac"', replied({ token_type: 'mac' })],
  ['scope-missing', 'There is no scope', { kind: 'edit-json', remove: ['scope'] }],
  ['scope-narrower', 'Only claims were granted', replied({ scope: 'patient/ExplanationOfBenefit.rs' })],
  ['grant-date-with-space', 'The end of access is written with a space', replied({ access_grant_expiration: '2027-09-05 19:17:53Z' })],
  ['grant-date-empty', 'There is no end of access', replied({ access_grant_expiration: '' })],
  ['extra-fields', 'The reply has fields nobody knows', replied({ id_token: 'x', foo: { bar: 1 } })],
  ['patient-missing', 'There is no patient', { kind: 'edit-json', remove: ['patient'] }],
  ['patient-wrong', 'The patient is somebody else', replied({ patient: '-10000010254647' })],
])
