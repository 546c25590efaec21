// Where a person may be sent after signing in: a key from a closed list, never an address (quality OAU-09).
import 'server-only'

const destinations = {
  claims: '/claims',
  drugs: '/drugs',
  providers: '/providers',
  conditions: '/conditions',
  spending: '/spending',
  coverage: '/coverage',
  check: '/check',
  profile: '/profile',
  access: '/access',
} as const

export type Destination = keyof typeof destinations

/** The key itself when it is one of ours, else the claims. Total: anything may come in. */
export function readDestination(key: unknown): Destination {
  return typeof key === 'string' && Object.hasOwn(destinations, key) && isDestination(key) ? key : 'claims'
}

export function destinationPath(key: Destination): string {
  return destinations[key]
}

function isDestination(key: string): key is Destination {
  return key in destinations
}
