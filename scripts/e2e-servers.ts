// Starts what the browser journeys need: the sandbox, the built app, and the same build once more as an app that asks for
// version 3, all on spare ports, with secrets and vaults that live only as long as this process. Playwright waits for the
// line at the end and stops it with SIGTERM.
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildWhenChanged } from './launch/build'
import { runCommand } from './launch/command'
import { makePlan, type Plan } from './launch/plan'
import { choosePort } from './launch/ports'
import { builtApp, sandboxProgram } from './launch/programs'
import { type AppServer, appServer, without } from './launch/servers'
import { type Part, runTogether } from './launch/together'

const recordsFolder = path.resolve('../shared/fixtures/blue-button')

await runCommand(async (stop) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  try {
    const second = await registerSecond(folder)
    const plan = withOperator(folder, await makePlan(folder, journeyEnvironment(folder)))
    const version3 = version3App(folder, plan, second)
    await buildWhenChanged(process.cwd(), plan.app.env, stop)
    return await runTogether(partsOf(folder, plan, version3), stop, () => console.log(readyLine(folder, plan, version3)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** A developer's own settings stay out, those in .env.local too: what is set here wins over that file. */
function journeyEnvironment(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(BLUE_BUTTON|VAULT|SANDBOX|METRICS|CONNECTIONS|OPERATOR|BCDA|CHANGE_HEALTHCARE|CDC|OPTUM)_|^(APP_ORIGIN|APP_HOST)$/.test(name))
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    PORT: '3100',
    METRICS_PORT: '9500',
    SANDBOX_PORT: '8100',
    SANDBOX_APPS: appsFile(folder),
    BLUE_BUTTON_VERSION: '2',
    VAULT_URL: `file:${path.join(folder, 'vault.db')}`,
    ...(existsSync(recordsFolder) ? { SANDBOX_RECORDS: recordsFolder } : {}),
  }
}

/** The journey of an operator: where they find their link, where exports go, and BCDA's set of 50 enrollees. */
function withOperator(folder: string, plan: Plan): Plan {
  const env = {
    ...plan.app.env,
    OPERATOR_LINK_FILE: operatorLinkFile(folder),
    BCDA_EXPORTS_FOLDER: path.join(folder, 'exports'),
    BCDA_CLIENT_ID: '3841c594-a8c0-41e5-98cc-38bb45360d3c',
    BCDA_CLIENT_SECRET: 'c29dd70cdb04dec2b8c06bc543e012f5264c57b13c523999aea29af76cf7f80fd90c864da6f8e7c6',
  }
  return { ...plan, app: { ...plan.app, env } }
}

function operatorLinkFile(folder: string): string {
  return path.join(folder, 'operator-link')
}

interface Second {
  readonly port: number
  readonly clientId: string
  readonly clientSecret: string
}

/** A further app in the sandbox's list, as any developer would register one. */
async function registerSecond(folder: string): Promise<Second> {
  const { number: port } = await choosePort({ setting: 'PORT', wanted: 3300, fixed: false })
  const second = { port, clientId: 'JourneyAppForVersionThree000000000000000', clientSecret: 'ThisSecretOpensNothingButASandboxOnThisMachine' }
  const registration = {
    client_id: second.clientId,
    client_secret: second.clientSecret,
    name: 'Plainclaim on version 3',
    redirect_uris: [`http://localhost:${port}/connect/callback`],
    demographics: true,
    access: 'THIRTEEN_MONTH',
    active: true,
  }
  await writeFile(appsFile(folder), JSON.stringify([registration]))
  return second
}

function appsFile(folder: string): string {
  return path.join(folder, 'further-apps.json')
}

function version3App(folder: string, plan: Plan, second: Second): AppServer {
  return appServer(second.port, {
    ...without(plan.app.env, ['METRICS_PORT']),
    APP_ORIGIN: `http://localhost:${second.port}`,
    BLUE_BUTTON_VERSION: '3',
    BLUE_BUTTON_CLIENT_ID: second.clientId,
    BLUE_BUTTON_CLIENT_SECRET: second.clientSecret,
    VAULT_URL: `file:${path.join(folder, 'vault-3.db')}`,
    OPERATOR_LINK_FILE: `${operatorLinkFile(folder)}-3`,
    BCDA_EXPORTS_FOLDER: path.join(folder, 'exports-3'),
  })
}

function partsOf(folder: string, plan: Plan, version3: AppServer): readonly Part[] {
  const app = builtApp(plan.app)
  const recorded = { ...app, program: { ...app.program, logFile: logFile(folder) } }
  return [...(plan.sandbox ? [sandboxProgram(plan.sandbox)] : []), recorded, builtApp(version3)]
}

/** Every line the app prints, for the journey that looks for what must not be there. */
function logFile(folder: string): string {
  return path.join(folder, 'app.log')
}

function readyLine(folder: string, plan: Plan, version3: AppServer): string {
  return `journeys may start: app ${plan.app.url} sandbox ${plan.sandbox?.url ?? ''} version3 ${version3.url} metrics ${plan.metricsUrl} log ${logFile(folder)} operator ${operatorLinkFile(folder)}`
}
