// A start either has settings that fit together or does not start, and says why without repeating a secret.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Misconfigured } from '@/lib/errors'
import { makePlan } from './plan'

const id = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd'
const secret = 'a-secret-that-must-never-be-shown-0123456789'
const live = {
  BLUE_BUTTON_URL: 'https://sandbox.bluebutton.cms.gov',
  BLUE_BUTTON_CLIENT_ID: id,
  BLUE_BUTTON_CLIENT_SECRET: secret,
  APP_ORIGIN: 'http://localhost:3000',
}

let folder = ''
let listeners: Server[] = []
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
})
afterEach(async () => {
  await freePorts()
  await rm(folder, { recursive: true, force: true })
})

const plan = (settings: Record<string, string>) => makePlan(folder, { NODE_ENV: 'test', ...settings })

async function problems(settings: Record<string, string>): Promise<readonly string[]> {
  const error: unknown = await plan(settings).catch((thrown: unknown) => thrown)
  return error instanceof Misconfigured ? error.problems : []
}

async function freePorts(): Promise<void> {
  await Promise.all(listeners.map((server) => new Promise((resolve) => server.close(resolve))))
  listeners = []
}

/** The settings of a real connection, with an origin whose port is free: a running app must not break this test. */
async function liveHere(): Promise<typeof live> {
  const port = await takePort()
  await freePorts()
  return { ...live, APP_ORIGIN: `http://localhost:${port}` }
}

/** Takes a port of this machine and answers which. */
async function takePort(): Promise<number> {
  const server = createServer()
  listeners.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe('without settings', () => {
  it('the app and the sandbox know each other, and nothing else does', async () => {
    const { app, sandbox } = await plan({})
    const apps: unknown = JSON.parse(await readFile(sandbox?.env['SANDBOX_APPS'] ?? '', 'utf8'))
    expect(apps).toEqual([
      {
        client_id: app.env['BLUE_BUTTON_CLIENT_ID'],
        client_secret: app.env['BLUE_BUTTON_CLIENT_SECRET'],
        name: 'Plainclaim',
        redirect_uris: [`${app.url}/connect/callback`],
        demographics: true,
        access: 'THIRTEEN_MONTH',
        active: true,
      },
    ])
    expect(app.env['BLUE_BUTTON_CLIENT_ID']).toMatch(/^[A-Za-z0-9]{40}$/)
    expect(app.env['BLUE_BUTTON_CLIENT_SECRET']).toMatch(/^[A-Za-z0-9]{128}$/)
    expect(app.env).toMatchObject({ BLUE_BUTTON_URL: sandbox?.url, APP_ORIGIN: app.url, VAULT_URL: 'file:.data/vault.db' })
    expect(app.host).toBe('localhost')
  })

  it('neither process is handed the secrets of the other', async () => {
    const { app, sandbox } = await plan({ SANDBOX_TEST_KEY: 'key' })
    expect(Object.keys(app.env).filter((name) => name.startsWith('SANDBOX_'))).toEqual([])
    expect(Object.keys(sandbox?.env ?? {}).filter((name) => /^(VAULT|BLUE_BUTTON)_/.test(name))).toEqual([])
  })

  it('secrets are made once, kept, and readable by their owner only', async () => {
    const first = await plan({})
    const second = await plan({})
    for (const name of ['VAULT_KEYS', 'BLUE_BUTTON_CLIENT_ID', 'BLUE_BUTTON_CLIENT_SECRET'])
      expect(second.app.env[name]).toBe(first.app.env[name])
    const files = ['.env.local', '.data/local-app.json', '.data/sandbox-apps.json']
    const modes = await Promise.all(files.map(async (file) => ((await stat(path.join(folder, file))).mode & 0o777).toString(8)))
    expect(modes).toEqual(['600', '600', '600'])
  })

  it('a key is added to what a person wrote in .env.local', async () => {
    await writeFile(path.join(folder, '.env.local'), 'BLUE_BUTTON_VERSION=3')
    const { app } = await plan({})
    expect(app.env['BLUE_BUTTON_VERSION']).toBe('3')
    expect(await readFile(path.join(folder, '.env.local'), 'utf8')).toMatch(/^BLUE_BUTTON_VERSION=3\n(.|\n)*VAULT_KEYS=k1:[\w-]{43}\n$/)
  })

  it('taken ports are replaced, and that is said', async () => {
    const taken = { PORT: String(await takePort()), SANDBOX_PORT: String(await takePort()) }
    const { app, sandbox, notes } = await plan(taken)
    expect([String(app.port), String(sandbox?.port)]).not.toEqual([taken.PORT, taken.SANDBOX_PORT])
    expect(app.port).not.toBe(sandbox?.port)
    // Others of this machine may hold the port of the figures.
    expect(notes.filter((note) => Object.values(taken).some((port) => note.includes(`${port} is taken`)))).toHaveLength(2)
  })

  it('the apps of SANDBOX_APPS are known beside ours', async () => {
    const list = path.join(folder, 'apps.json')
    await writeFile(list, JSON.stringify([{ client_id: 'theirs' }]))
    const { sandbox } = await plan({ SANDBOX_APPS: list })
    const apps: unknown = JSON.parse(await readFile(sandbox?.env['SANDBOX_APPS'] ?? '', 'utf8'))
    expect(apps).toEqual([expect.objectContaining({ name: 'Plainclaim' }), { client_id: 'theirs' }])
  })
})

describe('with an address of Medicare', () => {
  it('no sandbox is started, and the settings reach the app as they are', async () => {
    const settings = await liveHere()
    const { app, sandbox } = await plan(settings)
    expect(sandbox).toBeNull()
    expect(app.env).toMatchObject(settings)
    expect(`http://localhost:${app.port}`).toBe(settings.APP_ORIGIN)
  })

  it('settings may stand in .env.local', async () => {
    await writeFile(path.join(folder, '.env.local'), Object.entries(await liveHere()).map((pair) => pair.join('=')).join('\n'))
    expect((await plan({})).sandbox).toBeNull()
  })

  it('the environment wins over .env.local', async () => {
    await writeFile(path.join(folder, '.env.local'), 'BLUE_BUTTON_VERSION=3')
    expect((await plan({ ...(await liveHere()), BLUE_BUTTON_VERSION: '2' })).app.env['BLUE_BUTTON_VERSION']).toBe('2')
  })

  it('a sandbox somebody else started on this machine leaves SANDBOX_ settings without effect, and that is said', async () => {
    const { sandbox, notes } = await plan({ ...(await liveHere()), BLUE_BUTTON_URL: 'http://localhost:8000', SANDBOX_RECORDS: 'x' })
    expect(sandbox).toBeNull()
    expect(notes).toContain('SANDBOX_RECORDS has no effect: BLUE_BUTTON_URL is set.')
  })

  it('a taken port is a fault, because the address is registered', async () => {
    const taken = await takePort()
    expect(await problems({ ...live, APP_ORIGIN: `http://localhost:${taken}` })).toEqual([expect.stringMatching(/^PORT: port \d+ is taken/)])
  })
})

describe('a start is refused, naming the setting and never its value', () => {
  it.each([
    ['an id without an address', { BLUE_BUTTON_CLIENT_ID: id }, 'BLUE_BUTTON_URL'],
    ['a secret without an address', { BLUE_BUTTON_CLIENT_SECRET: secret }, 'BLUE_BUTTON_URL'],
    ['no id', { ...live, BLUE_BUTTON_CLIENT_ID: '' }, 'BLUE_BUTTON_CLIENT_ID'],
    ['no secret', { ...live, BLUE_BUTTON_CLIENT_SECRET: '' }, 'BLUE_BUTTON_CLIENT_SECRET'],
    ['no origin', { ...live, APP_ORIGIN: '' }, 'APP_ORIGIN'],
    ['a malformed id', { ...live, BLUE_BUTTON_CLIENT_ID: `${secret}!` }, 'BLUE_BUTTON_CLIENT_ID'],
    ['a placeholder for a secret', { ...live, BLUE_BUTTON_CLIENT_SECRET: 'x'.repeat(64) }, 'BLUE_BUTTON_CLIENT_SECRET'],
    ['plain http to Medicare', { ...live, BLUE_BUTTON_URL: 'http://sandbox.bluebutton.cms.gov' }, 'BLUE_BUTTON_URL'],
    ['no address at all', { ...live, BLUE_BUTTON_URL: secret }, 'BLUE_BUTTON_URL'],
    ['a public origin without https', { ...live, APP_ORIGIN: 'http://example.org' }, 'APP_ORIGIN'],
    ['sandbox records beside Medicare', { ...live, SANDBOX_RECORDS: 'records' }, 'SANDBOX_RECORDS'],
    ['a sandbox port beside Medicare', { ...live, SANDBOX_PORT: '8000' }, 'SANDBOX_PORT'],
    ['sandbox apps beside Medicare', { ...live, SANDBOX_APPS: 'apps.json' }, 'SANDBOX_APPS'],
    ['a public origin with the sandbox', { APP_ORIGIN: 'https://example.org' }, 'APP_ORIGIN'],
    ['an unknown version', { BLUE_BUTTON_VERSION: '4' }, 'BLUE_BUTTON_VERSION'],
    ['a typing mistake', { BLUE_BUTTON_CLIENTID: secret }, 'BLUE_BUTTON_CLIENTID'],
    ['a key that is none', { VAULT_KEYS: secret }, 'VAULT_KEYS'],
    ['a vault that is nowhere', { VAULT_URL: secret }, 'VAULT_URL'],
    ['a port that is none', { PORT: secret }, 'PORT'],
    ['a port out of range', { SANDBOX_PORT: '65536' }, 'SANDBOX_PORT'],
    ['a list of apps that is none', { SANDBOX_APPS: '/nowhere/apps.json' }, 'SANDBOX_APPS'],
  ])('%s', async (_, settings, named) => {
    const found = await problems(settings)
    expect(found).toEqual([expect.stringContaining(named)])
    expect(found.join()).not.toContain(secret)
    expect(found.join()).not.toContain(id)
  })
})
