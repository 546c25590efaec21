// Does one wish on the connections and says what was found, in plain lines or as JSON. It promises that only `token` ever
// holds a token, and that nothing here holds a secret.
import { type Connection, type System, systems, type TestResult } from '@/lib/connections/connection'
import { isConnectionFailure } from '@/lib/connections/errors'
import { createConnections } from '@/lib/connections/process-connections'
import { readConnectionSettings } from '@/lib/connections/settings'
import { showToken } from '@/lib/connections/show-token'
import { notWorkingCode, type Wish } from './arguments'

export interface Told {
  readonly lines: readonly string[]
  /** For the other stream, which a person sees and a program does not read. */
  readonly warnings: readonly string[]
  readonly code: number
}

export interface Place {
  readonly env: Readonly<Record<string, string>>
  /** Whether the answer goes to a terminal. */
  readonly isTerminal: boolean
  readonly signal: AbortSignal
}

/** @throws Misconfigured when the settings are wrong */
export async function runWish(wish: Wish, place: Place): Promise<Told> {
  const profiles = readConnectionSettings(place.env)
  if (wish.command === 'token') return tellToken(wish, place)
  const connections = createConnections(profiles)
  try {
    return wish.command === 'list' ? tellList(systems.map((system) => connections[system]), wish.json) : await tellTests(connections, wish)
  } finally {
    await Promise.all(systems.map((system) => connections[system].close()))
  }
}

function tellList(connections: readonly Connection[], json: boolean): Told {
  const entries = connections.map((connection) => {
    const { system, environment, credentials, clientIdEnd, secretDueMs } = connection.status()
    const secretDue = secretDueMs === null ? null : new Date(secretDueMs).toISOString().slice(0, 10)
    return { system, environment, baseUrl: connection.baseUrl, credentials, clientIdEnd, secretDue }
  })
  if (json) return { lines: [JSON.stringify(entries)], warnings: [], code: 0 }
  const lines = entries.map(({ system, environment, baseUrl, credentials, clientIdEnd, secretDue }) => {
    const who = credentials === 'missing' ? 'not set up' : clientIdEnd === null ? 'a token that was supplied' : `client id ends in ${clientIdEnd}`
    const due = secretDue === null ? '' : `, a new secret is due by ${secretDue}`
    return `${system.padEnd(18)} ${environment.padEnd(11)} ${baseUrl}  ${who}${due}`
  })
  return { lines, warnings: [], code: 0 }
}

async function tellTests(connections: Readonly<Record<System, Connection>>, { which, json }: Extract<Wish, { command: 'test' }>): Promise<Told> {
  // Of all, those that nobody set up are no fault; the one that was named is.
  const asked = which.length === 1 ? which : which.filter((system) => connections[system].status().credentials === 'set')
  const results = await Promise.all(asked.map(async (system) => ({ system, ...(await connections[system].test()) })))
  const hint = results.some(({ system, status, ok }) => !ok && status === null && connections[system].baseUrl.startsWith('http:'))
  const code = results.length > 0 && results.every(({ ok }) => ok) ? 0 : notWorkingCode
  const lines = json ? [JSON.stringify(results)] : results.length === 0 ? ['No connection is set up.'] : results.map(tellTest)
  return { lines, warnings: hint ? ['Nobody answers on this machine. Is npm start running?'] : [], code }
}

function tellTest({ system, ok, code, status, tookMs }: TestResult & { readonly system: System }): string {
  return `${system.padEnd(18)} ${ok ? 'works' : `does not work: ${code}`}${status === null ? '' : `, status ${status}`}, ${tookMs} ms`
}

async function tellToken({ system, toPipe, json }: Extract<Wish, { command: 'token' }>, { env, isTerminal, signal }: Place): Promise<Told> {
  if (!isTerminal && !toPipe) {
    return { lines: [], warnings: ['The output is not a terminal, so no token was fetched. Add --to-pipe if that is meant.'], code: notWorkingCode }
  }
  try {
    const { token, goodUntilMs } = await showToken(readConnectionSettings(env)[system], signal)
    const goodUntil = new Date(goodUntilMs).toISOString()
    const warning = `Whoever has this token can use the account until ${goodUntil}. Do not paste it into a chat, a ticket or a file.`
    return { lines: [json ? JSON.stringify({ system, token, goodUntil }) : token], warnings: [warning], code: 0 }
  } catch (error) {
    if (isConnectionFailure(error)) return { lines: json ? [JSON.stringify({ system, code: error.code })] : [], warnings: [error.message], code: notWorkingCode }
    throw error
  }
}
