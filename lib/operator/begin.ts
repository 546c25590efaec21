// What the operators' realm does when the app starts: its settings are checked, the link is shown where links are the way
// in, and exports that a restart cut off go on.
import 'server-only'
import { Misconfigured } from '@/lib/errors'
import { log } from '@/lib/log'
import { resumeCutOff } from './exports'
import { operatorSettings } from './settings'
import { showLink } from './show-link'

/** An emulator that starts together with the app needs a moment. */
const resumeAfterMs = 5_000

/** Ends the process with one line for each problem when a setting is wrong. */
export function beginOperatorRealm(): void {
  try {
    operatorSettings()
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error
    for (const problem of error.problems) process.stderr.write(`Setting ${problem}\n`)
    process.exit(1)
  }
  showLink()
  setTimeout(() => void resumeCutOff().catch(() => log('warn', 'request.failed', { what: 'exports at start' })), resumeAfterMs).unref()
}
