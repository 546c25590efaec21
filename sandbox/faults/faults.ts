// The faults that lie in wait: counts what they see and decides, the same way every time, which requests they hit.
import { seededDraws } from '@/sandbox/random'
import type { Caller } from '@/sandbox/journal/caller'
import type { Fault, FaultAction, FaultMatch, FaultWish } from './fault'

interface Waiting {
  readonly fault: { -readonly [Key in keyof Fault]: Fault[Key] }
  readonly fromMs: number
  readonly untilMs: number
  readonly draw: () => number
  readonly memory: Map<string, string>
}

/** A fault that hit a request, with the draw that decides whatever it leaves to chance. */
export interface Hit {
  readonly id: string
  readonly action: FaultAction
  readonly draw: number
  /** What this fault remembers from one request to the next; nobody else sees it. */
  readonly memory: Map<string, string>
}

export type Faults = ReturnType<typeof createFaults>

/** No faults yet. Lives are measured by `now`, milliseconds of the sandbox's clock. */
export function createFaults(now: () => number) {
  let waiting: Waiting[] = []
  let nextId = 1

  const prune = () => {
    waiting = waiting.filter(entry => entry.untilMs > now())
  }

  return {
    /** Lays a fault; answers its id. One with the same id is replaced. */
    add(wish: FaultWish): string {
      const id = wish.id ?? `fault-${nextId++}`
      const fault = { ...wish, id, match: wish.match ?? {}, seenCount: 0, firedCount: 0 }
      const fromMs = wish.afterMs === undefined ? -Infinity : now() + wish.afterMs
      const untilMs = wish.ttlMs === undefined ? Infinity : now() + (wish.afterMs ?? 0) + wish.ttlMs
      const draw = seededDraws(wish.match?.seed ?? 1)
      waiting = [...waiting.filter(entry => entry.fault.id !== id), { fault, fromMs, untilMs, draw, memory: new Map() }]
      return id
    },
    remove(id: string): boolean {
      const before = waiting.length
      waiting = waiting.filter(entry => entry.fault.id !== id)
      return waiting.length < before
    },
    list(): readonly Fault[] {
      prune()
      return waiting.map(entry => ({ ...entry.fault }))
    },
    /** Which faults hit this request, in the order they were laid. */
    strike(request: Request, caller: Caller): readonly Hit[] {
      prune()
      const struck = waiting.filter(({ fault, fromMs }) => fromMs <= now() && isAimedAt(fault.match, request, caller))
      return struck.filter(fires).map(({ fault, draw, memory }) => ({
        id: fault.id,
        action: fault.action,
        draw: draw(),
        memory,
      }))
    },
    clear(): void {
      waiting = []
    },
  }
}

function fires({ fault, draw }: Waiting): boolean {
  const count = (fault.seenCount += 1)
  const { nth, afterCount, pattern, probability } = fault.match
  if (fault.times !== undefined && fault.firedCount >= fault.times) return false
  if (nth !== undefined && count !== nth) return false
  if (afterCount !== undefined && count <= afterCount) return false
  if (pattern && pattern[(count - 1) % pattern.length] !== 'F') return false
  if (probability !== undefined && draw() >= probability) return false
  fault.firedCount += 1
  return true
}

function isAimedAt(match: FaultMatch, request: Request, caller: Caller): boolean {
  const { route, path, method, clientId, person } = match
  const url = new URL(request.url)
  const routes = route === undefined ? null : typeof route === 'string' ? [route] : route
  return (
    (routes === null || routes.includes(caller.route)) &&
    (path === undefined || new RegExp(path).test(url.pathname + url.search)) &&
    (method === undefined || method.toUpperCase() === request.method) &&
    (clientId === undefined || clientId === caller.clientId) &&
    (person === undefined || person === caller.personKey)
  )
}
