// Has the source begin exactly one job (quality BLK-01). That we are about to ask is on disk before we ask; a process that
// died between asking and hearing looks for its job in the source's list before it asks again (contract 5.3).
import 'server-only'
import { requireOwnAddress } from '@/lib/connections/address'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import type { Work } from '@/lib/connections/bulk-export/work'
import { type Answer, askShort, readDiagnostics } from './answer'
import { findJob } from './job-list'
import { waitBeforeLook } from './waiting'

/** Matching ignores case, but a star is not enough, and both are asked for (contract 1.5). */
const headers = { accept: 'application/fhir+json', prefer: 'respond-async' }
const mostMs = 24 * 60 * 60_000

/** From `requested` to `running`. @throws ExportEnds when it is refused */
export async function startJob(work: Work): Promise<void> {
  const { world, connection, signal } = work
  const { kickOffUrl, createdAtMs } = work.job()
  const { askedAtMs } = work.job()
  // Somebody before us may have asked and never heard.
  if (askedAtMs !== null && (await adopt(work, askedAtMs))) return
  for (let look = 0; ; look += 1) {
    await work.record({ state: 'requested', askedAtMs: world.now() })
    world.onStep('before-kick-off')
    const answer = await askShort(connection, kickOffUrl, { headers, signal, repeatable: false })
    world.onStep('after-kick-off')
    if (answer.status === 202) return keepJobUrl(work, answer)
    if (!isBusy(answer)) throw refusal(answer)
    // Busy with the same: it may be ours, heard by nobody. Otherwise it is somebody's, and ends.
    if (answer.status === 429 && (await adopt(work, createdAtMs - mostMs))) return
    if (world.now() - createdAtMs > mostMs) throw new ExportEnds('failed', 'took-too-long')
    await world.pause(waitBeforeLook(look, answer.headers['retry-after'], { floorMs: world.pollFloorMs, nowMs: world.now(), random: world.random }), signal)
  }
}

/** Only an answer that says "not now" may be asked again: after any other a job may have begun. */
function isBusy({ status }: Answer): boolean {
  return status === 429 || status === 503
}

function refusal(answer: Answer): ExportEnds {
  const told = readDiagnostics(answer.text)
  if (answer.status === 403) return new ExportEnds('failed', 'not-enabled', told)
  if (answer.status >= 500) return new ExportEnds('stopped', 'connection-failed', told)
  return new ExportEnds('failed', answer.status < 400 ? 'unreadable-answer' : 'refused', told)
}

async function keepJobUrl(work: Work, { headers }: Answer): Promise<void> {
  await work.record({ state: 'running', jobUrl: ownJobUrl(work, headers['content-location'] ?? ''), waitedAtMs: work.world.now() })
  work.world.onStep('job-url-kept')
}

function ownJobUrl({ connection }: Work, location: string): string {
  if (!/\/api\/v\d\/jobs\/\d+$/.test(location)) throw new ExportEnds('failed', 'unreadable-answer')
  try {
    return requireOwnAddress(connection.system, connection.baseUrl, location).href
  } catch {
    throw new ExportEnds('failed', 'foreign-address')
  }
}

async function adopt(work: Work, sinceMs: number): Promise<boolean> {
  const taken = (await work.store.list()).flatMap(({ id, jobUrl }) => (jobUrl !== null && id !== work.job().id ? [jobUrl] : []))
  const url = await findJob(work, sinceMs, taken)
  if (url === null) return false
  await work.record({ state: 'running', jobUrl: url, waitedAtMs: work.world.now() })
  return true
}
