// Whether sessions can be kept and opened at all, and this process is not about to end.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { isEnding } from './ending'
import { processVault } from '@/lib/vault/process-vault'

/** False from the moment this process was asked to end, and while its vault does not answer (quality AVL-07, AVL-10). */
export async function isReady(): Promise<boolean> {
  return !isEnding() && (await vaultAnswers())
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
