// Decides what a start means: our own sandbox with the app, or the app alone against the address that was set. It
// promises that the app is handed checked settings, and that a mix of sandbox and real connection refuses (quality
// OAU-13, AVL-12).
import { clearLockedPorts } from 'get-port'
import { readConnectionSettings } from '@/lib/connections/settings'
import { isLoopback, readSettings } from '@/lib/env'
import { Misconfigured } from '@/lib/errors'
import { withEmulators } from './emulators'
import { choosePort, readPort } from './ports'
import { type AppServer, appServer, credentialNames, sandboxForApp, sandboxNames, type Server, without } from './servers'
import { type Environment, readSettingsFile, withVaultKey } from './settings-file'

export interface Plan {
  readonly app: AppServer
  /** Null when BLUE_BUTTON_URL says that somebody else answers. */
  readonly sandbox: Server | null
  /** Where the figures are read. */
  readonly metricsUrl: string
  /** What the person should know: ports that moved, a key that was made, settings without effect. */
  readonly notes: readonly string[]
}

/**
 * Reads the settings, chooses ports, and makes what is missing on a first run.
 * @throws Misconfigured with one line for each problem, none of which holds a value.
 */
export async function makePlan(folder: string, env: NodeJS.ProcessEnv = process.env): Promise<Plan> {
  // A plan made again may have the ports of the one before; within one plan no port is given twice.
  clearLockedPorts()
  const found = await readSettingsFile(folder, env)
  if (found['BLUE_BUTTON_URL']) return planAppAlone(folder, found)
  refuseHalfSet(found)
  return planBoth(folder, found)
}

async function planAppAlone(folder: string, found: Environment): Promise<Plan> {
  // What belongs to the sandbox is a fault beside a real connection; beside one on this machine it is only unused.
  const unused = isLocal(found['BLUE_BUTTON_URL']) ? sandboxNames.filter((name) => found[name]) : []
  const { settings, made } = await withVaultKey(folder, without(found, unused))
  readSettings(settings)
  readConnectionSettings(settings)
  const port = await choosePort(wishForApp(found))
  const metrics = await chooseMetrics(found)
  const notes = [port.note, metrics.note, made ? keyNote : null, ...unused.map((name) => `${name} has no effect: BLUE_BUTTON_URL is set.`)]
  return { app: appServer(port.number, { ...settings, METRICS_PORT: metrics.port }), sandbox: null, metricsUrl: metrics.url, notes: notes.filter(isText) }
}

async function planBoth(folder: string, found: Environment): Promise<Plan> {
  const appPort = await choosePort(wishForApp(found))
  const sandboxPort = await choosePort(wishForSandbox(found))
  const metrics = await chooseMetrics(found)
  const { settings, made } = await withVaultKey(folder, found)
  const appOrigin = found['APP_ORIGIN'] ?? `http://localhost:${appPort.number}`
  const { server, credentials } = await sandboxForApp(folder, { settings, appOrigin, port: sandboxPort.number })
  const connected = withEmulators(settings, server.url)
  const app = appServer(appPort.number, { ...connected, ...credentials, APP_ORIGIN: appOrigin, BLUE_BUTTON_URL: server.url, METRICS_PORT: metrics.port })
  readSettings(app.env)
  readConnectionSettings(app.env)
  return { app, sandbox: server, metricsUrl: metrics.url, notes: [appPort.note, sandboxPort.note, metrics.note, made ? keyNote : null].filter(isText) }
}

/** An id without an address is a real connection that somebody has not finished setting up. */
function refuseHalfSet(found: Environment): void {
  const half = credentialNames.filter((name) => found[name])
  if (half.length === 0) return
  throw new Misconfigured([`BLUE_BUTTON_URL is missing beside ${half.join(' and ')}: set them all, or none to use the sandbox`])
}

/** An APP_ORIGIN on this machine names the port itself; one behind a proxy says nothing about ours. */
function wishForApp(found: Environment) {
  const origin = found['APP_ORIGIN']
  const named = isLocal(origin) ? Number(new URL(origin ?? '').port || 80) : 3000
  return { setting: 'PORT', wanted: readPort('PORT', found['PORT'], named), fixed: origin !== undefined }
}

export function wishForSandbox(found: Environment) {
  return { setting: 'SANDBOX_PORT', wanted: readPort('SANDBOX_PORT', found['SANDBOX_PORT'], 8000), fixed: false }
}

interface Metrics {
  readonly port: string
  readonly url: string
  readonly note: string | null
}

async function chooseMetrics(found: Environment): Promise<Metrics> {
  const { number, note } = await choosePort({ setting: 'METRICS_PORT', wanted: readPort('METRICS_PORT', found['METRICS_PORT'], 9464), fixed: false })
  return { port: String(number), url: `http://${found['METRICS_HOST'] ?? '127.0.0.1'}:${number}/metrics`, note }
}

const keyNote = 'Made the key that seals sign-ins, in .env.local (ignored by git, readable by you alone).'

function isLocal(address: string | undefined): boolean {
  return address !== undefined && URL.canParse(address) && isLoopback(new URL(address))
}

function isText(value: string | null): value is string {
  return value !== null
}
