// Whether sessions can be kept and opened at all.
import 'server-only'
import { randomUUID } from 'node:crypto'
import { processVault } from '@/lib/vault/process-vault'

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
