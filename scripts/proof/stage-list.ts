// The stages of `npm run check` and `npm test`, each a name and what it runs.
import { buildWhenChanged, isBuilt } from '@/scripts/launch/build'
import { nextProgram } from '@/scripts/launch/programs'
import { listViolations } from '@/scripts/rules/import-rules'
import { findChromium, requireChromium } from './chromium'
import { readPlaywrightReport } from './playwright-tally'
import { judge, readReport, runNode, withReportFile } from './programs'
import { provideRedis } from './redis'
import { writeSbom } from './sbom'
import type { Stage } from './stages'
import { nothing, oneFailed, onePassed } from './tally'

/** First, because getting one needs the network: a missing browser should not be told only at the end. */
export const browser: Stage = {
  name: 'browser',
  run: async () => {
    const { executablePath } = requireChromium()
    console.log(executablePath ?? "Playwright's own")
    return nothing
  },
}

/** Never a failure: the tests of Redis are skipped without one, with that as their reason. */
export const redis: Stage = {
  name: 'redis',
  run: async () => {
    console.log(provideRedis() ?? 'There is no redis-server, so the tests of the store for many machines are skipped.')
    return nothing
  },
}

export const lint: Stage = {
  name: 'lint',
  run: async (stop) => ((await runNode(['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'], stop)) ? onePassed : oneFailed),
}

/** Next writes the types of our addresses first; the compiler alone would not know them (on a clean checkout it fails). */
export const types: Stage = {
  name: 'types',
  run: async (stop) => {
    const written = await runNode([nextProgram, 'typegen'], stop, { NEXT_TELEMETRY_DISABLED: '1' })
    return written && (await runNode(['node_modules/typescript/bin/tsc', '--noEmit'], stop)) ? onePassed : oneFailed
  },
}

export const importTable: Stage = {
  name: 'import table',
  run: async () => {
    const violations = await listViolations(process.cwd())
    for (const line of violations) console.log(line)
    return violations.length === 0 ? onePassed : oneFailed
  },
}

export const unitTests: Stage = {
  name: 'unit tests',
  run: (stop) =>
    withReportFile(async (file) => {
      const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./scripts/proof/vitest-tally.ts']
      const content = await runNode(args, stop, { TALLY_FILE: file })
      return judge(await readReport(file), content)
    }),
}

export const build: Stage = {
  name: 'build',
  run: async (stop) => {
    const seconds = await buildWhenChanged(process.cwd(), definedOnly(process.env), stop)
    console.log(seconds === null ? 'Nothing changed since the last build.' : `Built in ${seconds} s.`)
    return onePassed
  },
}

/** After the build, which it describes. */
export const billOfMaterials: Stage = {
  name: 'bill of materials',
  run: async () => {
    console.log(`${await writeSbom(process.cwd())} packages, in .next/sbom.cdx.json.`)
    return onePassed
  },
}

export const journeys: Stage = {
  name: 'browser journeys',
  run: async (stop) => {
    if (!findChromium()) throw new Error('Not run: there is no browser.')
    if (!(await isBuilt(process.cwd()))) throw new Error('Not run: there is no build.')
    return withReportFile(async (file) => {
      const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
      const content = await runNode(args, stop, { PLAYWRIGHT_JSON_OUTPUT_FILE: file, FORCE_COLOR: '0', NO_COLOR: undefined })
      return judge(readPlaywrightReport(await readReport(file)), content)
    })
  },
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
