// A sandbox for tests: on a spare loopback port, in the test's own process, with its controls at hand. Each has its own
// clock, people and memory, so tests run side by side.
import { testApp } from './apps'
import type { App } from './apps'
import type { Controls } from './controls/controls'
import { signInAt } from './bluebutton/walk'
import type { SignIn } from './bluebutton/walk'
import { listen } from './listen'
import { createSandbox } from './server'
import type { SandboxOptions } from './server'

export interface RunningSandbox {
  readonly url: string
  readonly controls: Controls
  /** The first registered app. */
  readonly app: App
  /** Plays the person from an authorize address on; answers where the app is sent back to, or null when stranded. */
  signIn(authorizeAddress: string, how?: SignIn): Promise<string | null>
  stop(): Promise<void>
}

/** Starts a sandbox at `http://127.0.0.1:<spare port>`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { app, controls } = await createSandbox(options)
  const listening = await listen(app, { port: 0, hosts: ['127.0.0.1'] })
  const url = `http://127.0.0.1:${listening.port}`
  return {
    url,
    controls,
    signIn: (address, how) => signInAt(address, how),
    app: options.apps?.[0] ?? testApp,
    stop: listening.stop,
  }
}
