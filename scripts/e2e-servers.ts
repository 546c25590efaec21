// Starts what the browser journeys need: the sandbox, the built app once for each worker, and the same build once more as an
// app that asks for version 3, all on spare ports, with secrets and vaults that live only as long as this process. Playwright
// waits for the line at the end and stops it with SIGTERM.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildWhenChanged } from './launch/build'
import { runCommand } from './launch/command'
import { withoutOwnSettings } from './launch/own-settings'
import { makePlan, type Plan } from './launch/plan'
import { choosePort } from './launch/ports'
import { builtApp, sandboxProgram } from './launch/programs'
import { type AppServer, appServer, without } from './launch/servers'
import { type Part, runTogether } from './launch/together'
import { type JourneyApp, journeyWorkers, tellWhere } from './proof/journey-apps'

const recordsFolder = path.resolve('../shared/fixtures/blue-button')

await runCommand(async (stop) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  try {
    const third = await chooseApp('VersionThree')
    const further: KnownApp[] = []
    while (further.length < journeyWorkers - 1) further.push(await chooseApp(`Worker${further.length + 2}`))
    await register(folder, [third, ...further])
    const plan = await makePlan(folder, journeyEnvironment(folder))
    const apps = [await keptIn(path.join(folder, 'app-1'), plan.app, plan.metricsUrl)]
    for (const [index, known] of further.entries()) apps.push(await furtherApp(path.join(folder, `app-${index + 2}`), plan, known))
    const version3 = await keptIn(path.join(folder, 'version-3'), knownAs(third, plan, { BLUE_BUTTON_VERSION: '3' }), null)
    await buildWhenChanged(process.cwd(), plan.app.env, stop)
    const parts = [...(plan.sandbox ? [sandboxProgram(plan.sandbox)] : []), ...[...apps, version3].map(({ part }) => part)]
    return await runTogether(parts, stop, () => console.log(tellWhere(apps.map(({ told }) => told), plan.sandbox?.url ?? '', version3.told.E2E_APP_URL)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** A developer's own settings stay out, those in .env.local too: what is set here wins over that file. */
function journeyEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    ...withoutOwnSettings(),
    PORT: '3100',
    METRICS_PORT: '9500',
    SANDBOX_PORT: '8100',
    SANDBOX_APPS: appsFile(folder),
    BLUE_BUTTON_VERSION: '2',
    ...(existsSync(recordsFolder) ? { SANDBOX_RECORDS: recordsFolder } : {}),
  }
}

interface KnownApp {
  readonly port: number
  readonly clientId: string
  readonly clientSecret: string
}

/** An app that is not the one of `npm start`. Medicare's ids have forty characters. */
async function chooseApp(name: string): Promise<KnownApp> {
  const { number: port } = await choosePort({ setting: 'PORT', wanted: 3300, fixed: false })
  return { port, clientId: `PlainclaimFor${name}`.padEnd(40, '0'), clientSecret: 'ThisSecretOpensNothingButASandboxOnThisMachine' }
}

/** In the sandbox's list, as any developer would register them. */
async function register(folder: string, apps: readonly KnownApp[]): Promise<void> {
  const registrations = apps.map(({ port, clientId, clientSecret }) => ({
    client_id: clientId,
    client_secret: clientSecret,
    name: clientId.replace(/0+$/, ''),
    redirect_uris: [`http://localhost:${port}/connect/callback`],
    demographics: true,
    access: 'THIRTEEN_MONTH',
    active: true,
  }))
  await writeFile(appsFile(folder), JSON.stringify(registrations))
}

function appsFile(folder: string): string {
  return path.join(folder, 'further-apps.json')
}

async function furtherApp(folder: string, plan: Plan, known: KnownApp): Promise<OneApp> {
  const { number } = await choosePort({ setting: 'METRICS_PORT', wanted: 9510, fixed: false })
  return keptIn(folder, knownAs(known, plan, { METRICS_PORT: String(number) }), `http://127.0.0.1:${number}/metrics`)
}

/** The app of the plan, as another one that Medicare knows. */
function knownAs({ port, clientId, clientSecret }: KnownApp, plan: Plan, more: Readonly<Record<string, string>>): AppServer {
  return appServer(port, {
    ...without(plan.app.env, ['METRICS_PORT']),
    APP_ORIGIN: `http://localhost:${port}`,
    BLUE_BUTTON_CLIENT_ID: clientId,
    BLUE_BUTTON_CLIENT_SECRET: clientSecret,
    ...more,
  })
}

interface OneApp {
  readonly part: Part
  readonly told: JourneyApp
}

/** All that this app keeps or prints is in one folder, for the journey that looks for what must not be there. */
async function keptIn(folder: string, app: AppServer, metricsUrl: string | null): Promise<OneApp> {
  const kept = {
    VAULT_URL: `file:${path.join(folder, 'vault.db')}`,
    OPERATOR_LINK_FILE: path.join(folder, 'operator-link'),
    BCDA_EXPORTS_FOLDER: path.join(folder, 'exports'),
    // The sandbox's set of 50 enrollees. Set before the plan is made they would stand for BCDA itself, far away.
    BCDA_CLIENT_ID: '3841c594-a8c0-41e5-98cc-38bb45360d3c',
    BCDA_CLIENT_SECRET: 'c29dd70cdb04dec2b8c06bc543e012f5264c57b13c523999aea29af76cf7f80fd90c864da6f8e7c6',
  }
  await mkdir(folder)
  const logFile = path.join(folder, 'app.log')
  const part = builtApp({ ...app, env: { ...app.env, ...kept } })
  return {
    part: { ...part, program: { ...part.program, logFile } },
    told: { E2E_APP_URL: app.url, E2E_METRICS_URL: metricsUrl ?? '-', E2E_APP_LOG: logFile, E2E_OPERATOR_LINK_FILE: kept.OPERATOR_LINK_FILE },
  }
}
