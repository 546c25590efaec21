// Trouble with refreshing: every refusal of contract 3.4, the ways to lose a pair, and servers that rotate otherwise.
import { behaves, faultKnobs, numberOr } from './rows'
import type { Knob } from './knobs'

const again = 'To refresh Medicare data, end user must re-authenticate and consent to share their data.'

function refused(status: number, error: string, error_description: string) {
  const body = JSON.stringify({ status_code: status, error, error_description })
  return { kind: 'answer' as const, status, body }
}



export const refreshKnobs: readonly Knob[] = [
  behaves('refresh', 'rotation-off', 'A refresh gives the same refresh token again', { rotation: 'off' }),
  {
    name: 'rotation-grace',
    area: 'refresh',
    title: 'A spent refresh token works for ten more seconds',
    takes: 'seconds, 10',
    effect: { behave: value => ({ rotation: 'grace', graceMs: numberOr(value, 10) * 1_000 }) },
  },
  behaves('refresh', 'rotation-strict', 'A refresh token works once, as at the real server', { rotation: 'strict' }),
  behaves('refresh', 'old-access-dies', 'The old access token ends with a refresh, as at the real server', { oldAccessToken: 'dies' }),
  behaves('refresh', 'refresh-app-paused', 'The app is switched off while people are connected', { app: 'paused' }),
  behaves('refresh', 'old-access-survives', 'The old access token outlives a refresh', { oldAccessToken: 'survives' }),
  behaves('refresh', 'reuse-ends-grant', 'Using a spent refresh token ends the whole grant', { reuse: 'ends-the-grant' }),
  behaves('refresh', 'parallel-500', 'The loser of two refreshes at once gets 500', { parallelRefresh: 'loser-gets-500' }),
  behaves('refresh', 'parallel-both-win', 'Two refreshes at once get the same new pair', { parallelRefresh: 'both-win' }),
  behaves('refresh', 'rotate-then-502', 'The pair is rotated, then the backend fails', { claimsBackend: 'failing' }),
  behaves('refresh', 'rotate-then-404', 'The pair is rotated, then the person is not found', { claimsBackend: 'does-not-know-the-person' }),
  behaves('refresh', 'rotate-then-500', 'The pair is rotated, then the backend cannot be reached', { claimsBackend: 'unreachable' }),
  ...faultKnobs('refresh', { route: 'refresh' }, [
    ['refresh-spent', 'The refresh token was used before', { kind: 'answer', status: 400, body: '{"error": "invalid_grant"}' }],
    ['refresh-not-found', 'The refresh token was replaced by a newer consent', refused(400, 'invalid_request', 'Refresh token not found.')],
    ['refresh-timed-out', 'The thirteen months are over', refused(401, 'invalid_grant', `User access has timed out. ${again}`)],
    ['refresh-revoked', 'The person stopped sharing', refused(403, 'invalid_grant', `User access cannot be found. ${again}`)],
    ['refresh-one-time', 'The app may not refresh', refused(403, 'invalid_client', `Your application is not allowed to refresh tokens. ${again}`)],
    ['refresh-denied', 'Version 3 says only "Request denied"', { kind: 'answer', status: 403, body: '{"status_code": 403, "message": "Request denied"}' }],
    ['refresh-client-refused', 'The secret is refused', { kind: 'answer', status: 401, body: '{"error": "invalid_client"}' }],
    ['refresh-answer-lost', 'The pair is rotated and the answer is lost', { kind: 'transport', how: 'reset-after' }],
    ['refresh-slow', 'The pair is rotated at once and the answer takes twenty seconds', (_, value) => ({
      kind: 'delay',
      ms: numberOr(value, 20_000),
      afterwards: true,
    }), { takes: 'milliseconds, 20000' }],
    ['refresh-html', 'The pair is rotated and a page comes back', { kind: 'mangle', how: 'html' }],
  ]),
]
