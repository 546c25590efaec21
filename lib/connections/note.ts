// What is told of tokens: one line each for what was got and what failed, with a client's last four characters, a keyed hash
// in place of the token, and codes in place of texts (contract 5.2 rule 10).
import 'server-only'
import { log } from '@/lib/log'
import type { ConnectionFailure } from './errors'
import type { Profile } from './profile'

export type Noted =
  | { readonly event: 'token'; readonly profile: Profile; readonly tookMs: number; readonly lifetimeMs: number; readonly token: string; readonly clocksDisagree: boolean }
  | { readonly event: 'failure'; readonly profile: Profile; readonly tookMs: number; readonly failure: ConnectionFailure }
  | { readonly event: 'secret-due'; readonly profile: Profile; readonly days: number }

export type Note = (noted: Noted) => void

/** Into the log of the app. */
export const noteInLog: Note = (noted) => {
  const { system, environment } = noted.profile
  const who = { system, environment, client: clientIdEnd(noted.profile) }
  if (noted.event === 'secret-due') return log('warn', 'connection.secret-due', { ...who, days: noted.days })
  const tookMs = Math.round(noted.tookMs)
  if (noted.event === 'failure') {
    const { code, status, reason, requestId } = noted.failure
    return log('warn', 'connection.failed', { ...who, code, status, reason, requestId, tookMs })
  }
  log('info', 'connection.token', { ...who, tookMs, lifeMs: Math.round(noted.lifetimeMs), token: noted.token, clocksDisagree: noted.clocksDisagree })
}

export function clientIdEnd({ credentials }: Profile): string | null {
  return credentials?.clientId.slice(-4) ?? null
}
