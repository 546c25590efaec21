// The connections as an operator sees them: how each one is, and whether it works right now. No token, secret or reply
// comes through here.
import 'server-only'
import { type ConnectionStatus, type System, systems, type TestResult } from '@/lib/connections/connection'
import { processConnections } from '@/lib/connections/process-connections'
import { NotAllowed } from '@/lib/errors'
import { requireOperator } from './operator'
import { noteDeed } from './operator-log'
import type { Operator } from './sessions'
import { translated } from './translated'

export interface SeenConnection extends ConnectionStatus {
  /** Where it asks: scheme, host and, for an emulator, a path. */
  readonly baseUrl: string
  /** What the last test of this process told. */
  readonly lastTest: (TestResult & { readonly atMs: number }) | null
}

export interface SeenConnections {
  readonly operator: Operator
  readonly connections: readonly SeenConnection[]
}

type Tests = Map<System, TestResult & { readonly atMs: number }>
const place = Symbol.for('plainclaim.connection-tests')
const home: typeof globalThis & { [place]?: Tests } = globalThis
const tests = (): Tests => (home[place] ??= new Map())

/** @throws SignInNeeded; Misconfigured when the settings of a connection are wrong */
export async function listConnections(): Promise<SeenConnections> {
  const operator = await requireOperator()
  return translated(async () => {
    const all = processConnections()
    return { operator, connections: systems.map((system) => ({ ...all[system].status(), baseUrl: all[system].baseUrl, lastTest: tests().get(system) ?? null })) }
  })
}

/** Gets a token and asks the cheapest protected address; the answer is kept for the page. @throws SignInNeeded, NotAllowed: no such system */
export async function testConnection(name: unknown): Promise<void> {
  const operator = await requireOperator()
  const system = systems.find((each) => each === name)
  if (!system) throw new NotAllowed('connection')
  const connection = await translated(async () => processConnections()[system])
  const result = await connection.test()
  tests().set(system, { ...result, atMs: Date.now() })
  void noteDeed(operator, 'connection-tested', {}, system, connection.environment, result.ok ? 'worked' : 'failed')
}
