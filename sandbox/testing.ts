// A sandbox for tests: on a spare loopback port, in the test's own process, with its controls at hand. Each has its own
// clock, people and memory, so tests run side by side.
import { testApp } from './apps'
import type { App } from './apps'
import { signInAt } from './bluebutton/walk'
import type { SignIn } from './bluebutton/browse'
import type { Controls } from './controls/controls'
import { listen } from './listen'
import type { Organizations } from './organizations/mount'
import { createSandbox } from './server'
import type { SandboxOptions } from './server'

export { startCanary } from './doors/canary'
export { changeClients, optumClients } from './organizations/credentials'
export { claimsOf, truthOf } from './people/truth'
export type { Truth } from './people/truth'
export type { Canary, Hit } from './doors/canary'

export interface RunningSandbox {
  readonly url: string
  readonly controls: Controls
  readonly organizations: Organizations
  /** The first registered app. */
  readonly app: App
  /** Plays the person from an authorize address on; answers where the app is sent back to, or null when stranded. */
  signIn(authorizeAddress: string, how?: SignIn): Promise<string | null>
  /** Refuses connections from now on, as when the other side is gone; everything is remembered. */
  closeDoor(): Promise<void>
  /** Takes connections again, on the same port. */
  openDoor(): Promise<void>
  /** How many connections may be open at once; null for no limit. */
  capConnections(most: number | null): void
  stop(): Promise<void>
}

/** Starts a sandbox at `http://127.0.0.1:<spare port>`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { app, controls, organizations } = await createSandbox(options)
  let door = await listen(app, { port: 0, hosts: ['127.0.0.1'] })
  const { port } = door
  return {
    url: `http://127.0.0.1:${port}`,
    controls,
    organizations,
    app: options.apps?.[0] ?? testApp,
    signIn: (address, how) => signInAt(address, how),
    closeDoor: () => door.stop(),
    openDoor: async () => {
      door = await listen(app, { port, hosts: ['127.0.0.1'] })
    },
    capConnections: most => door.capConnections(most),
    stop: async () => void (await Promise.all([door.stop(), controls.doors.close()])),
  }
}
