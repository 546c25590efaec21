// Trouble on the way through the sign-in, and on the way back to the app.
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import { faultKnobs } from './rows'
import type { Knob } from './knobs'

const backToApp = { route: 'consent', method: 'POST' } as const

function behaves(name: string, title: string, behave: Partial<Behaviour>): Knob {
  return { name, area: 'authorize', title, effect: { behave } }
}

export const authorizeKnobs: readonly Knob[] = [
  behaves('login-down', "Medicare's sign-in service is down", { medicareLogin: 'down' }),
  behaves('login-refuses', '"We can\'t process your request at this time", whoever signs in', { medicareLogin: 'refuses-everyone' }),
  behaves('no-medicare-number', 'The account has no Medicare number', { medicareLogin: 'no-medicare-number' }),
  behaves('paired-with-another', 'The identity is paired with another record', { medicareLogin: 'paired-with-another' }),
  behaves('never-returns', 'The sign-in ends nowhere; the app hears nothing', { medicareLogin: 'never-returns' }),
  behaves('person-not-found', 'The person cannot be found; their browser calls the app in the background', {
    claimsBackend: 'does-not-know-the-person',
  }),
  behaves('backend-502', 'The claims backend fails: at sign-in, after a refresh, and for data', { claimsBackend: 'failing' }),
  behaves('backend-unreachable', 'The claims backend cannot be reached: at sign-in, after a refresh, and for data', {
    claimsBackend: 'unreachable',
  }),
  behaves('app-paused', 'The app is inactive', { app: 'paused' }),
  behaves('v3-off', 'Version 3 does not exist', { v3: 'off' }),
  behaves('v3-early-adopters', 'Version 3 is closed to this app', { v3: 'early-adopters-only' }),
  ...faultKnobs('authorize', backToApp, [
    ['access-denied', 'Connect answers access_denied', { kind: 'edit-redirect', set: { code: null, error: 'access_denied' } }],
    ['state-dropped', 'The app gets no state back', { kind: 'edit-redirect', set: { state: null } }],
    ['state-altered', 'The app gets another state back', { kind: 'edit-redirect', set: { state: 'altered-state-of-more-than-16' } }],
    ['state-doubled', 'The app gets its state twice', { kind: 'edit-redirect', double: ['state'] }],
    ['code-replaced', 'The app gets a code that is not its own', { kind: 'edit-redirect', set: { code: 'A'.repeat(30) } }],
    ['code-doubled', 'The app gets its code twice', { kind: 'edit-redirect', double: ['code'] }],
    ['iss-wrong', 'The answer names another issuer', { kind: 'edit-redirect', set: { iss: 'https://elsewhere.invalid' } }],
    ['iss-with-slash', 'The answer names the issuer with a slash too many', { kind: 'edit-redirect', set: { iss: 'http://localhost:8000/' } }],
    ['unknown-parameters', 'The answer has parameters nobody knows', { kind: 'edit-redirect', set: { session_state: 'x', foo: '1' } }],
    ['error-with-markup', 'The error description is HTML with a line break', {
      kind: 'edit-redirect',
      set: { code: null, error: 'server_error', error_description: '<script>alert(1)</script>\r\nSet-Cookie: a=b' },
    }],
    ['callback-delayed', 'The way back takes five seconds', { kind: 'delay', ms: 5_000 }],
  ]),
]
