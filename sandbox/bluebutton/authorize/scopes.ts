// Which scopes exist, which an app may have, and what is left of them when a person keeps their personal information
// (contract 2.7).
import type { App } from '@/sandbox/apps'

const resources = ['Patient', 'Coverage', 'ExplanationOfBenefit'] as const
export type ScopedResource = (typeof resources)[number]

const actions = ['read', 'r', 's', 'rs'] as const
const grantable: readonly string[] = [
  'openid',
  'profile',
  'launch/patient',
  ...resources.flatMap(resource => actions.map(action => `patient/${resource}.${action}`)),
]

/** The scopes of a request as a list; null means the request is refused with "Invalid scopes." */
export function readScopes(requested: string | null, app: App): readonly string[] | null {
  if (requested === null) return defaultScopes(app)
  const scopes = [...new Set(requested.split(' ').filter(Boolean))]
  const known = scopes.every(scope => grantable.includes(scope) && (app.demographics || !isDemographic(scope)))
  return known && scopes.length > 0 ? collapse(scopes) : null
}

/** What is left when the person unticks personal information. */
export function withoutDemographics(scopes: readonly string[]): readonly string[] {
  return scopes.filter(scope => !isDemographic(scope))
}

/** Whether these scopes open this resource for reading one or for searching. */
export function opens(scopes: readonly string[], resource: ScopedResource, action: 'read' | 'search'): boolean {
  const letters = action === 'read' ? ['read', 'rs', 'r'] : ['read', 'rs', 's']
  return letters.some(letter => scopes.includes(`patient/${resource}.${letter}`))
}

function isDemographic(scope: string): boolean {
  return scope === 'profile' || scope.startsWith('patient/Patient.')
}

/** Everything the app may have, as versions 1 and 2 grant it when no scope is asked for. */
function defaultScopes(app: App): readonly string[] {
  const data = resources.flatMap(name => [`patient/${name}.read`, `patient/${name}.rs`])
  const all = ['openid', 'profile', 'launch/patient', ...data]
  return app.demographics ? all : withoutDemographics(all)
}

/** `.r` beside `.s` becomes `.rs`, and `.rs` swallows both. */
function collapse(scopes: readonly string[]): readonly string[] {
  return resources.reduce<readonly string[]>((left, resource) => {
    const name = `patient/${resource}`
    const whole = left.includes(`${name}.rs`) || (left.includes(`${name}.r`) && left.includes(`${name}.s`))
    if (!whole) return left
    return [...left.filter(scope => ![`${name}.r`, `${name}.s`, `${name}.rs`].includes(scope)), `${name}.rs`]
  }, scopes)
}
