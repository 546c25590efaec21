// Exports hold the records of many people, so they do not stay for ever: whatever is older than the days set is removed at
// the beginning of the next act (quality BLK-06). The way it went is of no matter: a stopped export holds records too.
import 'server-only'
import type { World } from '@/lib/connections/bulk-export/world'
import { finishRemovals, type JobStore } from './job-store'
import { isLocked } from './lock'

const dayMs = 24 * 60 * 60_000

/** @returns the ids of what was removed */
export async function removeOld(store: JobStore, { folder, now, keepDays }: Pick<World, 'folder' | 'now' | 'keepDays'>): Promise<readonly string[]> {
  await finishRemovals(folder)
  const old = (await store.list()).filter(({ finishedAtMs, createdAtMs }) => now() - (finishedAtMs ?? createdAtMs) > keepDays * dayMs)
  const removed: string[] = []
  for (const { id } of old) {
    if (await isLocked(store.folderOf(id))) continue
    await store.remove(id)
    removed.push(id)
  }
  return removed
}
