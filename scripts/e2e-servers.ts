// Starts what the browser journeys need: the built app and the sandbox on spare ports, with secrets and a vault that
// live only as long as this process. Playwright waits for the line at the end and stops it with SIGTERM.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildWhenChanged } from './launch/build'
import { runCommand } from './launch/command'
import { makePlan, type Plan } from './launch/plan'
import { builtApp, sandboxProgram } from './launch/programs'
import { runTogether } from './launch/together'

const recordsFolder = path.resolve('../shared/fixtures/blue-button')

await runCommand(async (stop) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  try {
    const plan = await makePlan(folder, journeyEnvironment(folder))
    await buildWhenChanged(process.cwd(), plan.app.env, stop)
    return await runTogether(partsOf(plan), stop, () => console.log(readyLine(plan)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** A developer's own settings stay out, those in .env.local too: what is set here wins over that file. */
function journeyEnvironment(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(BLUE_BUTTON|VAULT|SANDBOX)_|^(APP_ORIGIN|APP_HOST)$/.test(name))
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    PORT: '3100',
    SANDBOX_PORT: '8100',
    BLUE_BUTTON_VERSION: '2',
    VAULT_URL: `file:${path.join(folder, 'vault.db')}`,
    ...(existsSync(recordsFolder) ? { SANDBOX_RECORDS: recordsFolder } : {}),
  }
}

function partsOf(plan: Plan) {
  return [...(plan.sandbox ? [sandboxProgram(plan.sandbox)] : []), builtApp(plan.app)]
}

function readyLine(plan: Plan): string {
  return `journeys may start: app ${plan.app.url} sandbox ${plan.sandbox?.url ?? ''}`
}
