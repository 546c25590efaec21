// Stops an export before the disk is full, while its state can still be written (quality BLK-06).
import 'server-only'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import type { Space } from '@/lib/connections/bulk-export/world'

const leastFreeBytes = 2 * 1024 ** 3
const leastFreeShare = 0.1

/** How many bytes may be written between two looks, by all downloads together. */
const lookEveryBytes = 64 * 1024 * 1024

/** Whether there is room to go on: 2 GB and a tenth of the disk stay free. */
export function hasRoom({ freeBytes, totalBytes }: Space): boolean {
  return freeBytes >= leastFreeBytes && freeBytes >= totalBytes * leastFreeShare
}

export interface DiskGuard {
  /** Call with what is about to be written; looks at the disk now and then. @throws ExportEnds: stopped, to go on when there is room */
  before(bytes: number): Promise<void>
}

export function guardDisk(look: () => Promise<Space>): DiskGuard {
  let sinceLook = lookEveryBytes
  return {
    async before(bytes) {
      sinceLook += bytes
      if (sinceLook < lookEveryBytes) return
      sinceLook = 0
      if (!hasRoom(await look())) throw new ExportEnds('stopped', 'disk-full')
    },
  }
}

/** What the file system says when there is no room after all. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
