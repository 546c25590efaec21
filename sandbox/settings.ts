// What the sandbox is told when it starts, and the one clear line it says when that makes no sense.
import { accessSync, constants, statSync } from 'node:fs'
import { BadSetting, readAppsFile, testApp } from './apps'
import type { App } from './apps'

export interface Settings {
  readonly port: number
  /** Where it listens; this machine only unless told otherwise. */
  readonly hosts: readonly string[]
  readonly apps: readonly App[]
  readonly recordsFolder: string | null
  readonly testKey: string | null
}

/** Reads SANDBOX_PORT, SANDBOX_HOST, SANDBOX_APPS, SANDBOX_RECORDS and SANDBOX_TEST_KEY. Throws BadSetting. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const appsFile = environment['SANDBOX_APPS']
  const host = environment['SANDBOX_HOST']
  return {
    port: readPort(environment['SANDBOX_PORT']),
    hosts: host ? [host] : ['127.0.0.1', '::1'],
    apps: appsFile ? readAppsFile(appsFile) : [testApp],
    recordsFolder: readFolder(environment['SANDBOX_RECORDS']),
    testKey: readKey(environment['SANDBOX_TEST_KEY']),
  }
}

function readPort(text: string | undefined): number {
  if (!text) return 8_000
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port
  throw new BadSetting('SANDBOX_PORT must be a number from 1 to 65535.')
}

function readFolder(path: string | undefined): string | null {
  if (!path) return null
  if (!isFolder(path)) throw new BadSetting(`SANDBOX_RECORDS: there is no folder ${path}.`)
  if (mayRead(path)) return path
  throw new BadSetting(`SANDBOX_RECORDS: the folder ${path} cannot be read.`)
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function readKey(key: string | undefined): string | null {
  if (!key) return null
  if (key.length >= 16) return key
  throw new BadSetting('SANDBOX_TEST_KEY must have at least 16 characters.')
}
