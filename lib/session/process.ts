// The life of this process: settings are checked before the first request, old records are swept while it runs, and what
// waits to be revoked is tried again. The vault needs no closing: each of its writes is whole before it is answered.
// When it is asked to end, it ends in order (ending.ts).
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import { settings } from '@/lib/env'
import { Misconfigured } from '@/lib/errors'
import { log } from '@/lib/log'
import { noteSessionEnded } from '@/lib/metrics/meters'
import { processVault } from '@/lib/vault/process-vault'
import { endProcess } from './ending'
import { nameRequests } from './name-requests'
import { watchRequests } from './requests'
import { processRevocations } from './revocations'

const sweepEveryMs = 10 * 60_000

/** Ends the process with one line for each problem when a setting is wrong. */
export function beginProcess(): void {
  try {
    const { place, blueButton } = settings()
    log('info', 'app.started', { place, version: blueButton.version })
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error
    for (const problem of error.problems) process.stderr.write(`Setting ${problem}\n`)
    process.exit(1)
  }
  nameRequests()
  const sweeping = setInterval(() => void sweep(), sweepEveryMs)
  sweeping.unref()
  void processAudit().begin()
  processRevocations().begin()
  endInOrder(() => clearInterval(sweeping))
}

/**
 * Next's own way of ending does not wait for a refresh that nobody waits for, and leaves with 143: so it is taken off. In
 * development it stays, since it has more to clear away there.
 */
function endInOrder(first: () => void): void {
  const requests = watchRequests(settings().metrics?.port ?? null)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    if (process.env.NODE_ENV === 'production') process.removeAllListeners(signal)
    process.on(signal, () => {
      first()
      if (process.env.NODE_ENV === 'production') void endProcess(requests, (code) => process.exit(code))
    })
  }
}

async function sweep(): Promise<void> {
  await processVault()
    .sweep()
    .then((count) => noteSessionEnded('over', count))
    .catch(() => log('warn', 'vault.failed', { what: 'sweep' }))
  await processAudit()
    .sweep()
    .catch(() => log('warn', 'audit.failed', { what: 'sweep' }))
}
