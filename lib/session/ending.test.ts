// A process that is asked to end, as a real process: what it was asked is answered, what must not be lost is finished, and
// nobody new is taken in (quality AVL-07).
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { setSettings } from '@/lib/bluebutton/testing'

const at = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)))

/** An app of three addresses; a refresh that nobody waits for ends 600 ms after the wish to stop. */
const program = `
  const { beginProcess } = await import(${at('./process.ts')})
  const { isReady } = await import(${at('./ready.ts')})
  const { createServer } = await import('node:http')
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  // What Next registers before us.
  process.on('SIGTERM', () => process.exit(143))
  beginProcess()
  const server = createServer(async (request, response) => {
    if (request.url === '/slow') await wait(500)
    response.writeHead(request.url === '/readyz' && !(await isReady()) ? 503 : 200).end(request.url)
  })
  server.listen(0, '127.0.0.1', () => process.stderr.write('port ' + server.address().port + '\\n'))
  process.once('SIGTERM', () => {
    const flight = wait(600).then(() => { flights.clear(); process.stderr.write('refresh stored\\n') })
    const flights = (globalThis[Symbol.for('plainclaim.refreshing')] ??= new Map())
    flights.set('one', flight)
  })`

it('not ready at once, no new connection, every answer given, the refresh stored, and 0 at the end', async () => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  const env = setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program], {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const lines = createInterface({ input: child.stderr }).on('line', (line) => said.push(line))
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line))
  const [first] = await once(lines, 'line')
  const port = Number(/^port (\d+)$/.exec(String(first))?.[1])
  const ended = once(child, 'exit')

  const line = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (path: string, agent?: Agent) =>
    new Promise<number | string>((resolve) => {
      const asked = request({ port, path, host: '127.0.0.1', agent: agent ?? new Agent() }, (reply) => {
        reply.resume().on('end', () => resolve(reply.statusCode ?? 0))
      })
      asked.on('error', (error) => resolve('code' in error ? String(error.code) : 'failed'))
      asked.end()
    })
  expect(await ask('/readyz')).toBe(200)
  const slow = [ask('/slow'), ask('/slow', line)]
  await new Promise((resolve) => setTimeout(resolve, 100))
  child.kill('SIGTERM')
  await expect.poll(() => said.some((text) => text.includes('app.stopping'))).toBe(true)
  expect(await ask('/late')).toBe('ECONNREFUSED')
  expect(await Promise.all(slow)).toEqual([200, 200])
  expect(await ended).toEqual([0, null])
  expect(said.indexOf('refresh stored')).toBeGreaterThan(0)
  expect(said.findIndex((text) => text.includes('app.stopped'))).toBeGreaterThan(said.indexOf('refresh stored'))
  expect(said.find((text) => text.includes('app.stopped'))).toContain('"cutOff":0,"finished":true')
  line.destroy()
})

it('a process that is ending is not ready, whatever its vault says', async () => {
  const { isReady } = await import('./ready')
  const place = Symbol.for('plainclaim.ending')
  Reflect.set(globalThis, place, true)
  await expect(isReady()).resolves.toBe(false)
  Reflect.deleteProperty(globalThis, place)
  await expect(isReady()).resolves.toBe(true)
})
