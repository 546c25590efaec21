// What the operators' realm does when the app starts: its settings are checked, and the link is shown where links are the way in.
import 'server-only'
import { Misconfigured } from '@/lib/errors'
import { operatorSettings } from './settings'
import { showLink } from './show-link'

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
}
