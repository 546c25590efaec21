// The live sessions of operators, in the memory of this process: a restart signs everybody out, and a session opens only
// where it was begun. Nothing but a hash of its id is kept (quality SES-08, SES-12; limits: quality C1).
import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** Without a page asked for in this time the session ends. */
export const operatorIdleMs = 15 * 60_000
/** Nobody is signed in longer than this, whatever they do. */
export const operatorSessionMs = 8 * 60 * 60_000
/** So long after signing in, exports may be started and deleted. */
export const stepUpMs = 15 * 60_000
/** The oldest ends when one more begins. */
const mostOfOneOperator = 5

export interface Who {
  /** Names the operator in the log: tells nothing to whoever does not know the list of operators. */
  readonly ref: string
  /** For the eye. */
  readonly name: string
  readonly via: 'link' | 'provider'
}

export interface Operator extends Who {
  readonly signedInAtMs: number
  readonly endsAtMs: number
  /** When it ends if nothing is asked for. */
  readonly idleEndsAtMs: number
}

export interface OperatorSessions {
  /** @returns the id that opens it, 256 random bits, base64url */
  begin(who: Who): string
  /** @param activity `person` keeps it awake, `machine` (polling) does not. @returns null when it is over or never was */
  open(id: string, activity: 'person' | 'machine'): Operator | null
  end(id: string): void
}

export function createOperatorSessions(now: () => number = () => Date.now(), random: (size: number) => Buffer = randomBytes): OperatorSessions {
  const live = new Map<string, Operator>()
  const drop = (): void => {
    for (const [key, session] of live) if (isOver(session, now())) live.delete(key)
  }
  return {
    begin(who) {
      drop()
      const id = random(32).toString('base64url')
      const theirs = [...live].filter(([, { ref }]) => ref === who.ref).toSorted(([, one], [, other]) => one.signedInAtMs - other.signedInAtMs)
      for (const [key] of theirs.slice(0, Math.max(0, theirs.length - mostOfOneOperator + 1))) live.delete(key)
      const atMs = now()
      live.set(hashOf(id), { ...who, signedInAtMs: atMs, endsAtMs: atMs + operatorSessionMs, idleEndsAtMs: atMs + operatorIdleMs })
      return id
    },
    open(id, activity) {
      const found = live.get(hashOf(id))
      if (!found || isOver(found, now())) return null
      if (activity === 'machine') return found
      const awake = { ...found, idleEndsAtMs: Math.min(found.endsAtMs, now() + operatorIdleMs) }
      live.set(hashOf(id), awake)
      return awake
    },
    end: (id) => void live.delete(hashOf(id)),
  }
}

/** Whether they signed in so lately that they may do what asks for that. */
export function isFresh({ signedInAtMs }: Operator, nowMs: number = Date.now()): boolean {
  return nowMs - signedInAtMs < stepUpMs
}

function isOver({ endsAtMs, idleEndsAtMs }: Operator, nowMs: number): boolean {
  return nowMs >= Math.min(endsAtMs, idleEndsAtMs)
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
