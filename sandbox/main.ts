// The sandbox as a process of its own: `node --import tsx sandbox/main.ts`. It says what it serves and that it is not
// Medicare; a setting that makes no sense ends it with one line and exit code 1.
import { BadSetting, testApp } from './apps'
import type { App } from './apps'
import { listen } from './listen'
import type { Organizations } from './organizations/mount'
import { createSandbox } from './server'
import { readSettings } from './settings'
import type { Settings } from './settings'
import type { Directory } from './people/directory'

/** By the system's own call and code: one code means different things when listening and when reading. */
const whyNot: ReadonlyMap<string, string> = new Map([
  ['listen EADDRINUSE', 'SANDBOX_PORT: another program already listens on this port.'],
  ['listen EACCES', 'SANDBOX_PORT: this port needs more rights. Choose one from 1024 up.'],
  ['listen EADDRNOTAVAIL', 'SANDBOX_HOST: this machine has no such address.'],
  ['getaddrinfo ENOTFOUND', 'SANDBOX_HOST: this name leads to no address.'],
  ['getaddrinfo EAI_AGAIN', 'SANDBOX_HOST: this name leads to no address.'],
  ['scandir EACCES', 'SANDBOX_RECORDS: a folder inside it cannot be read.'],
])

try {
  await start(readSettings(process.env))
} catch (error) {
  process.exitCode = 1
  console.error(explain(error))
}

async function start(settings: Settings): Promise<void> {
  const { app, controls, directory, organizations } = await createSandbox(settings)
  const listening = await listen(app, settings)
  // Before the last line is said: whoever reads it may ask us to stop at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void Promise.all([listening.stop(), controls.doors.close()]))
  for (const line of greeting(settings, directory, organizations)) console.log(line)
  console.log(`Sandbox ready at http://localhost:${listening.port}`)
}

function greeting({ port, apps }: Settings, directory: Directory, organizations: Organizations): readonly string[] {
  const url = `http://localhost:${port}`
  return [
    'This is the Plainclaim sandbox. It is not Medicare: everybody in it is invented.',
    `It plays the Blue Button API, versions 1, 2 and 3, for any client that uses ${url} as its base address.`,
    'Sign in as BBUser00000 with PW00000! (any five digits up to 29999, the same in the password).',
    ...apps.flatMap(describeApp),
    ...describeRecords(directory),
    ...organizations.all.flatMap(it => it.greeting(url)),
    `Controls: ${url}/__sandbox`,
  ]
}

/** Only the test app's secret is said; it is public. */
function describeApp(app: App): readonly string[] {
  const secret = app.clientId === testApp.clientId ? `, client_secret ${app.clientSecret}` : ''
  const addresses = app.redirectUris.map(uri => `  sends people back to ${uri}`)
  return [`App "${app.name}": client_id ${app.clientId}${secret}`, ...addresses]
}

function describeRecords({ recorded, skipped }: Directory): readonly string[] {
  return [
    ...recorded.map(({ username, password }) => `Recorded person: ${username} ${password}`),
    ...skipped.map(({ file, why }) => `Skipped ${file}: ${why}`),
  ]
}

function explain(error: unknown): string {
  if (error instanceof BadSetting) return error.message
  const words = error instanceof Error ? whyNot.get(systemCall(error)) : undefined
  if (words !== undefined) return words
  return `The sandbox could not start: ${error instanceof Error ? error.message : 'unknown reason'}`
}

function systemCall(error: Error): string {
  const call = 'syscall' in error ? String(error.syscall) : ''
  return `${call} ${'code' in error ? String(error.code) : ''}`
}
