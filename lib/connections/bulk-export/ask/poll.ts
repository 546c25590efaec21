// Waits for the source to finish its job, politely, and reads what it says in all its forms (quality BLK-05).
import 'server-only'
import { readManifest } from '@/lib/connections/bulk-export/fetch/manifest'
import { ExportEnds } from '@/lib/connections/bulk-export/job'
import type { Work } from '@/lib/connections/bulk-export/work'
import { isConnectionFailure } from '@/lib/connections/errors'
import { type Answer, askShort, isFinal } from './answer'
import { readStatusReply } from './status-reply'
import { waitBeforeLook } from './waiting'

/** How long the source may take, and how long its files stay. */
const dayMs = 24 * 60 * 60_000

/** From `running` to `ready`. @throws ExportEnds when the job is over in another way */
export async function waitUntilReady(work: Work): Promise<void> {
  const { world, signal } = work
  const { jobUrl, askedAtMs, createdAtMs } = work.job()
  if (jobUrl === null) throw new ExportEnds('failed', 'unreadable-answer')
  for (let look = 0; ; look += 1) {
    world.onStep('before-poll')
    const answer = await askPatiently(work, jobUrl)
    const status = answer ? readStatusReply(answer) : { kind: 'unclear' as const }
    if (status.kind === 'done') return keepManifest(work, status.manifest, status.expiresAtMs)
    if (status.kind === 'over') throw new ExportEnds(status.state, status.reason, status.told)
    if (status.kind === 'working') await work.record({ preparedPercent: status.percent, waitedAtMs: world.now() })
    if (world.now() - (askedAtMs ?? createdAtMs) > dayMs) throw new ExportEnds('failed', 'took-too-long')
    const wait = waitBeforeLook(look, answer?.headers['retry-after'], { floorMs: world.pollFloorMs, nowMs: world.now(), random: world.random })
    await world.pause(wait, signal)
  }
}

/** A line that breaks while a job runs for hours is no reason to give up; settings that are wrong are. */
async function askPatiently({ connection, signal }: Work, url: string): Promise<Answer | null> {
  try {
    return await askShort(connection, url, { signal })
  } catch (error) {
    if (signal.aborted || !isConnectionFailure(error) || isFinal(error)) throw error
    return null
  }
}

async function keepManifest(work: Work, text: string, expiresAtMs: number | null): Promise<void> {
  const { transactionTime } = readManifest(text, work.connection)
  await work.store.write(work.job().id, 'received-manifest.json', text)
  // Completion came after the last time it was still at work, so a day after that is certain (contract 5.3).
  const bound = (work.job().waitedAtMs ?? work.job().createdAtMs) + dayMs
  await work.record({ state: 'ready', preparedPercent: 100, transactionTime, expiresAtMs: expiresAtMs ?? bound })
  work.world.onStep('manifest-kept')
}
