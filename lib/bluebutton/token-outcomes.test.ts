// Every refused token request that Medicare's server is known to send has its meaning, and what is not known never ends a
// connection (quality OAU-11; contract 3.3 and 3.4, observed 4 and 5).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExchangeOutcome, readExchangeRefusal, readRefreshRefusal, type RefreshOutcome, type TokenReply } from './token-outcomes'

const reconnect = 'To refresh Medicare data, end user must re-authenticate and consent to share their data.'
const inactive =
  'This application, Example, is temporarily inactive. If you are the app maintainer, please contact the Blue Button API team. If you are a Medicare Beneficiary and need assistance, please contact the support team for the application you are trying to access.'
const oneHour = `Your application is not allowed to refresh tokens. ${reconnect} If your application needs to refresh tokens, contact us at BlueButtonAPI@cms.hhs.gov.`

describe('a refused refresh (OAU-11)', () => {
  it.each<[cause: string, status: number, body: TokenReply['body'], outcome: RefreshOutcome]>([
    ['already used', 400, { error: 'invalid_grant' }, 'look-first'],
    ['never existed, or deleted by a new consent', 400, { status_code: 400, error: 'invalid_request', error_description: 'Refresh token not found.' }, 'look-first'],
    ['unknown, on version 3', 403, { status_code: 403, message: 'Request denied' }, 'look-first'],
    ['missing or empty', 400, { status_code: 400, error: 'invalid_request', error_description: 'Missing refresh token parameter' }, 'retry-later'],
    ['another app, by Basic', 400, { status_code: 400, error: 'invalid_request', error_description: 'different app in headers than in request data' }, 'our-settings'],
    ['another app, in the body', 400, { status_code: 400, error: 'invalid_request', error_description: 'Token does not match client_id' }, 'our-settings'],
    ['wrong or no secret', 401, { error: 'invalid_client' }, 'our-settings'],
    ['no credentials at all', 401, { status_code: 401, error: 'invalid_client', error_description: 'App id failed' }, 'our-settings'],
    ['unknown client', 401, { status_code: 401, error: 'invalid_client', error_description: 'Application does not exist' }, 'our-settings'],
    ['malformed client', 400, { status_code: 400, error: 'invalid_client', error_description: 'Invalid client_id format' }, 'our-settings'],
    ['app paused', 403, { status_code: 403, error: 'invalid_client', error_description: inactive }, 'our-settings'],
    ['wider scope', 400, { error: 'invalid_scope' }, 'our-settings'],
    ['grant type unknown', 400, { error: 'unsupported_grant_type' }, 'our-settings'],
    ['not allowed', 400, { error: 'unauthorized_client' }, 'our-settings'],
    ['one-hour app', 403, { status_code: 403, error: 'invalid_client', error_description: oneHour }, 'not-refreshable'],
    ['13 months over', 401, { status_code: 401, error: 'invalid_grant', error_description: `User access has timed out. ${reconnect}` }, 'access-expired'],
    ['13 months over, with the status of the docs', 400, { error: 'invalid_grant', error_description: `User access has timed out. ${reconnect}` }, 'access-expired'],
    ['revoked by the person', 403, { status_code: 403, error: 'invalid_grant', error_description: `User access cannot be found. ${reconnect}` }, 'access-ended'],
    ['claims backend failing', 502, { status_code: 502, message: 'Failed to retrieve data from data source.' }, 'retry-later'],
    ['person unknown to the backend', 404, { status_code: 404, message: 'Not found.' }, 'retry-later'],
    ['backend refusing connections', 500, { error: 'Server Error (500)' }, 'retry-later'],
    ['a maintenance page', 503, null, 'retry-later'],
    ['a maintenance page that says 200', 200, null, 'retry-later'],
    ['an empty answer', 200, null, 'retry-later'],
    ['no answer', 0, null, 'retry-later'],
    ['error null', 400, { error: null, error_description: 'code_verifier min length is 43' }, 'retry-later'],
    ['an error nobody told us of', 400, { error: 'grant_on_holiday' }, 'retry-later'],
    ['too many requests', 429, { detail: 'Request was throttled. Expected available in 60 seconds.' }, 'retry-later'],
    ['a redirect', 301, null, 'retry-later'],
    ['version 3 switched off', 404, null, 'retry-later'],
    ['words of a sentence in error', 403, { error: 'User access cannot be found.' }, 'retry-later'],
    ['another message with 403', 403, { status_code: 403, message: 'Unable to verify permission' }, 'retry-later'],
    ['names that objects have by nature', 400, { error: '__proto__', error_description: 'constructor' }, 'retry-later'],
  ])('%s', (_, status, body, outcome) => {
    expect(readRefreshRefusal({ status, body })).toBe(outcome)
  })

  it('has an outcome for any reply, and one of unknown words keeps the connection', () => {
    const known = /invalid_grant|invalid_request|invalid_client|unauthorized_client|invalid_scope|unsupported_grant_type|Request denied/
    const body = fc.option(fc.dictionary(fc.constantFrom('error', 'error_description', 'message', 'detail'), fc.oneof(fc.string(), fc.jsonValue())), { nil: null })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), body, (status, any) => {
        fc.pre(!known.test(JSON.stringify(any)))
        expect(readRefreshRefusal({ status, body: any })).toBe('retry-later')
      }),
      { numRuns: 500 },
    )
  })
})

describe('a refused code (contract 3.3)', () => {
  it.each<[cause: string, status: number, body: TokenReply['body'], outcome: ExchangeOutcome]>([
    ['no credentials at all', 401, { status_code: 401, error: 'invalid_client', error_description: 'App id failed' }, 'our-settings'],
    ['wrong secret', 401, { error: 'invalid_client' }, 'our-settings'],
    ['unknown client, in Basic', 401, { status_code: 401, error: 'invalid_client', error_description: 'Application does not exist' }, 'our-settings'],
    ['unknown client, in body', 400, { status_code: 400, error: 'invalid_client', error_description: 'Application does not exist (client_id)' }, 'our-settings'],
    ['malformed client', 400, { status_code: 400, error: 'invalid_client', error_description: 'Invalid client_id format' }, 'our-settings'],
    ['app paused', 403, { status_code: 403, error: 'invalid_client', error_description: inactive }, 'paused'],
    ['two apps at once', 400, { status_code: 400, error: 'invalid_request', error_description: 'different app in headers than in request data' }, 'our-settings'],
    ['code wrong, used or expired', 400, { error: 'invalid_grant' }, 'too-slow'],
    ['code missing', 400, { error: 'invalid_request', error_description: 'Missing code parameter.' }, 'our-settings'],
    ['verifier missing', 400, { error: 'invalid_request', error_description: 'Code verifier required.' }, 'our-settings'],
    ['redirect address differs', 400, { error: 'invalid_request', error_description: 'Mismatching redirect URI.' }, 'our-settings'],
    ['redirect address missing', 400, { error: 'invalid_request', error_description: 'Missing redirect URI.' }, 'our-settings'],
    ['grant type unknown', 400, { error: 'unsupported_grant_type' }, 'our-settings'],
    ['something in the query', 400, { error: 'invalid_request', error_description: 'URL query parameters are not allowed' }, 'our-settings'],
    ['a strange authorization', 500, { error: 'Server Error (500)' }, 'medicare-down'],
    ['backend down', 502, { status_code: 502, message: 'Failed to retrieve data from data source.' }, 'medicare-down'],
    ['maintenance page', 503, null, 'medicare-down'],
    ['empty', 200, null, 'medicare-down'],
    ['no answer', 0, null, 'medicare-down'],
    ['a redirect', 301, null, 'medicare-down'],
    ['version 3 switched off', 404, null, 'medicare-down'],
    ['error null', 400, { error: null, error_description: 'code_verifier min length is 43' }, 'medicare-down'],
  ])('%s', (_, status, body, outcome) => {
    expect(readExchangeRefusal({ status, body })).toBe(outcome)
  })
})
