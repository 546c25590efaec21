// Finds a Chromium for the browser journeys, in one order everywhere: the one you name, the one Playwright brought, the
// one on PATH; and on Debian as root, the system's package. It never downloads a browser of its own.
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { findOnPath, installPackage } from './system-package'

/** `executablePath` is null when Playwright's own browser is there and needs no naming. */
export interface Browser {
  readonly executablePath: string | null
}

const namesOnPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The browser to use, or null when there is none. @throws Error when CHROMIUM_PATH names nothing. */
export function findChromium(env: NodeJS.ProcessEnv = process.env, bundled: string = chromium.executablePath()): Browser | null {
  const named = env['CHROMIUM_PATH']
  if (named) {
    if (existsSync(named)) return { executablePath: named }
    throw new Error('CHROMIUM_PATH names a file that is not there.')
  }
  if (existsSync(bundled)) return { executablePath: null }
  const found = findOnPath(namesOnPath, env)
  return found === null ? null : { executablePath: found }
}

/** Finds one, or gets the package on Debian as root. @throws Error with the two commands that fix it. */
export function requireChromium(say: (line: string) => void = console.log): Browser {
  const found = findChromium()
  if (found) return found
  installPackage('chromium', 'No Chromium here', say)
  const installed = findChromium()
  if (installed) return installed
  throw new Error(['No Chromium was found. Either of these brings one:', ...waysToGetOne].join('\n'))
}

const waysToGetOne = [
  '  npx playwright install chromium',
  '  sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium',
]
