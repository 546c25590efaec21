// Who may open which address, as data. Every page and handler has a row: a new one without a row fails the unit tests,
// and the journey every-route.spec.ts asks the running app for each row as each kind of visitor (quality SES-12, HDR-05).

export type Who = 'anybody' | 'enrollee' | 'operator'

export type Method = 'GET' | 'POST'

export interface RoutePolicy {
  /** The address as its folders make it; a part in brackets is an id. */
  readonly route: string
  readonly kind: 'page' | 'handler'
  /** Who is answered; everybody else is sent to sign in, or refused. */
  readonly who: Who
  /** What the file answers to. A page answers GET; HEAD follows GET unless `head` is `refused`. */
  readonly methods: readonly Method[]
  readonly head?: 'refused'
  /** A query without which a GET means nothing. */
  readonly query?: string
  /** What a GET by somebody who may is answered with, where that is not 200. */
  readonly answers?: readonly number[]
  /** What a POST is answered with that says nothing of where it comes from, where that is not 403. */
  readonly answersPost?: readonly number[]
}

const page = (route: string, who: Who, more: Partial<RoutePolicy> = {}): RoutePolicy => ({ route, kind: 'page', who, methods: ['GET'], ...more })
const form = (route: string, who: Who, more: Partial<RoutePolicy> = {}): RoutePolicy => ({ route, kind: 'handler', who, methods: ['POST'], ...more })
const read = (route: string, who: Who, more: Partial<RoutePolicy> = {}): RoutePolicy => ({ route, kind: 'handler', who, methods: ['GET'], ...more })

export const routePolicies: readonly RoutePolicy[] = [
  page('/', 'anybody'),
  page('/privacy', 'anybody'),
  page('/terms', 'anybody'),
  page('/sign-in', 'anybody'),
  page('/signed-out', 'anybody'),

  page('/welcome', 'enrollee'),
  page('/claims', 'enrollee'),
  page('/claims/[id]', 'enrollee'),
  page('/claims/[id]/record', 'enrollee'),
  page('/drugs', 'enrollee'),
  page('/providers', 'enrollee'),
  page('/conditions', 'enrollee'),
  page('/spending', 'enrollee'),
  page('/coverage', 'enrollee'),
  page('/check', 'enrollee'),
  page('/profile', 'enrollee'),
  page('/access', 'enrollee'),
  page('/access/disconnect', 'enrollee'),

  read('/access/lines', 'enrollee', { head: 'refused', query: 'as=json' }),
  read('/api/claims', 'enrollee', { query: 'starts=0' }),
  // Answers everybody with when their own session ends; to nobody, that there is none.
  read('/api/auth/session', 'anybody'),

  { route: '/connect/start', kind: 'handler', who: 'anybody', methods: ['GET', 'POST'], head: 'refused', answers: [303, 400] },
  // Without an attempt of this browser every answer is foreign.
  read('/connect/callback', 'anybody', { head: 'refused', answers: [400] }),
  form('/sign-out', 'anybody'),
  form('/disconnect', 'enrollee'),
  form('/preferences', 'anybody'),
  // Browsers send it without an origin; ten a minute are read.
  form('/csp-report', 'anybody', { answersPost: [204, 413, 429] }),
  read('/livez', 'anybody'),
  read('/readyz', 'anybody'),
  page('/operator/sign-in', 'anybody'),
  form('/operator/sign-in/print', 'anybody'),
  form('/operator/sign-in/link', 'anybody'),
  form('/operator/sign-in/provider', 'anybody'),
  read('/operator/sign-in/callback', 'anybody', { head: 'refused', answers: [400] }),
  form('/operator/sign-out', 'operator'),
  page('/operator', 'operator'),
  form('/operator/connections/test', 'operator'),
  page('/operator/log', 'operator'),
  page('/operator/exports', 'operator'),
  form('/operator/exports/start', 'operator'),
  // Asked for by an id that no export has.
  page('/operator/exports/[id]', 'operator', { answers: [404] }),
  page('/operator/exports/[id]/claims', 'operator', { answers: [404] }),
  page('/operator/exports/[id]/claims/[claimId]', 'operator', { answers: [404] }),
  page('/operator/exports/[id]/summary', 'operator', { answers: [404] }),
  page('/operator/exports/[id]/delete', 'operator', { answers: [404] }),
  form('/operator/exports/[id]/do', 'operator'),
  read('/api/operator/session', 'operator'),
  read('/api/operator/exports/[id]', 'operator', { answers: [404] }),
]

/** Ways in which a page could be asked for so that a lock at its door is missed. */
export const disguises: readonly string[] = ['/claims/x.css', '/claims;a.js', '/claims/..%2fcoverage', '/api/claims.json', '/claims.css', '/_next/data/x/claims.json']
