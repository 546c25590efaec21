// How the authorization server behaves just now: the real way, plus what was switched for everybody, plus what was
// switched for one app.
import { realBehaviour } from '@/sandbox/bluebutton/behaviour'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'

/** A change of behaviour that is in force. */
export interface Switched {
  readonly clientId: string | null
  readonly change: Partial<Behaviour>
  readonly untilMs: number
}

export type Switches = ReturnType<typeof createSwitches>

/** Everything as the real server does it. */
export function createSwitches(now: () => number) {
  let switched: readonly Switched[] = []

  return {
    behaviourFor(clientId: string | null): Behaviour {
      const inForce = switched.filter(({ untilMs }) => untilMs > now())
      const general = inForce.filter(entry => entry.clientId === null)
      const own = inForce.filter(entry => entry.clientId !== null && entry.clientId === clientId)
      return [...general, ...own].reduce((behaviour, { change }) => ({ ...behaviour, ...change }), realBehaviour)
    },
    /** Changes the behaviour towards one app, or towards everybody; `ttlMs` by the sandbox's clock. */
    behave(change: Partial<Behaviour>, scope: { clientId?: string; ttlMs?: number } = {}): void {
      const untilMs = scope.ttlMs === undefined ? Infinity : now() + scope.ttlMs
      switched = [...switched, { clientId: scope.clientId ?? null, change, untilMs }]
    },
    list: (): readonly Switched[] => switched.filter(({ untilMs }) => untilMs > now()),
    clear(): void {
      switched = []
    },
  }
}
