// How the authorization server behaves when it is told to misbehave. The defaults are the real server's; a control
// changes one entry for one app, for everybody, or for a while (quality D: authorize, refresh, revoke, tokens, rate).
// The organizations' emulators have their switches on the same board.
import { organizationChoices, organizationNumbers, organizationOffsets, realOrganizations } from '@/sandbox/organizations/behaviour'
import type { OrganizationNumbers } from '@/sandbox/organizations/behaviour'

/** Every switch, with what the real server does standing first. */
const behaviourChoices = {
  /** The sign-in service at Medicare (contract 2.8). */
  medicareLogin: ['works', 'down', 'refuses-everyone', 'no-medicare-number', 'paired-with-another', 'never-returns'],
  /** The claims backend when it is asked who somebody is (contract 2.8, 3.4). */
  claimsBackend: ['works', 'failing', 'unreachable', 'does-not-know-the-person'],
  /** Whether a refresh token works once. */
  rotation: ['strict', 'grace', 'off'],
  /** Whether the old access token dies when its refresh token is spent. */
  oldAccessToken: ['dies', 'survives'],
  /** What a second use of a refresh token does besides being refused. */
  reuse: ['is-refused', 'ends-the-grant'],
  /** What the loser of two refreshes at once gets (contract 3.4, observed 5). */
  parallelRefresh: ['loser-gets-400', 'loser-gets-500', 'both-win'],
  /** Whether an accepted revocation has an effect. */
  revocation: ['works', 'answers-and-does-nothing', 'needs-a-live-access-token'],
  /** The v3 switches (contract 1.2). */
  v3: ['open', 'off', 'early-adopters-only'],
  /** The app's own state, whatever its registration says. */
  app: ['as-registered', 'paused'],
  ...organizationChoices,
} as const

type Choices = typeof behaviourChoices
type ChoiceName = keyof Choices

/** Numbers beside the choices. */
export interface BehaviourNumbers extends OrganizationNumbers {
  /** How long a spent refresh token still works with `rotation: 'grace'`. */
  graceMs: number
  /** The access token is refused after so many data calls; null never. */
  accessTokenCalls: number | null
  /** Data calls allowed in each window (contract 4.2). */
  rateLimit: number
  rateWindowMs: number
}

/** Who shares one rate limit. */
const rateScopes = ['token', 'app', 'everybody'] as const

export type Behaviour = { [Name in ChoiceName]: Choices[Name][number] } & BehaviourNumbers & {
    ratePer: (typeof rateScopes)[number]
  }

/** The real server's behaviour. */
export const realBehaviour: Behaviour = {
  medicareLogin: 'works',
  claimsBackend: 'works',
  rotation: 'strict',
  oldAccessToken: 'dies',
  reuse: 'is-refused',
  parallelRefresh: 'loser-gets-400',
  revocation: 'works',
  v3: 'open',
  app: 'as-registered',
  graceMs: 0,
  accessTokenCalls: null,
  rateLimit: 100_000,
  rateWindowMs: 1_000,
  ratePer: 'token',
  ...realOrganizations,
}

const numberNames = ['graceMs', 'accessTokenCalls', 'rateLimit', 'rateWindowMs', ...organizationNumbers]

/** Reads a change sent from outside; a string is the complaint. */
export function readBehaviour(change: Record<string, unknown>): Partial<Behaviour> | string {
  for (const [name, value] of Object.entries(change)) {
    const problem = complaint(name, value)
    if (problem) return problem
  }
  return { ...change }
}

function complaint(name: string, value: unknown): string | null {
  const choices: readonly unknown[] | null = name === 'ratePer' ? rateScopes : choicesOf(name)
  if (choices) return choices.includes(value) ? null : `${name} must be one of ${choices.join(', ')}`
  if (name === 'accessTokenCalls' && value === null) return null
  if (organizationOffsets.includes(name)) return Number.isFinite(value) ? null : `${name} must be a number`
  if (!numberNames.includes(name)) return `unknown behaviour: ${name}`
  return typeof value === 'number' && value >= 0 ? null : `${name} must be a number from 0 up`
}

function choicesOf(name: string): readonly string[] | null {
  return Object.entries(behaviourChoices).find(([known]) => known === name)?.[1] ?? null
}
