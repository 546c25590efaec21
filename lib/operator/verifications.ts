// Verifying reads every byte of an export again, which may take minutes: it goes on when the request is over, and its
// outcome is remembered by this process.
import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { verifyExport } from '@/lib/connections/bulk-export/exports'
import type { Verification } from '@/lib/connections/bulk-export/check/verify'

export type VerificationState =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly atMs: number; readonly verification: Verification }
  | { readonly state: 'failed'; readonly atMs: number }

const place = Symbol.for('plainclaim.verifications')
const home: typeof globalThis & { [place]?: Map<string, VerificationState> } = globalThis
const all = (): Map<string, VerificationState> => (home[place] ??= new Map<string, VerificationState>())

/** What an answer waits for, so that small exports need no second look. */
const patienceMs = 4_000

export function verificationOf(id: string): VerificationState | null {
  return all().get(id) ?? null
}

export function forgetVerification(id: string): void {
  all().delete(id)
}

/** Begins one, unless one is under way. Settles when it is done or takes longer than people wait. @param onDone told of the outcome */
export async function beginVerification(id: string, onDone: (verification: Verification) => void): Promise<void> {
  if (all().get(id)?.state === 'running') return
  all().set(id, { state: 'running' })
  const work = verifyExport(id).then(
    (verification) => {
      if (verification === null) return void all().delete(id)
      all().set(id, { state: 'done', atMs: Date.now(), verification })
      onDone(verification)
    },
    () => void all().set(id, { state: 'failed', atMs: Date.now() }),
  )
  await Promise.race([work, pause(patienceMs, undefined, { ref: false })])
}
