// Permissions that a person ended while Medicare could not be reached. The pair of tokens, and nothing else, waits sealed
// under the master key for less than a day, and ending is tried again, further and further apart (quality SES-06).
import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { listOf } from '@/lib/audit/audit-log'
import { processAudit } from '@/lib/audit/process-audit'
import { settings } from '@/lib/env'
import { log } from '@/lib/log'
import { openUnderMaster, sealUnderMaster } from '@/lib/master-seal'
import { Secret } from '@/lib/secret'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import { type Ending, endWithPair, type Pair } from './end-at-medicare'
import { openRevocationStore, type RevocationStore, type Waiting } from './revocation-store'

/** Nothing opens a row after this. */
export const keepMs = 24 * 60 * 60_000
/** Given up a little earlier, so that it is said and not only forgotten. */
const giveUpBeforeMs = 45 * 60_000
const firstPauseMs = 60_000
const longestPauseMs = 30 * 60_000
/** One process at a time: a refresh token works once. */
const leaseMs = 10 * 60_000
const leaseName = 'revocations'

export interface Retried {
  readonly ended: number
  readonly lost: number
  readonly givenUp: number
  readonly waiting: number
}

export interface Revocations {
  /** Puts the pair of a grant into the queue. @returns false when it could not be kept: then nothing waits */
  wait(grantId: string, grant: Grant): Promise<boolean>
  /** Tries all that waits, once. @throws Unavailable and others of the store, when it does not answer */
  retry(): Promise<Retried>
  /** Tries now, and from then on whenever something waits. */
  begin(): void
  /** No further tries from here. */
  end(): void
  /** When no try is under way. */
  finished(): Promise<void>
  close(): Promise<void>
}

interface World {
  readonly now: () => number
  /** Runs something later; answers how to call it off. */
  readonly later: (work: () => void, ms: number) => () => void
  readonly open: () => Promise<RevocationStore>
}

const realWorld: World = {
  now: Date.now,
  later(work, ms) {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  open: () => openRevocationStore(settings().vault.url),
}

export function createRevocations({ now, later, open }: World = realWorld): Revocations {
  let opening: Promise<RevocationStore> | null = null
  let running = false
  let failures = 0
  let callOff: () => void = () => undefined
  let trying: Promise<unknown> = Promise.resolve()
  const store = (): Promise<RevocationStore> => {
    opening ??= open().catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  const next = (ms: number) => {
    callOff()
    if (running) callOff = later(() => void (trying = tick()), ms)
  }
  const tick = async () => {
    const done = await retry().catch(() => null)
    if (!done) log('warn', 'revocation.failed', { what: 'queue' })
    failures = done?.waiting === 0 ? 0 : failures + 1
    // Another process may have left something behind, so an empty queue is looked at too.
    next(failures === 0 ? longestPauseMs : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)))
  }
  const retry = async (): Promise<Retried> => {
    const holder = randomUUID()
    const rows = await store()
    if ((await processVault().lease(leaseName, holder, leaseMs)) === null) return { ended: 0, lost: 0, givenUp: 0, waiting: (await rows.list()).length }
    try {
      return await retryAll(rows, now)
    } finally {
      await processVault().release(leaseName, holder)
    }
  }
  return {
    async wait(grantId, grant) {
      const id = listOf(grantId)
      try {
        await (await store()).put({ id, sealed: sealPair(id, { access: grant.accessToken, refresh: grant.refreshToken }), endsAtMs: now() + keepMs })
        log('info', 'revocation.waiting')
        failures = 0
        next(firstPauseMs)
        return true
      } catch {
        log('error', 'revocation.failed', { what: 'keep' })
        return false
      }
    },
    retry,
    begin() {
      running = true
      trying = tick()
    },
    end() {
      running = false
      callOff()
    },
    finished: async () => void (await trying),
    close: async () => void (opening && (await (await opening).close())),
  }
}

async function retryAll(store: RevocationStore, now: () => number): Promise<Retried> {
  const count = { ended: 0, lost: 0, givenUp: 0, waiting: 0 }
  const stopAtMs = now() + leaseMs / 2
  for (const row of await store.list()) {
    const outcome = await tryRow(store, row, now() > stopAtMs, now)
    if (outcome === 'not-yet') {
      count.waiting += 1
      continue
    }
    await store.remove(row.id)
    count[outcome === 'given-up' ? 'givenUp' : outcome] += 1
    log(outcome === 'ended' ? 'info' : 'warn', 'revocation.retried', { outcome })
    await processAudit().noteIn(row.id, 'revoked-later', outcome)
  }
  await store.sweep(now())
  return count
}

async function tryRow(store: RevocationStore, row: Waiting, hurried: boolean, now: () => number): Promise<Ending | 'given-up'> {
  if (now() >= row.endsAtMs - giveUpBeforeMs) return 'given-up'
  return hurried ? 'not-yet' : retryOne(store, row)
}

/** A row that does not open is left to its end: the key may be missing on this machine alone. */
async function retryOne(store: RevocationStore, row: Waiting): Promise<Ending> {
  const pair = openPair(row)
  if (!pair) return 'not-yet'
  try {
    return await endWithPair(pair, (newer) => store.put({ ...row, sealed: sealPair(row.id, newer) }))
  } catch {
    return 'not-yet'
  }
}

const shape = z.strictObject({ access: z.string().min(1), refresh: z.string().min(1).nullable() })

function sealPair(id: string, { access, refresh }: Pair): string {
  const [key] = settings().vault.keys
  return sealUnderMaster(JSON.stringify({ access: access.reveal(), refresh: refresh?.reveal() ?? null }), key, purposeOf(id))
}

function openPair({ id, sealed }: Waiting): Pair | null {
  const text = openUnderMaster(sealed, settings().vault.keys, purposeOf(id))
  const parsed = text === null ? null : shape.safeParse(JSON.parse(text))
  if (!parsed?.success) return null
  const { access, refresh } = parsed.data
  return { access: new Secret(access), refresh: refresh === null ? null : new Secret(refresh) }
}

/** Bound to the row and to the Medicare it belongs to: a pair is never shown to another server. */
function purposeOf(id: string): string {
  return `revocation ${settings().blueButton.url} ${id}`
}

const place = Symbol.for('plainclaim.revocations')
const home: typeof globalThis & { [place]?: Revocations } = globalThis

/** The one queue of this process. */
export function processRevocations(): Revocations {
  return (home[place] ??= createRevocations())
}
