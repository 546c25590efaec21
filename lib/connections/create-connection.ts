// A connection: it shows a good token at its own addresses only, and once more after a refusal that is about the token
// (contract 5.2 rules 5 and 9). A status of the resource is an answer; so is 403, which renews nothing.
import 'server-only'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { Misconfigured } from '@/lib/errors'
import { requireOwnAddress } from './address'
import { askResource, type ResourceParts } from './ask-resource'
import { type Clock, machineClock } from './clock'
import type { Ask, Connection, ConnectionStatus, Reply } from './connection'
import { asksForMock } from './dialects/optum'
import { AuthorizationRejected, CredentialsMissing, isConnectionFailure, Refused } from './errors'
import { clientIdEnd, type Note } from './note'
import type { Profile } from './profile'
import { createRefusals, type Refusals } from './refusals'
import { dialectOf } from './registry'
import { createDueWarner, secretDueMs } from './secret-due'
import { selfTest } from './self-test'
import { type Bounds, type Certificate, openLine } from './send'
import { readRequestId } from './send-token-request'
import { suppliedSource } from './supplied-token'
import { createTokenClient, type TokenClient, type TokenSource } from './token-client'

export interface ConnectionOptions {
  readonly clock?: Clock
  readonly random?: () => number
  readonly note?: Note
  readonly bounds?: Bounds
  /** Shared with other connections; one of its own when left out. */
  readonly tokens?: TokenClient
}

/** @throws Misconfigured when a certificate cannot be read */
export function createConnection(profile: Profile, options: ConnectionOptions = {}): Connection {
  const { clock = machineClock, note = () => undefined, tokens = createTokenClient(options) } = options
  const { system, environment, baseUrl } = profile
  const dialect = dialectOf(profile)
  const line = openLine(options.bounds, readCertificate(profile))
  const source = sourceOf(profile, () => tokens.open(profile, dialect, line), clock)
  const warnOfDue = createDueWarner((days) => note({ event: 'secret-due', profile, days }))
  const refusals = createRefusals(clock)
  let lastError: ConnectionStatus['lastError'] = null
  const dueMs = () => secretDueMs(source.credential()?.issuedAtMs ?? profile.credentials?.issuedAtMs ?? null, dialect.secretLifeMs)

  /** Remembers how the last request ended. */
  async function request(url: string, ask: Ask = {}): Promise<Reply> {
    try {
      const reply = await requestWithToken({ profile, dialect, line }, { source, refusals }, url, ask)
      lastError = null
      warnOfDue(dueMs(), clock.wallMs())
      return reply
    } catch (error) {
      if (isConnectionFailure(error) && error.code !== 'aborted') lastError = { atMs: clock.wallMs(), code: error.code }
      throw error
    }
  }

  return {
    system,
    environment,
    baseUrl,
    request,
    test: () => selfTest(dialect, request, clock),
    status: () => {
      const held = source.current()
      return {
        system,
        environment,
        credentials: isSet(profile) ? 'set' : 'missing',
        clientIdEnd: clientIdEnd(profile),
        tokenGoodUntilMs: held ? Math.round(clock.wallMs() + held.lifetimeMs - (clock.monoMs() - held.askedAtMonoMs)) : null,
        lastError: lastError ?? source.failure(),
        secretDueMs: dueMs(),
      }
    },
    invalidate: () => source.drop(),
    close: async () => {
      source.close()
      line.close()
    },
  }
}

interface Keys {
  readonly source: TokenSource
  readonly refusals: Refusals
}

async function requestWithToken(parts: ResourceParts, { source, refusals }: Keys, url: string, ask: Ask): Promise<Reply> {
  const { profile } = parts
  const address = requireOwnAddress(profile.system, profile.baseUrl, url)
  if (!isSet(profile)) throw new CredentialsMissing(profile.system)
  requireSynthetic(profile, ask)
  const held = await source.take(ask)
  const first = await askResource(parts, address, ask, held)
  if (!first.isAboutToken) return first.reply
  if (refusals.wasRefusedWhenNew(held)) throw rejected(profile, first.reply)
  first.reply.body.destroy()
  source.drop(held)
  const other = await source.take(ask)
  // The same one again is one that nobody can renew.
  if (other === held) throw rejected(profile, first.reply)
  const second = await askResource(parts, address, ask, other)
  if (!second.isAboutToken) return second.reply
  refusals.noteRefusedWhenNew(other)
  throw rejected(profile, second.reply)
}

function rejected({ system }: Profile, { status, headers, body }: Reply): AuthorizationRejected {
  body.destroy()
  return new AuthorizationRejected(system, { status, requestId: readRequestId(headers) })
}

/** Nothing about a real person goes where answers are invented (rule 12). */
function requireSynthetic(profile: Profile, ask: Ask): void {
  const hasBody = ask.body !== undefined && ask.body.length > 0
  if (profile.system === 'optum' && asksForMock(profile) && hasBody && !ask.synthetic) throw new Refused('optum', 'not-synthetic')
}

function isSet(profile: Profile): boolean {
  return profile.credentials !== null || (profile.system === 'change-healthcare' && profile.suppliedToken !== null)
}

function sourceOf(profile: Profile, open: () => TokenSource, clock: Clock): TokenSource {
  const supplied = profile.system === 'change-healthcare' ? profile.suppliedToken : null
  return supplied ? suppliedSource(supplied, clock) : open()
}

function readCertificate(profile: Profile): Certificate | null {
  const files = profile.system === 'cdc' ? profile.certificate : null
  if (!files) return null
  const certificate = { cert: readPem(files.certFile), key: readPem(files.keyFile) }
  try {
    createSecureContext(certificate)
    return certificate
  } catch {
    throw new Misconfigured(['CDC_CERTIFICATE_FILE and CDC_CERTIFICATE_KEY_FILE must hold a certificate and its key, in PEM'])
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Misconfigured(['CDC_CERTIFICATE_FILE or CDC_CERTIFICATE_KEY_FILE names a file that cannot be read'])
  }
}
