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

  it('ends with code 1 and one line when a setting makes no sense', async () => {
    const ended = await run({ SANDBOX_PORT: '99999' })
    expect(ended).toEqual({ code: 1, out: '', err: 'SANDBOX_PORT must be a number from 1 to 65535.\n' })
  })
})
