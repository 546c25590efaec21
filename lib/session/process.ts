// The life of this process: settings are checked before the first request, old records are swept while it runs, and what
// waits to be revoked is tried again. The vault needs no closing: each of its writes is whole before it is answered.
import 'server-only'
import { processAudit } from '@/lib/audit/process-audit'
import { settings } from '@/lib/env'
import { Misconfigured } from '@/lib/errors'
import { log } from '@/lib/log'
import { noteSessionEnded } from '@/lib/metrics/meters'
import { processVault } from '@/lib/vault/process-vault'
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
  const sweeping = setInterval(() => void sweep(), sweepEveryMs)
  sweeping.unref()
  void processAudit().begin()
  processRevocations().begin()
  process.once('SIGTERM', () => {
    clearInterval(sweeping)
    processRevocations().end()
    log('info', 'app.stopping')
  })
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
