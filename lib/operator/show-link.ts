// Hands the one-time link to whoever sits at the terminal. It is never a line of the log: it goes to standard error, or,
// when OPERATOR_LINK_FILE names one, into a file that only its owner can read, and nowhere else (quality PRV-01).
import 'server-only'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { settings } from '@/lib/env'
import { log } from '@/lib/log'
import { createOneTimeLinks, linkMs, type OneTimeLinks } from './one-time-link'
import { operatorSettings } from './settings'

const place = Symbol.for('plainclaim.operator-links')
const home: typeof globalThis & { [place]?: OneTimeLinks } = globalThis

/** The one maker of links of this process; Next bundles pages and handlers apart. */
export function processLinks(): OneTimeLinks {
  return (home[place] ??= createOneTimeLinks())
}

/** Makes a link and shows it. @returns false when links are not the way in, or the last one is only seconds old */
export function showLink(toTerminal: (text: string) => void = (text) => void process.stderr.write(text)): boolean {
  const way = operatorSettings()
  const key = way.kind === 'link' ? processLinks().make() : null
  if (way.kind !== 'link' || !key) return false
  // Behind the # it stays in the browser: no server, proxy or referrer ever sees it.
  const link = `${settings().appOrigin}/operator/sign-in#${key.reveal()}`
  if (way.linkFile === null) toTerminal(`Operator sign-in, good once within ${linkMs / 60_000} minutes: ${link}\n`)
  else writePrivately(way.linkFile, link)
  return true
}

/** A spent link is of no use to anybody, and should not lie about. */
export function forgetLinkFile(): void {
  const way = operatorSettings()
  if (way.kind === 'link' && way.linkFile !== null) rmSync(way.linkFile, { force: true })
}

function writePrivately(file: string, link: string): void {
  try {
    writeFileSync(file, `${link}\n`, { mode: 0o600 })
    chmodSync(file, 0o600)
  } catch {
    log('warn', 'request.failed', { what: 'operator link file' })
  }
}
