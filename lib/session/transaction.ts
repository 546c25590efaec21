// One sealed cookie per sign-in attempt, named after its state, so that any number of tabs may finish in any order
// (quality OAU-06). It binds the answer to the browser that asked.
import 'server-only'
import { createHash } from 'node:crypto'
import type { Attempt } from '@/lib/bluebutton/oauth'
import { settings } from '@/lib/env'
import { sameText } from '@/lib/secret'
import { sealCookie, unsealCookie } from './cookie-seal'
import type { Destination } from './destinations'
import { readDestination } from './destinations'
import type { SetCookie } from './session'

/** Medicare's own sign-in with a second step is slow (quality C1). */
export const transactionSeconds = 30 * 60
/** The oldest go first: a browser that starts for ever must not fill the cookie header. */
const mostAtOnce = 5

export interface Transaction {
  readonly attempt: Attempt
  readonly then: Destination
  /** The person said that others use this computer: the session will be a short one. */
  readonly shared: boolean
  readonly issuer: string
  readonly startedAtMs: number
}

export type CookieJar = readonly { readonly name: string; readonly value: string }[]

/** The cookie's name: eight characters of the state's hash, so that the name tells nothing. */
export function transactionName(state: string): string {
  return `${prefix()}${createHash('sha256').update(state).digest('hex').slice(0, 8)}`
}

export async function writeTransaction(transaction: Transaction): Promise<SetCookie> {
  const name = transactionName(transaction.attempt.state)
  const { state, verifier } = transaction.attempt
  const token = { state, verifier, then: transaction.then, shared: transaction.shared, issuer: transaction.issuer, startedAtMs: transaction.startedAtMs }
  return { name, value: await sealCookie(token, transactionSeconds, name), options: { ...attributes(), maxAge: transactionSeconds } }
}

/** The attempt this browser made with exactly this state, or null: missing, foreign, too old and altered look the same. */
export async function readTransaction(state: string, jar: CookieJar, nowMs: number = Date.now()): Promise<Transaction | null> {
  const name = transactionName(state)
  const token = await unsealCookie(jar.find((cookie) => cookie.name === name)?.value, name)
  if (!token || typeof token['state'] !== 'string' || typeof token['verifier'] !== 'string') return null
  const startedAtMs = Number(token['startedAtMs'])
  const late = !(nowMs - startedAtMs < transactionSeconds * 1_000)
  if (late || !sameText(token['state'], state) || token['issuer'] !== settings().blueButton.url) return null
  const attempt = { state, verifier: token['verifier'] }
  return { attempt, then: readDestination(token['then']), shared: token['shared'] === true, issuer: settings().blueButton.url, startedAtMs }
}

/** Cookies to remove so that a new attempt makes at most five. Undatable ones count as oldest. */
export async function crowdedOut(jar: CookieJar): Promise<readonly SetCookie[]> {
  const ours = jar.filter((cookie) => cookie.name.startsWith(prefix()))
  const aged = await Promise.all(ours.map(async ({ name, value }) => ({ name, at: Number((await unsealCookie(value, name))?.['startedAtMs'] ?? 0) })))
  return aged.toSorted((a, b) => b.at - a.at).slice(mostAtOnce - 1).map(({ name }) => removeTransaction(name))
}

export function removeTransaction(name: string): SetCookie {
  return { name, value: '', options: { ...attributes(), maxAge: 0 } }
}

function prefix(): string {
  return settings().secure ? '__Host-plainclaim-tx-' : 'plainclaim-tx-'
}

function attributes() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: settings().secure } as const
}
