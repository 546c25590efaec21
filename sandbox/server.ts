// Puts a sandbox together: people, apps, clock and switches behind Blue Button's endpoints, with the controls beside
// them.
import { Hono } from 'hono'
import { testApp } from './apps'
import type { App } from './apps'
import { serverError } from './bluebutton/answers'
import { createAttempts } from './bluebutton/authorize/attempts'
import { createBlueButton } from './bluebutton/blue-button'
import { createGrants } from './bluebutton/grants'
import type { Parts } from './bluebutton/parts'
import { createClock } from './clock'
import { controlApi } from './controls/api'
import { carryOut, createControls } from './controls/controls'
import type { Controls } from './controls/controls'
import { controlPages } from './controls/pages'
import { faultLayer } from './faults/layer'
import { createFaults } from './faults/faults'
import { gate } from './controls/gate'
import { createSwitches } from './controls/switches'
import { createDoors } from './doors/doors'
import type { Env } from './env'
import { createJournal } from './journal/journal'
import { nameRoute } from './journal/route-name'
import { organizations } from './organizations/mount'
import type { Organizations } from './organizations/mount'
import { notFoundPage } from './pages/error-pages'
import { homePage } from './pages/home-page'
import { createDirectory } from './people/directory'
import type { Directory } from './people/directory'

export interface SandboxOptions {
  /** The apps that may connect; the public test app when none are given. */
  readonly apps?: readonly App[]
  /** A folder of FHIR JSON to serve as extra people. */
  readonly recordsFolder?: string | null
  /** Opens the controls to callers that are not on this machine. */
  readonly testKey?: string | null
}

export interface Sandbox {
  readonly app: Hono<Env>
  readonly controls: Controls
  readonly directory: Directory
  readonly organizations: Organizations
}

/** A sandbox that answers requests; nothing listens yet. A records folder that is not there is an error. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const directory = await createDirectory({ recordsFolder: options.recordsFolder ?? null })
  const clock = createClock()
  const grants = createGrants(clock)
  const attempts = createAttempts(clock)
  const faults = createFaults(clock.now)
  const switches = createSwitches(clock.now)
  const journal = createJournal(clock.now)
  const registered = options.apps ?? [testApp]
  const apps = new Map(registered.map(app => [app.clientId, app]))
  const findApp = (clientId: string) => {
    const app = apps.get(clientId) ?? null
    return app && switches.behaviourFor(clientId).app === 'paused' ? { ...app, active: false } : app
  }
  const parts: Parts = { directory, clock, grants, attempts, findApp, behaviourFor: switches.behaviourFor }
  const blueButton = createBlueButton(parts)
  const others = organizations({ clock, behaviourFor: switches.behaviourFor })
  const app = new Hono<Env>()
  const doors = createDoors(app)
  const forget = () => {
    // First of all: what is remembered anew from now on is dated by it.
    clock.reset()
    void doors.close()
    for (const memory of [faults, switches, journal, grants, attempts, apps]) memory.clear()
    for (const app of registered) apps.set(app.clientId, app)
    blueButton.reset()
    for (const { reset } of others.all) reset()
  }
  const controls = createControls({ clock, faults, switches, journal, directory, grants, apps, doors, forget })
  app.use('/__sandbox/*', gate(options.testKey ?? null))
  app.route('/__sandbox', controlPages(controls))
  app.route('/__sandbox', controlApi(controls))
  for (const { path, controls } of others.all) if (controls) app.route(`/__sandbox${path}`, controls)
  app.use(
    faultLayer({
      faults,
      journal,
      grants,
      clientOf: request => others.all.map(it => it.clientOf?.(request) ?? null).find(id => id !== null) ?? null,
      carryOut: (deed, whose) => carryOut(controls, deed, whose),
      ask: async request => blueButton.api.fetch(request),
    }),
  )
  app.get('/', c => homePage(c.req.raw, controls, others.all.map(({ path }) => path)))
  for (const { path, api } of others.all) app.route(path, api)
  app.route('/', blueButton.api)
  app.notFound(c => notFoundPage(c.req.raw))
  app.onError((error, c) => {
    // The message may name a person; where it happened is enough to find the fault.
    console.error(`The sandbox failed at ${c.req.method} ${nameRoute(c.req.path, null)}:`, frames(error))
    return serverError()
  })
  return { app, controls, directory, organizations: others }
}

function frames(error: Error): string {
  return `${error.name}\n${(error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).slice(0, 5).join('\n')}`
}
