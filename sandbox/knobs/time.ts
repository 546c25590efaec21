// Tokens and grants that end while they are used, clocks that disagree, and the rate limit.
import type { Deed } from '@/sandbox/faults/fault'
import { behaves, faultKnobs, numberOr } from './rows'
import type { Knob } from './knobs'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const thirteenMonthsMs = 397 * 24 * hourMs
const thirdPage = { route: 'claims', nth: 3 } as const



function moves(name: string, title: string, advanceMs: number): Knob {
  return { name, area: 'tokens over time', title, effect: { advanceMs } }
}

function ends(name: string, title: string, deed: Deed): Knob {
  return { name, area: 'tokens over time', title, effect: { deed } }
}

export const timeKnobs: readonly Knob[] = [
  ends('expire-now', 'Access tokens are past their hour from now on', 'expire-access-tokens'),
  ends('grant-removed', 'People remove the app at Medicare.gov; nobody tells the app', 'revoke-at-medicare'),
  ends('grant-over-now', 'Access periods are over from now on', 'expire-grants'),
  {
    name: 'expire-after-calls',
    area: 'tokens over time',
    title: 'An access token is good for three data calls',
    takes: 'calls, 3',
    effect: { behave: value => ({ accessTokenCalls: numberOr(value, 3) }) },
  },
  ...faultKnobs('tokens over time', thirdPage, [
    ['expire-mid-paging', 'The access token expires at the third page of claims', { kind: 'do', what: 'expire-access-tokens' }],
    ['revoke-mid-paging', 'The person removes the app at the third page of claims', { kind: 'do', what: 'revoke-at-medicare' }],
    ['grant-over-mid-paging', 'The access period ends at the third page of claims', { kind: 'do', what: 'expire-grants' }],
  ]),
  moves('clock-one-minute', 'A minute later: codes are too old', minuteMs + 1_000),
  moves('clock-one-hour', 'An hour later: access tokens are too old', hourMs + 1_000),
  moves('clock-thirteen-months', 'Thirteen months later: grants are over', thirteenMonthsMs),
  moves('clock-ahead', 'The sandbox is five minutes ahead', 5 * minuteMs),
  moves('clock-behind', 'The sandbox is five minutes behind', -5 * minuteMs),
  behaves('rate', 'rate-per-token', 'Three data calls a minute for each token', { rateLimit: 3, rateWindowMs: minuteMs }),
  behaves('rate', 'rate-per-app', 'Three data calls a minute for each app', { rateLimit: 3, rateWindowMs: minuteMs, ratePer: 'app' }),
  behaves('rate', 'rate-for-everybody', 'Three data calls a minute in all', { rateLimit: 3, rateWindowMs: minuteMs, ratePer: 'everybody' }),
  ...faultKnobs('rate', { route: ['patient', 'coverage', 'claims', 'claim'] }, [
    ['rate-headers-none', 'The rate headers say None on data too', {
      kind: 'edit-headers',
      headers: { 'x-ratelimit-limit': 'None', 'x-ratelimit-remaining': 'None', 'x-ratelimit-reset': 'None' },
    }],
  ]),
]
