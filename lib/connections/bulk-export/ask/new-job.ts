// An export before anything was asked: what it will ask for, of whom, and that it has not been asked for yet.
import 'server-only'
import { type ExportOptions, type ExportRequest, kickOffPath } from '@/lib/connections/bulk-export/export-request'
import type { Job } from '@/lib/connections/bulk-export/job'
import { newJobId } from '@/lib/connections/bulk-export/keep/job-store'
import { readWatermark } from '@/lib/connections/bulk-export/keep/watermarks'
import { sourceOf } from '@/lib/connections/bulk-export/work'
import type { World } from '@/lib/connections/bulk-export/world'

/** A job of its own, not yet on disk. @throws Misconfigured when it cannot be asked like this */
export async function newJob(world: World, options: ExportOptions): Promise<Job> {
  const connection = world.connect()
  const nowMs = world.now()
  const plain: ExportRequest = { ...options, since: null }
  const since = options.since === 'last' ? await readWatermark(world.folder, sourceOf(connection), plain) : options.since
  const request = { ...plain, since }
  return {
    format: 1,
    id: newJobId(nowMs, world.random),
    environment: connection.environment,
    source: sourceOf(connection),
    request,
    kickOffUrl: `${connection.baseUrl}${kickOffPath(request, nowMs)}`,
    state: 'requested',
    stage: 'requested',
    reason: null,
    told: null,
    createdAtMs: nowMs,
    askedAtMs: null,
    jobUrl: null,
    preparedPercent: null,
    waitedAtMs: null,
    expiresAtMs: null,
    transactionTime: null,
    finishedAtMs: null,
    warnings: [],
  }
}
