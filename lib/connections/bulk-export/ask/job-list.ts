// Looks in the source's own list of jobs for one of ours that we know nothing of (contract 1.6: `GET /jobs`).
import 'server-only'
import { z } from 'zod'
import { isSameRequest } from '@/lib/connections/bulk-export/export-request'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import type { Work } from '@/lib/connections/bulk-export/work'
import { askShort } from './answer'

/** How far the two clocks may be apart (quality AVL-09). */
const skewMs = 10 * 60_000

const taskSchema = z.object({
  resource: z.object({
    identifier: z.array(z.object({ value: z.string().regex(/^\d+$/) })).min(1),
    status: z.string(),
    input: z.array(z.object({ valueString: z.string() })).min(1),
    executionPeriod: z.object({ start: z.string() }),
  }),
})
const bundleSchema = z.object({ entry: z.array(z.unknown()).default([]) })

/**
 * @param sinceMs jobs that began earlier are not meant
 * @param taken addresses of jobs that belong to other exports here
 * @returns the address of the newest job that answers this very request and is not over, or null
 */
export async function findJob({ connection, signal, job, world }: Work, sinceMs: number, taken: readonly string[]): Promise<string | null> {
  const { version } = job().request
  world.onStep('before-list')
  const answer = await askShort(connection, `/api/v${version}/jobs`, { headers: { accept: 'application/fhir+json', prefer: 'respond-async' }, signal })
  // No job at all is a 404, with an empty list behind it in the same body.
  if (answer.status === 404) return null
  if (answer.status !== 200) throw new ExportEnds('stopped', 'connection-failed')
  const found = readTasks(answer.text)
    .filter(({ status }) => ['accepted', 'in-progress', 'completed'].includes(status))
    .filter(({ asked, startMs }) => isSameRequest(asked, job().kickOffUrl) && startMs >= sinceMs - skewMs)
    .map(({ value, startMs }) => ({ startMs, url: `${connection.baseUrl}/api/v${version}/jobs/${value}` }))
    .filter(({ url }) => !taken.some((other) => idOf(other) === idOf(url)))
    .sort((one, other) => other.startMs - one.startMs)
  return found[0]?.url ?? null
}

interface Task {
  readonly value: string
  readonly status: string
  readonly asked: string
  readonly startMs: number
}

function readTasks(text: string): readonly Task[] {
  return readBundle(text).flatMap((entry) => {
    const task = taskSchema.safeParse(entry)
    if (!task.success) return []
    const { identifier, status, input, executionPeriod } = task.data.resource
    const startMs = Date.parse(executionPeriod.start)
    return [{ value: identifier[0]?.value ?? '', status, asked: (input[0]?.valueString ?? '').replace(/^GET /, ''), startMs }]
  })
}

function readBundle(text: string): readonly unknown[] {
  try {
    return bundleSchema.parse(JSON.parse(text)).entry
  } catch {
    throw new ExportEnds('stopped', 'connection-failed')
  }
}

/** The same job may be asked for under any version's path. */
function idOf(jobUrl: string): string {
  return jobUrl.slice(jobUrl.lastIndexOf('/') + 1)
}
