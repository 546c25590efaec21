// What each of the two processes is told. It promises that neither is handed the other's secrets: the sandbox never
// sees the vault's key, and the app never sees what the sandbox was started with.
import path from 'node:path'
import { isConnectionSetting } from './emulators'
import { keepLocalApp, writeSandboxApps } from './local-app'
import type { Environment } from './settings-file'

export interface Server {
  readonly port: number
  readonly url: string
  readonly env: Environment
}

export interface AppServer extends Server {
  readonly host: string
}

export const sandboxNames: readonly string[] = ['SANDBOX_PORT', 'SANDBOX_APPS', 'SANDBOX_RECORDS', 'SANDBOX_TEST_KEY']
export const credentialNames: readonly string[] = ['BLUE_BUTTON_CLIENT_ID', 'BLUE_BUTTON_CLIENT_SECRET']
const appNames = [...credentialNames, 'BLUE_BUTTON_URL', 'BLUE_BUTTON_VERSION', 'VAULT_KEYS', 'VAULT_URL', 'APP_ORIGIN', 'PORT', 'METRICS_PORT', 'METRICS_HOST']

export function appServer(port: number, settings: Environment): AppServer {
  return {
    port,
    // Not HOST: some shells and package managers set that name to something else.
    host: settings['APP_HOST'] ?? 'localhost',
    url: settings['APP_ORIGIN'] ?? `http://localhost:${port}`,
    env: {
      VAULT_URL: 'file:.data/vault.db',
      ...without(settings, [...sandboxNames, 'NODE_ENV']),
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: '1',
    },
  }
}

export interface SandboxWish {
  readonly settings: Environment
  readonly port: number
  /** Where the app that signs in lives: its callback is registered. */
  readonly appOrigin: string
}

/** The sandbox beside our app, and what the app must say to be known there. */
export async function sandboxForApp(folder: string, wish: SandboxWish): Promise<{ server: Server; credentials: Environment }> {
  const { settings, port, appOrigin } = wish
  const dataFolder = path.join(folder, '.data')
  const app = await keepLocalApp(dataFolder)
  const appsFile = await writeSandboxApps(dataFolder, app, { appOrigin, listFile: settings['SANDBOX_APPS'] ?? null })
  return {
    server: sandboxAlone(port, { ...settings, SANDBOX_APPS: appsFile }),
    credentials: { BLUE_BUTTON_CLIENT_ID: app.clientId, BLUE_BUTTON_CLIENT_SECRET: app.clientSecret },
  }
}

/** The sandbox with the apps it was told of, or its own test app. */
export function sandboxAlone(port: number, settings: Environment): Server {
  const others = Object.keys(settings).filter((name) => isConnectionSetting(name) || name.startsWith('OPERATOR_'))
  const env = { ...without(settings, [...appNames, ...others, 'NODE_ENV']), SANDBOX_PORT: String(port) }
  return { port, url: `http://localhost:${port}`, env }
}

export function without(settings: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)))
}
