// What this process knows of the server it asks: its open connections, whether it is well, how much is under way, and how
// much may be asked again. One for each address, for all people together.
import 'server-only'
import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { type Bulkhead, createBulkhead } from '@/lib/http/bulkhead'
import { createFairBreaker, type FairBreaker } from '@/lib/http/fair-breaker'
import { createRetryBudget, type RetryBudget } from '@/lib/http/retry-budget'

export interface Upstream {
  readonly agent: PlainAgent
  readonly breaker: FairBreaker
  readonly bulkhead: Bulkhead
  readonly budget: RetryBudget
}

/** Quality AVL-04. Four keep a 59-page record under 15 rounds and stay polite to a shared server. */
export const atOncePerPerson = 4
const bounds = { perPerson: atOncePerPerson, inAll: 100, waitingInAll: 200, waitingPerPerson: 100 }
/** Shorter than the minute after which load balancers drop a silent line, or the next read would find it dead. */
const idleMs = 30_000

// Next bundles pages and route handlers apart; both must share these bounds (stack T10).
const place = Symbol.for('plainclaim.upstreams')
const home: typeof globalThis & { [place]?: Map<string, Upstream> } = globalThis

/** @param origin scheme and host of the server */
export function upstreamOf(origin: string): Upstream {
  const known = (home[place] ??= new Map<string, Upstream>())
  const upstream = known.get(origin) ?? createUpstream(origin)
  known.set(origin, upstream)
  return upstream
}

/** For tests: everything is as if nothing had ever been asked. */
export function forgetUpstreams(): void {
  for (const { agent } of home[place]?.values() ?? []) agent.destroy()
  home[place]?.clear()
}

function createUpstream(origin: string): Upstream {
  const Agent = origin.startsWith('https:') ? SecureAgent : PlainAgent
  return {
    agent: new Agent({ keepAlive: true, timeout: idleMs, scheduling: 'lifo' }),
    breaker: createFairBreaker(),
    bulkhead: createBulkhead(bounds),
    budget: createRetryBudget(),
  }
}
