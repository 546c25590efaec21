// The apps that may connect. CMS registers an app by a form; here it is a JSON file, or the test app that is always
// there. A file with a mistake in it is refused as a whole, with one sentence that names the entry and the field.
import { readFileSync } from 'node:fs'

const accessKinds = ['THIRTEEN_MONTH', 'ONE_TIME', 'RESEARCH_STUDY'] as const
export type AccessKind = (typeof accessKinds)[number]

/** A registered app (contract 3.5 for `access`, 2.8 for `demographics`). */
export interface App {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly demographics: boolean
  readonly access: AccessKind
  readonly active: boolean
  /** The app's own pages, linked on the consent page when given (contract 2.8). */
  readonly policyUri?: string
  readonly tosUri?: string
}

/**
 * The app that a sandbox without a file of apps knows. Its secret is public on purpose: it opens invented data
 * only.
 */
export const testApp: App = {
  clientId: 'SandboxTestApp00000000000000000000000000',
  clientSecret: 'SandboxTestSecret-this-is-public-and-opens-invented-data-only',
  name: 'Sandbox Test App',
  redirectUris: [
    'http://localhost:3000/connect/callback',
    'http://127.0.0.1/connect/callback',
    'http://localhost:3000/api/bluebutton/callback/',
    'http://localhost:3001/api/bluebutton/callback/',
  ],
  demographics: true,
  access: 'THIRTEEN_MONTH',
  active: true,
}

/** Why a setting was refused, in one line that may be shown. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

/** Reads a file of apps (format in the README). Throws BadSetting; never repeats a secret. */
export function readAppsFile(path: string): readonly App[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new BadSetting(`SANDBOX_APPS: the file ${path} cannot be read.`)
  }
  return readApps(text, `SANDBOX_APPS (${path})`)
}

/** Reads the JSON text of such a file. `source` opens each complaint. */
export function readApps(text: string, source: string): readonly App[] {
  const list = parseList(text, source)
  const apps = list.map((entry, index) => readApp(entry, `${source}: app ${index + 1}`))
  const ids = new Set(apps.map(app => app.clientId))
  if (ids.size < apps.length) throw new BadSetting(`${source}: two apps have the same client_id.`)
  return apps
}

function parseList(text: string, source: string): readonly unknown[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    throw new BadSetting(`${source}: this is not JSON.`)
  }
  if (!Array.isArray(list) || list.length === 0) throw new BadSetting(`${source}: a JSON array of apps is expected.`)
  return list
}

/** One app from JSON, with the names of the file format. `where` opens each complaint. */
export function readApp(entry: unknown, where: string): App {
  const fields = isRecord(entry) ? entry : complain(where, 'an object is expected')
  const redirectUris = fields['redirect_uris']
  return {
    clientId: readText(fields, 'client_id', /^[A-Za-z0-9]{40}$/, where, '40 letters and digits'),
    clientSecret: readText(fields, 'client_secret', /^[\x21-\x7e]+$/, where, 'visible characters without spaces'),
    name: readText(fields, 'name', /\S/, where, 'some text'),
    redirectUris: isTextList(redirectUris) ? redirectUris.map(uri => readAddress(uri, where))
      : complain(where, 'redirect_uris must be a list of addresses'),
    demographics: readFlag(fields, 'demographics', where),
    access: accessKinds.find(kind => kind === (fields['access'] ?? 'THIRTEEN_MONTH'))
      ?? complain(where, `access must be one of ${accessKinds.join(', ')}`),
    active: readFlag(fields, 'active', where),
    ...readPage(fields, 'policy_uri', where, policyUri => ({ policyUri })),
    ...readPage(fields, 'tos_uri', where, tosUri => ({ tosUri })),
  }
}

function readText(fields: Record<string, unknown>, key: string, shape: RegExp, where: string, words: string): string {
  const value = fields[key]
  return typeof value === 'string' && shape.test(value) ? value : complain(where, `${key} must be ${words}`)
}

function readFlag(fields: Record<string, unknown>, key: string, where: string): boolean {
  const value = fields[key] ?? true
  return typeof value === 'boolean' ? value : complain(where, `${key} must be true or false`)
}

function readAddress(uri: string, where: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/?\/?\S+$/i.test(uri) || uri.includes('#') || !URL.canParse(uri))
    return complain(where, 'each of redirect_uris must be a whole address without a fragment')
  return uri
}

/** Optional; the names are those of CMS's own list of connected apps (contract 3.6 D). */
function readPage<T>(fields: Record<string, unknown>, key: string, where: string, wrap: (uri: string) => T): T | null {
  const value = fields[key]
  if (value === undefined || value === null || value === '') return null
  const isPage = typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)
  return isPage ? wrap(value) : complain(where, `${key} must be a web address`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(entry => typeof entry === 'string')
}

function complain(where: string, what: string): never {
  throw new BadSetting(`${where}: ${what}.`)
}
