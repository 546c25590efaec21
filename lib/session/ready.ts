// Whether sessions can be kept and opened at all, and this process is not about to end.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { isEnding } from './ending'
import { processVault } from '@/lib/vault/process-vault'

/** Whoever asks more often is told what was seen last: outsiders must not drive the work of the store. */
const lookEveryMs = 1_000

let look: { readonly atMs: number; readonly answers: Promise<boolean> } | null = null

/** False from the moment this process was asked to end, and while its vault does not answer (quality AVL-07, AVL-10). */
export async function isReady(nowMs: number = Date.now()): Promise<boolean> {
  if (isEnding()) return false
  const ageMs = look ? nowMs - look.atMs : lookEveryMs
  // A clock that was set back makes a look of the future, which is none.
  if (!look || ageMs < 0 || ageMs >= lookEveryMs) look = { atMs: nowMs, answers: vaultAnswers() }
  return look.answers
}

/** Writes and removes a lease: a store that can only be read is not ready either. */
export async function vaultAnswers(): Promise<boolean> {
  const name = `ready ${randomUUID()}`
  try {
    const fence = await processVault().lease(name, name, 1_000)
    await processVault().release(name, name)
    return fence !== null
  } catch {
    return false
  }
}
