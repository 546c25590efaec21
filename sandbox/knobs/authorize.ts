// Trouble on the way through the sign-in, and on the way back to the app.
import { behaves, faultKnobs, numberOr } from './rows'
import type { Knob } from './knobs'

const backToApp = { route: 'consent', method: 'POST' } as const



export const authorizeKnobs: readonly Knob[] = [
  behaves('authorize', 'login-down', "Medicare's sign-in service is down", { medicareLogin: 'down' }),
  behaves('authorize', 'login-refuses', '"We can\'t process your request at this time", whoever signs in', { medicareLogin: 'refuses-everyone' }),
  behaves('authorize', 'no-medicare-number', 'The account has no Medicare number', { medicareLogin: 'no-medicare-number' }),
  behaves('authorize', 'paired-with-another', 'The identity is paired with another record', { medicareLogin: 'paired-with-another' }),
  behaves('authorize', 'never-returns', 'The sign-in ends nowhere; the app hears nothing', { medicareLogin: 'never-returns' }),
  behaves('authorize', 'person-not-found', 'The person cannot be found; their browser calls the app in the background', {
    claimsBackend: 'does-not-know-the-person',
  }),
  behaves('authorize', 'backend-502', 'The claims backend fails: at sign-in, after a refresh, and for data', { claimsBackend: 'failing' }),
  behaves('authorize', 'backend-unreachable', 'The claims backend cannot be reached: at sign-in, after a refresh, and for data', {
    claimsBackend: 'unreachable',
  }),
  behaves('authorize', 'app-paused', 'The app is inactive', { app: 'paused' }),
  behaves('authorize', 'v3-off', 'Version 3 does not exist', { v3: 'off' }),
  behaves('authorize', 'v3-early-adopters', 'Version 3 is closed to this app', { v3: 'early-adopters-only' }),
  ...faultKnobs('authorize', backToApp, [
    ['access-denied', 'Connect answers access_denied', { kind: 'edit-redirect', set: { code: null, error: 'access_denied' } }],
    ['state-dropped', 'The app gets no state back', { kind: 'edit-redirect', set: { state: null } }],
    ['state-altered', 'The app gets another state back', { kind: 'edit-redirect', set: { state: 'altered-state-of-more-than-16' } }],
    ['state-doubled', 'The app gets its state twice', { kind: 'edit-redirect', double: ['state'] }],
    ['code-replaced', 'The app gets a code that is not its own', { kind: 'edit-redirect', set: { code: 'A'.repeat(30) } }],
    ['code-doubled', 'The app gets its code twice', { kind: 'edit-redirect', double: ['code'] }],
    ['state-of-another-flow', 'The app gets the state of the sign-in before this one', { kind: 'edit-redirect', earlier: ['state'] }],
    ['code-of-another', "The app gets another person's unused code", { kind: 'edit-redirect', codeOfAnother: true }],
    ['iss-right', 'The answer names its issuer, which the real server does not do', { kind: 'edit-redirect', set: { iss: '{origin}' } }],
    ['iss-missing', 'The answer names no issuer, as at the real server; it takes back an earlier iss knob', { kind: 'edit-redirect', set: { iss: null } }],
    ['iss-wrong', 'The answer names another issuer', { kind: 'edit-redirect', set: { iss: 'https://elsewhere.invalid' } }],
    ['iss-with-slash', 'The answer names the issuer with a slash too many', { kind: 'edit-redirect', set: { iss: '{origin}/' } }],
    ['unknown-parameters', 'The answer has parameters nobody knows', { kind: 'edit-redirect', set: { session_state: 'x', foo: '1' } }],
    ['error-with-markup', 'The error description is HTML with a line break', {
      kind: 'edit-redirect',
      set: { code: null, error: 'server_error', error_description: '<script>alert(1)</script>\r\nSet-Cookie: a=b' },
    }],
    ['callback-delayed', 'The way back takes five seconds', (_, value) => ({ kind: 'delay', ms: numberOr(value, 5_000) }), {
      takes: 'milliseconds, 5000',
    }],
    ['callback-twice', 'The browser goes back to the app two times, with the same code and state', { kind: 'edit-redirect', twice: true }],
    ['consent-without-personal', 'The person keeps personal information to themselves, whatever the box says', {
      kind: 'edit-request',
      form: { share_demographic_scopes: 'False' },
    }],
  ]),
  ...faultKnobs('authorize', { route: 'authorize' }, [
    ['spanish', "Medicare's pages are in Spanish", { kind: 'edit-request', query: { lang: 'es' } }],
  ]),
]
