// Reads what is on disk once more and holds it against the ledger and our own manifest: a byte that changed is found
// (quality BLK-02).
import 'server-only'
import { createHash } from 'node:crypto'
import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { readOwnManifest } from '@/lib/connections/bulk-export/end/own-manifest'
import { isMissing } from '@/lib/connections/bulk-export/keep/durable-file'
import type { JobStore } from '@/lib/connections/bulk-export/keep/job-store'

export type FileState = 'good' | 'missing' | 'changed' | 'unlisted'

export interface Verification {
  readonly ok: boolean
  readonly files: readonly { readonly name: string; readonly state: FileState }[]
}

const pieceBytes = 1024 * 1024

/** @returns null when the export has no manifest yet: it did not finish */
export async function verifyFiles(store: JobStore, id: string, signal: AbortSignal): Promise<Verification | null> {
  const manifest = readOwnManifest(await store.read(id, 'manifest.json'))
  if (manifest === null) return null
  const files: { name: string; state: FileState }[] = []
  for (const { name, bytes, sha256 } of manifest.files) {
    const found = await hashFile(path.join(store.filesOf(id), name), signal)
    const state = found === null ? 'missing' : found.bytes === bytes && found.sha256 === sha256 ? 'good' : 'changed'
    files.push({ name, state })
  }
  const listed = new Set(manifest.files.map(({ name }) => name))
  const others = (await readdir(store.filesOf(id))).filter((name) => !listed.has(name))
  files.push(...others.map((name) => ({ name, state: 'unlisted' as const })))
  return { ok: files.every(({ state }) => state === 'good'), files }
}

/** Size and SHA-256 of a file, in hexadecimal; null when there is none. */
export async function hashFile(file: string, signal: AbortSignal): Promise<{ readonly bytes: number; readonly sha256: string } | null> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (handle === null) return null
  try {
    const hash = createHash('sha256')
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (let bytes = 0; ; ) {
      signal.throwIfAborted()
      const { bytesRead } = await handle.read(piece, 0, pieceBytes)
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') }
      hash.update(piece.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await handle.close()
  }
}
