// The names by which the journal counts and faults aim. A name says what a call is for, whatever version it is sent to.

export const routeNames = [
  'discovery',
  'metadata',
  'health',
  'authorize',
  'consent',
  'login',
  'login-callback',
  'token',
  'refresh',
  'revoke',
  'revoke-token',
  'introspect',
  'expire-user',
  'userinfo',
  'patient',
  'coverage',
  'claims',
  'claim',
  'organization-token',
  'organization-refresh',
  'organization-export',
  'organization-job',
  'organization-file',
  'organization-call',
  'other',
] as const
export type RouteName = (typeof routeNames)[number]

const organization = '^/(?:bcda|change-healthcare|cdc|optum)(?:-production)?'

const patterns: readonly (readonly [pattern: RegExp, name: RouteName])[] = [
  [/\.well-known\//, 'discovery'],
  [/^\/v\d\/fhir\/metadata$/, 'metadata'],
  [/^\/health/, 'health'],
  [/^\/v\d\/o\/authorize\/?$/, 'authorize'],
  [/^\/v\d\/o\/authorize\/[^/]+\/?$/, 'consent'],
  [/^\/(?:mymedicare\/login|sso\/authorize)$/, 'login'],
  [/^\/mymedicare\/sls-callback$/, 'login-callback'],
  [/^\/v\d\/o\/token\/?$/, 'token'],
  [/^\/v\d\/o\/revoke\/?$/, 'revoke'],
  [/^\/v\d\/o\/revoke_token\/?$/, 'revoke-token'],
  [/^\/v\d\/o\/introspect\/?$/, 'introspect'],
  [/^\/v\d\/o\/expire_authenticated_user\//, 'expire-user'],
  [/^\/v\d\/connect\/userinfo/, 'userinfo'],
  [/^\/v\d\/fhir\/Patient\b/, 'patient'],
  [/^\/v\d\/fhir\/Coverage\b/, 'coverage'],
  [/^\/v\d\/fhir\/ExplanationOfBenefit\/?$/, 'claims'],
  [/^\/v\d\/fhir\/ExplanationOfBenefit\/[^/]+/, 'claim'],
  [new RegExp(`${organization}/(?:auth/token|apip/auth/|v0/token/gen)`), 'organization-token'],
  [new RegExp(`${organization}/v0/token/refresh`), 'organization-refresh'],
  [/^\/bcda\/api\/v\d\/(?:Patient|Group\/[^/]+)\/\$export$/, 'organization-export'],
  [/^\/bcda\/api\/v\d\/jobs(?:\/|$)/, 'organization-job'],
  [/^\/bcda\/data\//, 'organization-file'],
  [new RegExp(`${organization}(?:/|$)`), 'organization-call'],
]

/** The name of a call. A token call is `refresh` or `token` by its grant type. */
export function nameRoute(path: string, grantType: string | null): RouteName {
  const name = patterns.find(([pattern]) => pattern.test(path))?.[1] ?? 'other'
  return name === 'token' && grantType === 'refresh_token' ? 'refresh' : name
}
