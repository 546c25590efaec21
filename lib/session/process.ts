// The life of this process: settings are checked before the first request, and old records are swept while it runs. The
// vault needs no closing: each of its writes is whole before it is answered.
import 'server-only'
import { settings } from '@/lib/env'
import { Misconfigured } from '@/lib/errors'
import { log } from '@/lib/log'
import { processVault } from '@/lib/vault/process-vault'

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
  process.once('SIGTERM', () => {
    clearInterval(sweeping)
    log('info', 'app.stopping')
  })
}

async function sweep(): Promise<void> {
  await processVault()
    .sweep()
    .catch(() => log('warn', 'vault.failed', { what: 'sweep' }))
}
