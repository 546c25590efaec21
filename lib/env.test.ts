// A wrong setting stops the server, and the message names the setting and never its value (quality AVL-12, OAU-13).
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { Misconfigured } from '@/lib/errors'
import { isLoopback, readSettings, readVaultSettings } from './env'

const clientId = 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq'
const clientSecret = 'secret-Zq8!kV3@nW7#pL2$xR9%tM4^bC6&hJ1*yF5(dG0)'
const key = 'q7Jx2Vb9Lw4Yc6RzTf1HsDm3PgAe8Uo5iN0XtBqKnZE'
const otherKey = 'Zk1Wv8Ud3Mx5Yb7SaRg2GtCn4QfBd9Vp6jO0XuAlKmY'

const good = {
  APP_ORIGIN: 'http://localhost:3000',
  BLUE_BUTTON_URL: 'http://localhost:8000',
  BLUE_BUTTON_CLIENT_ID: clientId,
  BLUE_BUTTON_CLIENT_SECRET: clientSecret,
  VAULT_KEYS: `k1:${key}`,
}
const live = { ...good, APP_ORIGIN: 'https://claims.example.org', BLUE_BUTTON_URL: 'https://api.bluebutton.cms.gov' }

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof Misconfigured) return error.problems
    throw error
  }
  return []
}

describe('a bad setting is refused by name, and its value is not repeated (AVL-12)', () => {
  it.each<[why: string, name: string, env: Record<string, string | undefined>]>([
    ['no address of our own', 'APP_ORIGIN', { ...good, APP_ORIGIN: undefined }],
    ['an address that is none', 'APP_ORIGIN', { ...good, APP_ORIGIN: 'claims.example.org' }],
    ['an address with a path', 'APP_ORIGIN', { ...live, APP_ORIGIN: 'https://claims.example.org/app' }],
    ['an address with a query', 'APP_ORIGIN', { ...live, APP_ORIGIN: 'https://claims.example.org/?tenant=1' }],
    ['an address with a password', 'APP_ORIGIN', { ...live, APP_ORIGIN: 'https://somebody:hunter2@claims.example.org' }],
    ['plain http for people elsewhere', 'APP_ORIGIN', { ...live, APP_ORIGIN: 'http://claims.example.org' }],
    ['a script for an address', 'APP_ORIGIN', { ...good, APP_ORIGIN: 'javascript:alert(document.domain)' }],
    ['no Blue Button', 'BLUE_BUTTON_URL', { ...good, BLUE_BUTTON_URL: undefined }],
    ['plain http to Medicare', 'BLUE_BUTTON_URL', { ...live, BLUE_BUTTON_URL: 'http://api.bluebutton.cms.gov' }],
    ['plain http to a name that only begins like this machine', 'BLUE_BUTTON_URL', { ...good, BLUE_BUTTON_URL: 'http://localhost.example.org' }],
    ['plain http to the neighbour', 'BLUE_BUTTON_URL', { ...good, BLUE_BUTTON_URL: 'http://192.168.1.20:8000' }],
    ['Blue Button with a version in it', 'BLUE_BUTTON_URL', { ...good, BLUE_BUTTON_URL: 'https://sandbox.bluebutton.cms.gov/v2' }],
    ['no app id', 'BLUE_BUTTON_CLIENT_ID', { ...good, BLUE_BUTTON_CLIENT_ID: undefined }],
    ['an app id that lost its end', 'BLUE_BUTTON_CLIENT_ID', { ...good, BLUE_BUTTON_CLIENT_ID: clientId.slice(0, 39) }],
    ['an app id with a line end', 'BLUE_BUTTON_CLIENT_ID', { ...good, BLUE_BUTTON_CLIENT_ID: `${clientId}\n` }],
    ['no app secret', 'BLUE_BUTTON_CLIENT_SECRET', { ...good, BLUE_BUTTON_CLIENT_SECRET: undefined }],
    ['a short secret', 'BLUE_BUTTON_CLIENT_SECRET', { ...good, BLUE_BUTTON_CLIENT_SECRET: clientSecret.slice(0, 31) }],
    ['a placeholder for a secret', 'BLUE_BUTTON_CLIENT_SECRET', { ...live, BLUE_BUTTON_CLIENT_SECRET: 'changeme'.repeat(5) }],
    ['a secret with a space at its end', 'BLUE_BUTTON_CLIENT_SECRET', { ...good, BLUE_BUTTON_CLIENT_SECRET: `${clientSecret} ` }],
    ['a version that is none', 'BLUE_BUTTON_VERSION', { ...good, BLUE_BUTTON_VERSION: 'v2-beta' }],
    ['no vault key', 'VAULT_KEYS', { ...good, VAULT_KEYS: undefined }],
    ['an empty list of keys', 'VAULT_KEYS', { ...good, VAULT_KEYS: '' }],
    ['a key that is too short', 'VAULT_KEYS', { ...good, VAULT_KEYS: `k1:${key.slice(0, 42)}` }],
    ['a key without a name', 'VAULT_KEYS', { ...good, VAULT_KEYS: key }],
    ['a key of one letter', 'VAULT_KEYS', { ...good, VAULT_KEYS: `k1:${'Q'.repeat(43)}` }],
    ['a weak key behind a good one', 'VAULT_KEYS', { ...good, VAULT_KEYS: `k1:${key},k2:${'QW'.repeat(21)}Q` }],
    ['one name for two keys', 'VAULT_KEYS', { ...good, VAULT_KEYS: `k1:${key},k1:${otherKey}` }],
    ['a vault of a kind we do not have', 'VAULT_URL', { ...good, VAULT_URL: 'libsql://vault.example.org' }],
    ['a vault on Redis without a host', 'VAULT_URL', { ...good, VAULT_URL: 'redis://' }],
    ['a vault on Redis with a port that is none', 'VAULT_URL', { ...good, VAULT_URL: 'rediss://:hunter2@redis.example.org:sixthree' }],
    ['a port that is none', 'PORT', { ...good, PORT: 'three-thousand' }],
    ['a port that no machine has', 'PORT', { ...good, PORT: '99999' }],
    ['a port for the figures that is none', 'METRICS_PORT', { ...good, METRICS_PORT: 'ninety' }],
    ['figures on the port of the app', 'METRICS_PORT', { ...good, PORT: '30123', METRICS_PORT: '30123' }],
    ['an address for the figures that is none', 'METRICS_HOST', { ...good, METRICS_PORT: '9464', METRICS_HOST: 'http://0.0.0.0' }],
    ['an address for figures that are not served', 'METRICS_HOST', { ...good, METRICS_HOST: '0.0.0.0' }],
    ['a typing mistake in the port of the figures', 'METRICS_PORTS', { ...good, METRICS_PORTS: '9464' }],
    ['a typing mistake', 'BLUE_BUTTON_VERSON', { ...good, BLUE_BUTTON_VERSON: 'three-of-them' }],
    ['a missing underscore', 'BLUEBUTTON_VERSION', { ...good, BLUEBUTTON_VERSION: 'three-of-them' }],
    ['a plural too few', 'VAULT_KEY', { ...good, VAULT_KEY: `k1:${otherKey}` }],
    ['sandbox port beside the live connection', 'SANDBOX_PORT', { ...live, SANDBOX_PORT: '48123' }],
    ['sandbox apps beside the live connection', 'SANDBOX_APPS', { ...live, SANDBOX_APPS: 'app-of-the-sandbox' }],
    ['sandbox records beside the live connection', 'SANDBOX_RECORDS', { ...live, SANDBOX_RECORDS: '/somewhere/records' }],
    ['sandbox test switches beside the live connection', 'SANDBOX_TEST_KEY', { ...live, SANDBOX_TEST_KEY: 'switch-board' }],
    ['sandbox port beside the sandbox of CMS', 'SANDBOX_PORT', { ...live, BLUE_BUTTON_URL: 'https://sandbox.bluebutton.cms.gov', SANDBOX_PORT: '48123' }],
    ['a public app on a sandbox of this machine', 'APP_ORIGIN', { ...good, APP_ORIGIN: 'https://claims.example.org' }],
  ])('%s: %s', (_, name, env) => {
    const problems = problemsOf(env)
    expect(problems.map((problem) => problem.split(' ')[0])).toContain(name)
    const value = env[name]
    if (value && value.length > 1) expect(problems.join('\n')).not.toContain(value)
  })

  it('says everything that is wrong at once, one line each, and holds no secret', () => {
    const problems = problemsOf({ ...good, APP_ORIGIN: 'ftp://x', BLUE_BUTTON_CLIENT_SECRET: 'tooshort-tooshort', VAULT_KEYS: 'k1:tooshort-tooshort', PORT: 'x' })
    expect(problems).toHaveLength(4)
    for (const problem of problems) expect(problem).not.toMatch(/tooshort|\n/)
  })
})

describe('a good setting is accepted', () => {
  it('tells where we are by the address of Blue Button alone', () => {
    expect(readSettings(good).place).toBe('local-sandbox')
    expect(readSettings({ ...live, BLUE_BUTTON_URL: 'https://sandbox.bluebutton.cms.gov' }).place).toBe('cms-sandbox')
    expect(readSettings(live).place).toBe('live')
    expect(readSettings({ ...good, BLUE_BUTTON_URL: 'https://sandbox.bluebutton.cms.gov', APP_ORIGIN: 'http://localhost:3000' }).place).toBe('cms-sandbox')
  })

  it('keeps an origin without its slash, and its version as a number', () => {
    const settings = readSettings({ ...live, APP_ORIGIN: 'https://claims.example.org/', BLUE_BUTTON_VERSION: '3' })
    expect(settings.appOrigin).toBe('https://claims.example.org')
    expect(settings.secure).toBe(true)
    expect(settings.blueButton.version).toBe(3)
    expect(readSettings(good).blueButton.version).toBe(2)
  })

  it('serves figures only where it is told to, and to this machine alone unless another address is named', () => {
    expect(readSettings(good).metrics).toBeNull()
    expect(readSettings({ ...good, METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 })
    expect(readSettings({ ...good, METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }).metrics).toEqual({ host: '0.0.0.0', port: 9464 })
  })

  it('keeps the keys in order: the first one seals', () => {
    expect(readSettings({ ...good, VAULT_KEYS: `new:${otherKey}, old:${key}` }).vault.keys.map(({ id }) => id)).toEqual(['new', 'old'])
  })

  it('shows no secret when the settings are printed', () => {
    const settings = readSettings(good)
    for (const text of [JSON.stringify(settings), String(settings.blueButton.clientSecret), `${settings.vault.keys[0].key}`]) {
      expect(text).not.toContain(clientSecret)
      expect(text).not.toContain(key)
    }
  })

  it.each([
    ['http://localhost', true],
    ['http://127.0.0.1:9', true],
    ['http://[::1]:9', true],
    ['http://127.0.0.1.example.org', false],
    ['http://localhost.example.org', false],
    ['http://0.0.0.0', false],
    ['http://example.org/localhost', false],
  ])('%s is on this machine: %s', (address, expected) => {
    expect(isLoopback(new URL(address))).toBe(expected)
  })
})

it('gives next-auth our own origin, whatever the environment said before (HDR-07)', async () => {
  vi.resetModules()
  for (const [name, value] of Object.entries(good)) vi.stubEnv(name, value)
  vi.stubEnv('NEXTAUTH_URL', 'https://elsewhere.example')
  const { settings } = await import('./env')
  expect(settings().appOrigin).toBe(good.APP_ORIGIN)
  expect(process.env['NEXTAUTH_URL']).toBe(good.APP_ORIGIN)
  vi.unstubAllEnvs()
})

it('a process with wrong settings ends with a line for each, not with zero, and without their values (AVL-12)', () => {
  const program = fileURLToPath(new URL('./session/process.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', '-e', `import(${JSON.stringify(program)}).then(({ beginProcess }) => beginProcess())`],
    { env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...good, BLUE_BUTTON_CLIENT_SECRET: 'hunter2-hunter2', VAULT_KEYS: 'k1:hunter2-hunter2' }, encoding: 'utf8' },
  )
  expect(status).toBe(1)
  expect(stderr.trim().split('\n').map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['Setting BLUE_BUTTON_CLIENT_SECRET', 'Setting VAULT_KEYS'])
  expect(stdout + stderr).not.toContain('hunter2')
})

describe('where the vault may be', () => {
  it.each(['file:.data/vault.db', 'redis://127.0.0.1:6379', 'rediss://somebody:hunter2@redis.example.org:6380/3'])('%s', (url) => {
    expect(readSettings({ ...good, VAULT_URL: url }).vault.url).toBe(url)
    expect(readVaultSettings({ VAULT_URL: url, VAULT_KEYS: good.VAULT_KEYS }).url).toBe(url)
  })

  it('its own command needs nothing but the two settings of the vault, and checks them as strictly', () => {
    expect(readVaultSettings({ VAULT_KEYS: good.VAULT_KEYS }).url).toBe('file:.data/vault.db')
    for (const bad of [{}, { VAULT_KEYS: 'k1:short' }, { VAULT_KEYS: good.VAULT_KEYS, VAULT_URL: 'http://x' }, { VAULT_KEYS: good.VAULT_KEYS, VAULT_KEY: 'x' }]) {
      expect(() => readVaultSettings(bad)).toThrow(Misconfigured)
    }
  })
})
