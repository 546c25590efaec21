// The process: what it says, how it refuses settings that make no sense, and that it stops when asked.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { testApp } from './apps'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-main-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the process until it ends, or until it says it is ready and `then` has looked at it. */
function run(settings: Record<string, string>, then?: (out: string) => Promise<void>, signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
  const env = { ...process.env }
  for (const name of Object.keys(env)) if (name.startsWith('SANDBOX_')) delete env[name]
  Object.assign(env, settings)
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], { cwd: root, env })
  let [out, err] = ['', '']
  child.stderr.on('data', data => (err += String(data)))
  return new Promise((resolve, reject) => {
    let ready = false
    child.stdout.on('data', data => {
      out += String(data)
      if (ready || !out.includes('Sandbox ready at')) return
      ready = true
      Promise.resolve(then?.(out)).catch(reject).finally(() => child.kill(signal))
    })
    child.on('close', code => resolve({ code, out, err }))
  })
}

function takePort(): Promise<{ port: number; free: () => void }> {
  const server = createServer()
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address ? address.port : 0, free: () => void server.close() })
    })
  })
}

async function sparePort(): Promise<string> {
  const { port, free } = await takePort()
  free()
  return String(port)
}

describe('the sandbox as a process', () => {
  it('says what it serves and that it is not Medicare, answers, and stops cleanly', async () => {
    const port = await sparePort()
    let health = 0
    const { code, out, err } = await run({ SANDBOX_PORT: port }, async () => {
      health = (await fetch(`http://localhost:${port}/health`)).status
    })
    expect({ code, err, health }).toEqual({ code: 0, err: '', health: 200 })
    for (const words of ['It is not Medicare', 'BBUser00000', testApp.clientId, testApp.clientSecret, testApp.redirectUris[0] ?? '', '/__sandbox'])
      expect(out).toContain(words)
    expect(out.trim().split('\n').at(-1)).toBe(`Sandbox ready at http://localhost:${port}`)
  })

  it('says which apps it knows, and never their secrets; Ctrl-C stops it', async () => {
    const file = path.join(folder, 'apps.json')
    writeFileSync(file, JSON.stringify([{ client_id: 'A'.repeat(40), client_secret: 'very-secret', name: 'Mine', redirect_uris: ['https://mine.example/cb'] }]))
    const { code, out } = await run({ SANDBOX_PORT: await sparePort(), SANDBOX_APPS: file }, undefined, 'SIGINT')
    expect(code).toBe(0)
    expect(out).toContain(`App "Mine": client_id ${'A'.repeat(40)}`)
    expect(out).toContain('https://mine.example/cb')
    expect(out).not.toContain('very-secret')
    expect(out).not.toContain(testApp.clientId)
  })

  it('serves recorded people, one sign-in each, and names what it skipped', async context => {
    const records = path.join(root, '../shared/fixtures/blue-button')
    if (!existsSync(records)) {
      console.info('skipped: no fixtures')
      context.skip()
    }
    const { code, out } = await run({ SANDBOX_PORT: await sparePort(), SANDBOX_RECORDS: records })
    expect([code, /^Recorded person: \S+ \S+$/m.test(out), /^Skipped \S+: .+$/m.test(out)]).toEqual([0, true, true])
  })

  it('ends with code 1 and one line when its port is taken', async () => {
    const { port, free } = await takePort()
    const ended = await run({ SANDBOX_PORT: String(port) })
    free()
    expect(ended).toEqual({ code: 1, out: '', err: 'SANDBOX_PORT: another program already listens on this port.\n' })
  })

  const id = 'A'.repeat(40)
  const entry = { client_id: id, client_secret: 'very-secret', name: 'Mine', redirect_uris: ['https://mine.example/cb'] }
  const fileOf = (name: string, text: string) => {
    const file = path.join(folder, name)
    writeFileSync(file, text)
    return file
  }

  it.each<[string, () => Record<string, string>, RegExp]>([
    ['a port that is none', () => ({ SANDBOX_PORT: '99999' }), /^SANDBOX_PORT must be a number from 1 to 65535\.$/],
    ['a port that is a word', () => ({ SANDBOX_PORT: 'http' }), /^SANDBOX_PORT must be a number from 1 to 65535\.$/],
    ['an address of another machine', () => ({ SANDBOX_PORT: '8999', SANDBOX_HOST: '192.0.2.1' }), /^SANDBOX_HOST: this machine has no such address\.$/],
    ['a file of apps that is not there', () => ({ SANDBOX_APPS: '/nowhere.json' }), /^SANDBOX_APPS: the file \/nowhere\.json cannot be read\.$/],
    ['a file of apps that is no JSON', () => ({ SANDBOX_APPS: fileOf('bad.json', '{') }), /^SANDBOX_APPS \(.*bad\.json\): this is not JSON\.$/],
    ['one id twice', () => ({ SANDBOX_APPS: fileOf('twice.json', JSON.stringify([entry, entry])) }), /^SANDBOX_APPS \(.*\): two apps have the same client_id\.$/],
    ['an id of 39', () => ({ SANDBOX_APPS: fileOf('short.json', JSON.stringify([{ ...entry, client_id: id.slice(1) }])) }), /: app 1: client_id must be 40 letters and digits\.$/],
    ['records that are not there', () => ({ SANDBOX_RECORDS: '/nowhere' }), /^SANDBOX_RECORDS: there is no folder \/nowhere\.$/],
    ['records that are a file', () => ({ SANDBOX_RECORDS: fileOf('records.json', '{}') }), /^SANDBOX_RECORDS: there is no folder .*records\.json\.$/],
    ['a test key that is too short', () => ({ SANDBOX_TEST_KEY: 'short' }), /^SANDBOX_TEST_KEY must have at least 16 characters\.$/],
  ])('ends with code 1 and one line: %s', async (_, settings, words) => {
    const { code, out, err } = await run(settings())
    expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 1, out: '', lines: 2 })
    expect(err.trimEnd()).toMatch(words)
    expect(err).not.toContain('very-secret')
  })
})
