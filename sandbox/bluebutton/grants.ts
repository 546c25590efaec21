// What the sandbox remembers of consents: grants, codes, access tokens and refresh tokens, in memory, per sandbox.
// A grant is one app's leave to read one person; tokens come and go beneath it (contract 2.9, 3.4 to 3.6).
import type { App } from '@/sandbox/apps'
import { addMonths } from '@/sandbox/clock'
import type { Clock } from '@/sandbox/clock'
import { randomLetters } from '@/sandbox/random'

const codeLifeMs = 60_000
export const accessLifeSeconds = 3_600
const oneTimeLifeMs = 3_600_000

/** One app's leave to read one person. `expiresAtMs` null: it never ends (research studies, contract 3.5). */
export interface Grant {
  readonly id: string
  readonly clientId: string
  readonly personKey: string
  readonly consentedAtMs: number
  expiresAtMs: number | null
}

/** What a person agreed to on the consent page; it travels from code to token to token. */
export interface Consented {
  readonly clientId: string
  readonly personKey: string
  readonly scopes: readonly string[]
  /** A version 3 consent without the substance-use box (observed 7). */
  readonly withholdSubstanceUse: boolean
}

export interface Code extends Consented {
  readonly value: string
  readonly redirectUri: string
  /** Whether the authorize request named its redirect address; if so the token request must too. */
  readonly redirectUriGiven: boolean
  readonly challenge: string
  expiresAtMs: number
}

export interface AccessToken extends Consented {
  readonly value: string
  readonly refreshValue: string
  expiresAtMs: number
  /** How many data calls it has served. */
  calls: number
}

export interface RefreshToken extends Consented {
  readonly value: string
  readonly accessValue: string
  /** Null while it works; spent and revoked tokens stay known, erased ones do not (contract 3.4). */
  revokedAtMs: number | null
  /** Whether it ended by being used, and not by a revocation. */
  spent: boolean
  successor: string | null
}

export interface TokenPair {
  readonly access: AccessToken
  readonly refresh: RefreshToken
}

export type Grants = ReturnType<typeof createGrants>

/** An empty store. */
export function createGrants(clock: Clock, newSecret: () => string = () => randomLetters(30)) {
  const grants = new Map<string, Grant>()
  const codes = new Map<string, Code>()
  const access = new Map<string, AccessToken>()
  const refresh = new Map<string, RefreshToken>()
  const seen = new Set<string>()
  const pairKey = (clientId: string, personKey: string) => `${clientId} ${personKey}`
  const isOf = (clientId: string, personKey: string) => (token: Consented) =>
    token.clientId === clientId && token.personKey === personKey

  const eraseTokens = (clientId: string, personKey: string) => {
    const ofPair = isOf(clientId, personKey)
    for (const token of access.values()) if (ofPair(token)) access.delete(token.value)
    for (const token of refresh.values()) if (ofPair(token)) refresh.delete(token.value)
  }

  return {
    find: (clientId: string, personKey: string): Grant | null => grants.get(pairKey(clientId, personKey)) ?? null,
    list: (): readonly Grant[] => [...grants.values()],
    /** The keys of everybody who ever consented. */
    peopleSeen: (): readonly string[] => [...seen],

    /**
     * Connect was pressed: earlier tokens of this app and person are erased, the period starts again (contract
     * 2.9).
     */
    consent(app: App, personKey: string): Grant {
      eraseTokens(app.clientId, personKey)
      seen.add(personKey)
      const key = pairKey(app.clientId, personKey)
      const now = clock.now()
      const grant: Grant = {
        id: grants.get(key)?.id ?? newSecret(),
        clientId: app.clientId,
        personKey,
        consentedAtMs: now,
        expiresAtMs: grantEnd(app, now),
      }
      grants.set(key, grant)
      return grant
    },

    /** The grant is gone; its refresh tokens stay known as revoked (contract 3.6 A and D). False if there was none. */
    end(clientId: string, personKey: string): boolean {
      const ofPair = isOf(clientId, personKey)
      for (const token of access.values()) if (ofPair(token)) access.delete(token.value)
      for (const token of refresh.values()) if (ofPair(token)) token.revokedAtMs ??= clock.now()
      return grants.delete(pairKey(clientId, personKey))
    },

    /** The grant and every token are gone as if they had never been (contract 2.9, nothing left to share). */
    erase(clientId: string, personKey: string): void {
      eraseTokens(clientId, personKey)
      grants.delete(pairKey(clientId, personKey))
    },

    addCode(code: Omit<Code, 'value' | 'expiresAtMs'>): Code {
      const added = { ...code, value: newSecret(), expiresAtMs: clock.now() + codeLifeMs }
      codes.set(added.value, added)
      return added
    },
    findCode: (value: string): Code | null => codes.get(value) ?? null,
    spendCode: (value: string): boolean => codes.delete(value),
    listCodes: (): readonly Code[] => [...codes.values()],

    /** A new access token with its refresh token; `keep.refresh` goes on being the refresh token. */
    addPair(consented: Consented, keep: { refresh?: string } = {}): TokenPair {
      const { clientId, personKey, scopes, withholdSubstanceUse } = consented
      const common = { clientId, personKey, scopes, withholdSubstanceUse }
      const refreshValue = keep.refresh ?? newSecret()
      const accessToken: AccessToken = {
        ...common,
        value: newSecret(),
        refreshValue,
        expiresAtMs: clock.now() + accessLifeSeconds * 1_000,
        calls: 0,
      }
      const refreshToken: RefreshToken = {
        ...common,
        value: refreshValue,
        accessValue: accessToken.value,
        revokedAtMs: null,
        spent: false,
        successor: null,
      }
      access.set(accessToken.value, accessToken)
      refresh.set(refreshToken.value, refreshToken)
      return { access: accessToken, refresh: refreshToken }
    },
    findAccess: (value: string): AccessToken | null => access.get(value) ?? null,
    findRefresh: (value: string): RefreshToken | null => refresh.get(value) ?? null,
    /** A refresh token was used; `successor` is the one that replaced it. */
    spendRefresh(value: string, successor: string): void {
      const token = refresh.get(value)
      if (token) Object.assign(token, { revokedAtMs: token.revokedAtMs ?? clock.now(), spent: true, successor })
    },
    /** The pair that replaced a spent refresh token, while it lives. */
    successorOf(token: RefreshToken): TokenPair | null {
      const next = token.successor === null ? undefined : refresh.get(token.successor)
      const nextAccess = next && access.get(next.accessValue)
      return next && nextAccess && next.revokedAtMs === null ? { refresh: next, access: nextAccess } : null
    },
    dropAccess: (value: string): boolean => access.delete(value),
    /** Both tokens of a pair stop; the grant stays (contract 3.6 B). */
    revokePair(accessValue: string, refreshValue: string): void {
      access.delete(accessValue)
      const token = refresh.get(refreshValue)
      if (token) token.revokedAtMs ??= clock.now()
    },
    listAccess: (): readonly AccessToken[] => [...access.values()],

    clear(): void {
      for (const memory of [grants, codes, access, refresh, seen]) memory.clear()
    },
  }
}

/** When the leave ends: 13 calendar months, one hour, or never (contract 3.5). */
function grantEnd(app: App, now: number): number | null {
  if (app.access === 'RESEARCH_STUDY') return null
  return app.access === 'ONE_TIME' ? now + oneTimeLifeMs : addMonths(now, 13)
}
