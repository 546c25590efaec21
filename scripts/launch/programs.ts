// The programs that make up a running product, as command lines. Always `node <file>` and never a wrapper, so that a
// wish to stop reaches the server itself.
import type { AppServer, Server } from './servers'
import type { Part } from './together'

/** How the sandbox is called in messages. */
export const sandboxName = 'The sandbox'
/** And the app. */
export const appName = 'The app'
/** Next's own command, from the root of the project. */
export const nextProgram = 'node_modules/next/dist/bin/next'

/**
 * The built app, with a nursery that holds the pages of claims being read: in Node's own of 16 MB they outlive a collection,
 * are copied twice and kept for longer. Measured with 2,919 claims: a third less of the processor's time, and at most 15 MB
 * above the base where it was up to 78.
 */
export function builtApp(app: AppServer): Part {
  return appPart(app, 'start', 'production', ['--max-semi-space-size=64'])
}

/** The app with reload. */
export function appWithReload(app: AppServer): Part {
  return { ...appPart(app, 'dev', 'development'), loud: true }
}

function appPart(app: AppServer, verb: 'start' | 'dev', mode: 'production' | 'development', flags: readonly string[] = []): Part {
  const args = [...flags, nextProgram, verb, '--hostname', app.host, '--port', String(app.port)]
  const host = app.host === '0.0.0.0' ? 'localhost' : app.host
  return {
    program: { name: appName, args, env: { ...app.env, NODE_ENV: mode }, prefix: '' },
    ready: `http://${host}:${app.port}/livez`,
  }
}

export function sandboxProgram(sandbox: Server): Part {
  // A smaller nursery keeps it under 150 MB after thousands of people, and costs it no speed.
  return sandboxPart(sandbox, ['--max-semi-space-size=4', 'scripts/launch/run-sandbox.mjs'])
}

export function sandboxWithReload(sandbox: Server): Part {
  return sandboxPart(sandbox, ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'sandbox/main.ts'])
}

function sandboxPart(sandbox: Server, args: readonly string[]): Part {
  return {
    program: { name: sandboxName, args, env: { ...sandbox.env, NODE_ENV: 'production' }, prefix: '[sandbox] ' },
    ready: `${sandbox.url}/health`,
    readyLine: /^Sandbox ready/,
  }
}
