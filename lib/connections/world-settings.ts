// The settings that every system has: where it is, in which world, and with which credentials. All three must be of the same
// world (contract 5.2 rules 9 and 12).
import 'server-only'
import { z } from 'zod'
import { isLoopback } from '@/lib/env'
import { Secret } from '@/lib/secret'
import type { Environment, System } from './connection'
import { usualUrls, worldOfHost } from './known-hosts'
import type { Credentials } from './profile'
import { dayToMs, isDay, readSecretFile } from './read-secret'

export interface World {
  readonly environment: Environment
  readonly baseUrl: string
  readonly tokenUrl: string
  readonly credentials: Credentials | null
}

const address = z.string().transform((text, ctx) => {
  const problem = addressProblem(text)
  if (problem === null) return text.replace(/\/+$/, '')
  ctx.addIssue({ code: 'custom', message: problem })
  return z.NEVER
})

export const worldFields = {
  URL: address.optional(),
  TOKEN_URL: address.optional(),
  CLIENT_ID: z.string().regex(/^[\x21-\x39\x3b-\x7e]{1,256}$/, 'must be a client id: visible characters without spaces or colons').optional(),
  CLIENT_SECRET: z.string().regex(/^[^\x00-\x1f\x7f]{1,4096}$/, 'must be a secret on one line').optional(),
  CLIENT_SECRET_FILE: z.string().optional(),
}

export const dayField = z.string().refine(isDay, 'must be a day such as 2026-11-22').optional()

/** The members of `worldFields`; those of Optum's production set are the same under another name. */
export interface WorldValues {
  readonly URL?: string | undefined
  readonly TOKEN_URL?: string | undefined
  readonly CLIENT_ID?: string | undefined
  readonly CLIENT_SECRET?: string | undefined
  readonly CLIENT_SECRET_FILE?: string | undefined
  readonly SECRET_ISSUED?: string | undefined
}

export interface WorldQuestion {
  readonly system: System
  /** What stands before each name, for example `BCDA_`. */
  readonly prefix: string
  readonly environment: Environment
  readonly tokenPath: string
  /** Plain http to this machine was asked for. */
  readonly emulated: boolean
}

/** @returns the world, and what is wrong with it: names of settings, never values */
export function readWorld(question: WorldQuestion, values: WorldValues): { readonly world: World; readonly problems: readonly string[] } {
  const { system, prefix, environment, tokenPath } = question
  const baseUrl = values.URL ?? usualUrls[system][environment]
  const tokenUrl = values.TOKEN_URL ?? `${baseUrl}${tokenPath}`
  const problems = [
    ...addressProblems(question, `${prefix}URL`, baseUrl),
    ...(values.TOKEN_URL === undefined ? [] : addressProblems(question, `${prefix}TOKEN_URL`, tokenUrl)),
    ...credentialProblems(prefix, values),
  ]
  return { world: { environment, baseUrl, tokenUrl, credentials: readCredentials(values) }, problems }
}

function addressProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'must be an address such as https://example.org'
  const url = new URL(text)
  if (url.username || url.password) return 'must not carry a user name or password'
  if (url.search || url.hash) return 'must not have a query or a fragment'
  if (url.protocol === 'https:') return null
  return url.protocol === 'http:' && isLoopback(url) ? null : 'must be https: plain http is for this machine only'
}

function addressProblems({ environment, emulated }: WorldQuestion, name: string, text: string): string[] {
  const url = new URL(text)
  if (url.protocol === 'http:' && !emulated) return [`${name} is plain http to this machine: set CONNECTIONS_EMULATED=yes if an emulator is meant`]
  const world = worldOfHost(url.hostname)
  return world && world !== environment ? [`${name} belongs to ${world}, but ${environment} is set: settings of two worlds are mixed`] : []
}

function credentialProblems(prefix: string, { CLIENT_ID, CLIENT_SECRET, CLIENT_SECRET_FILE }: WorldValues): string[] {
  const hasSecret = CLIENT_SECRET !== undefined || CLIENT_SECRET_FILE !== undefined
  if (CLIENT_SECRET !== undefined && CLIENT_SECRET_FILE !== undefined) return [`${prefix}CLIENT_SECRET and ${prefix}CLIENT_SECRET_FILE are both set: keep one`]
  if (CLIENT_ID === undefined) return hasSecret ? [`${prefix}CLIENT_ID is missing beside ${prefix}CLIENT_SECRET`] : []
  if (!hasSecret) return [`${prefix}CLIENT_SECRET is missing beside ${prefix}CLIENT_ID`]
  return CLIENT_SECRET_FILE === undefined || canRead(CLIENT_SECRET_FILE) ? [] : [`${prefix}CLIENT_SECRET_FILE must name a file whose first line is the secret`]
}

function canRead(file: string): boolean {
  try {
    return readSecretFile(file).secret instanceof Secret
  } catch {
    return false
  }
}

function readCredentials({ CLIENT_ID, CLIENT_SECRET, CLIENT_SECRET_FILE, SECRET_ISSUED }: WorldValues): Credentials | null {
  if (CLIENT_ID === undefined) return null
  const clientId = CLIENT_ID
  const issuedAtMs = SECRET_ISSUED === undefined ? null : dayToMs(SECRET_ISSUED)
  if (CLIENT_SECRET_FILE !== undefined) {
    const file = CLIENT_SECRET_FILE
    return { clientId, issuedAtMs, read: () => withIssued(readSecretFile(file), issuedAtMs) }
  }
  if (CLIENT_SECRET === undefined) return null
  const credential = { secret: new Secret(CLIENT_SECRET), issuedAtMs }
  return { clientId, issuedAtMs, read: () => credential }
}

function withIssued(read: ReturnType<typeof readSecretFile>, issuedAtMs: number | null) {
  return { ...read, issuedAtMs: read.issuedAtMs ?? issuedAtMs }
}
