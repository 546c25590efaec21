// Who may import whom, as data (docs: architecture). The linter sees loops; this table sees direction.

export interface Room {
  readonly name: string
  /** Path prefixes from the root; a path without a trailing slash is one file. The longest match wins. */
  readonly at: readonly string[]
  /** Other rooms, by name. Its own files are always allowed. */
  readonly mayImport: readonly string[]
  /** Runs on the server only: each of its files begins with `import 'server-only'`. */
  readonly server?: true
  /** When given, the only packages its code may use (its tests are free); `node:` stands for all of Node's own. */
  readonly packagesOnly?: readonly string[]
  readonly packagesNever?: readonly string[]
}

export const rooms: readonly Room[] = [
  {
    name: 'app',
    at: ['app/'],
    mayImport: ['components', 'public', 'lib/count-in-window', 'lib/record', 'lib/session', 'lib/connections', 'lib/operator', 'lib/metrics', 'lib/claims', 'lib/format', 'lib/messages', 'lib/errors', 'lib/log'],
  },
  // Files that the build names by their content; they import nothing.
  { name: 'public', at: ['public/'], mayImport: [], packagesOnly: [] },
  { name: 'components', at: ['components/'], mayImport: ['lib/claims', 'lib/format', 'lib/messages'] },
  { name: 'lib/record', at: ['lib/record/'], mayImport: ['lib/session', 'lib/bluebutton', 'lib/claims', 'lib/format', 'lib/errors', 'lib/log', 'lib/audit', 'lib/metrics'], server: true },
  { name: 'lib/session', at: ['lib/session/'], mayImport: ['lib/count-in-window', 'lib/hear-requests', 'lib/http', 'lib/vault', 'lib/bluebutton', 'lib/audit', 'lib/metrics', 'lib/claims', 'lib/env', 'lib/secret', 'lib/master-seal', 'lib/log', 'lib/errors'], server: true },
  {
    name: 'lib/bluebutton',
    at: ['lib/bluebutton/'],
    mayImport: ['lib/vault', 'lib/http', 'lib/audit', 'lib/metrics', 'lib/env', 'lib/secret', 'lib/log', 'lib/errors'],
    server: true,
    packagesNever: ['next', 'next-auth', 'react', 'react-dom'],
  },
  { name: 'lib/connections', at: ['lib/connections/'], mayImport: ['lib/http', 'lib/env', 'lib/secret', 'lib/metrics', 'lib/log', 'lib/errors'], server: true },
  // The operator's realm: who may see the connections. It knows nothing of any person's grant.
  { name: 'lib/operator', at: ['lib/operator/'], mayImport: ['lib/connections', 'lib/audit', 'lib/claims', 'lib/env', 'lib/secret', 'lib/master-seal', 'lib/log', 'lib/errors'], server: true },
  { name: 'lib/metrics', at: ['lib/metrics/'], mayImport: ['lib/hear-requests', 'lib/env', 'lib/log', 'lib/errors'], server: true },
  { name: 'lib/vault', at: ['lib/vault/'], mayImport: ['lib/metrics', 'lib/aes-gcm', 'lib/env', 'lib/secret', 'lib/errors'], server: true },
  // Of the vault only how a file or a server is spoken to; the lines it writes are words of lib/claims.
  { name: 'lib/audit', at: ['lib/audit/'], mayImport: ['lib/vault', 'lib/claims', 'lib/master-seal', 'lib/env', 'lib/secret', 'lib/log', 'lib/errors'], server: true },
  { name: 'lib/http', at: ['lib/http/'], mayImport: ['lib/hear-requests', 'lib/errors'] },
  { name: 'lib/claims', at: ['lib/claims/'], mayImport: ['lib/format'], packagesOnly: ['fhir'] },
  { name: 'lib/format', at: ['lib/format.ts', 'lib/format.test.ts'], mayImport: ['lib/claims'], packagesOnly: [] },
  { name: 'lib/messages', at: ['lib/messages/'], mayImport: ['lib/format'] },
  // The small files everybody leans on, so they lean on nothing but each other.
  { name: 'lib/errors', at: ['lib/errors.ts', 'lib/errors.test.ts'], mayImport: [], packagesOnly: [] },
  { name: 'lib/log', at: ['lib/log.ts', 'lib/log.test.ts'], mayImport: [], server: true },
  { name: 'lib/env', at: ['lib/env.ts', 'lib/env.test.ts'], mayImport: ['lib/errors', 'lib/secret'], server: true },
  { name: 'lib/secret', at: ['lib/secret.ts', 'lib/secret.test.ts'], mayImport: [], packagesOnly: ['node:'] },
  { name: 'lib/count-in-window', at: ['lib/count-in-window.ts'], mayImport: [], packagesOnly: [] },
  { name: 'lib/hear-requests', at: ['lib/hear-requests.ts'], mayImport: [], packagesOnly: ['node:'] },
  { name: 'lib/aes-gcm', at: ['lib/aes-gcm.ts'], mayImport: [], server: true, packagesOnly: ['node:'] },
  { name: 'lib/master-seal', at: ['lib/master-seal.ts', 'lib/master-seal.test.ts'], mayImport: ['lib/aes-gcm', 'lib/env'], server: true, packagesOnly: ['node:'] },
  // The sandbox and the client are two witnesses to one specification: they share no type and no constant.
  { name: 'sandbox', at: ['sandbox/'], mayImport: [], packagesOnly: ['hono', '@hono/node-server', 'jose', 'node:'] },
  { name: 'sandbox/testing', at: ['sandbox/testing.ts'], mayImport: ['sandbox', 'sandbox/people'], packagesOnly: ['hono', '@hono/node-server', 'node:'] },
  { name: 'sandbox/people', at: ['sandbox/people/'], mayImport: ['sandbox'], packagesOnly: ['hono', 'node:'] },
  { name: 'sandbox/controls', at: ['sandbox/controls.ts', 'sandbox/controls/'], mayImport: ['sandbox', 'sandbox/people'], packagesOnly: ['hono', 'node:'] },
  { name: 'e2e', at: ['e2e/'], mayImport: ['sandbox/people', 'sandbox/controls', 'scripts/routes'] },
  // Who may open which address: a table that the journeys hold the running app to.
  { name: 'scripts/routes', at: ['scripts/rules/routes/'], mayImport: [], packagesOnly: [] },
  { name: 'scripts', at: ['scripts/'], mayImport: ['lib/env', 'lib/errors', 'lib/vault', 'lib/audit', 'lib/session', 'lib/connections', 'lib/operator', 'bench'] },
  { name: 'bench', at: ['bench/'], mayImport: ['scripts', 'sandbox', 'sandbox/testing', 'sandbox/people', 'lib/claims', 'lib/connections', 'lib/env', 'lib/secret'] },
  // Next and the test runners read these before `@/` means anything, so they may write ./ for another room.
  { name: 'the files at the top', at: [''], mayImport: ['scripts', 'lib/env', 'lib/log', 'lib/metrics', 'lib/operator', 'lib/errors', 'lib/session', 'lib/http'] },
]

/** What a test beside the code may import besides its room's own row: the other side, and what its settings and seals are made of. */
export const testsMayImport: readonly string[] = ['sandbox/testing', 'lib/env', 'lib/secret', 'lib/master-seal']

/** What exists for tests: it may do what they may, and nothing but tests and measurements may import it. */
export const forTests = /\.test\.tsx?$|(^|\/)testing(\.ts)?$|\/fixtures\//
export const mayUseTestSupport: readonly string[] = ['bench', 'scripts']

/** Packages that speak to the outside, each with the only rooms that may use it. */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  'openid-client': ['lib/bluebutton', 'lib/connections', 'lib/operator'],
  'fhir-kit-client': ['lib/bluebutton'],
  // The journeys move a deadline behind the product's back, as its clock cannot be moved.
  '@libsql/client': ['lib/vault', 'e2e'],
  ioredis: ['lib/vault'],
  '@duckdb/node-api': ['lib/connections'],
  'prom-client': ['lib/metrics'],
  'cli-progress': ['scripts'],
  'next-auth': ['lib/session', 'app'],
}

const sandboxRooms = ['sandbox', 'sandbox/testing', 'sandbox/people', 'sandbox/controls']

/** The sandbox is one room to itself; its parts have names only so that others can be let into some of them. */
export function isSameRoom(one: Room, other: Room): boolean {
  return one.name === other.name || (sandboxRooms.includes(one.name) && sandboxRooms.includes(other.name))
}
