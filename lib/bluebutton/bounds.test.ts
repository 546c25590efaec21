// What one answer may cost us, and what one person may ask at once: sizes after unpacking, silences, connections, places
// (quality AVL-01, AVL-03, AVL-04, INP-03, INP-04). Against a server made for it, which sends what no sandbox would.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Unavailable, Unreadable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { type Deadlines, usualDeadlines } from './deadlines'
import { type Call, readFhir } from './fhir'
import { forgetUpstreams } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let url = ''
let answer: Answer
const seen = { connections: 0, requests: 0, underWay: 0, most: 0, encodings: new Set<string>() }

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.requests += 1
    seen.underWay += 1
    seen.most = Math.max(seen.most, seen.underWay)
    seen.encodings.add(String(request.headers['accept-encoding']))
    response.once('close', () => (seen.underWay -= 1))
    answer(request, response)
  })
  server.on('connection', () => (seen.connections += 1))
  url = await listen(server)
})

beforeEach(() => {
  forgetUpstreams()
  Object.assign(seen, { connections: 0, requests: 0, underWay: 0, most: 0, encodings: new Set() })
  answer = send(bundle())
})

afterAll(() => {
  forgetUpstreams()
  server.closeAllConnections()
  server.close()
})

async function listen(listener: Server | TcpServer): Promise<string> {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
}

const send =
  (body: Buffer | string, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json', ...headers }).end(body)
  }
const packed = { 'content-encoding': 'gzip' }
const bundle = (more: object = {}) => JSON.stringify({ resourceType: 'Bundle', ...more })

function callAs(person: string, origin = url, signal?: AbortSignal): Call {
  const fhirBase = `${origin}/v2/fhir`
  const unused = { authorize: '', token: '', revoke: '', revokeTokens: '', redirectUri: '' }
  return { provider: { version: 2, origin, fhirBase, ...unused }, token: new Secret('a-token'), person, signal }
}

const read = (deadlines: Partial<Deadlines> = {}, person = 'a', origin = url) => readFhir(callAs(person, origin), 'Coverage/?_count=50', { ...usualDeadlines, ...deadlines })
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  )

describe('connections', () => {
  it('are kept alive and shared: sixty reads of one person need four', async () => {
    await Promise.all(Array.from({ length: 60 }, () => read()))
    expect(seen.requests).toBe(60)
    expect(seen.connections).toBeLessThanOrEqual(4)
    await read({}, 'another')
    expect(seen.connections).toBeLessThanOrEqual(4)
  })

  it('ask for gzip and nothing else, and a packed answer is read', async () => {
    answer = send(gzipSync(bundle({ id: 'packed' })), packed)
    await expect(read()).resolves.toMatchObject({ id: 'packed' })
    expect([...seen.encodings]).toEqual(['gzip'])
  })
})

describe('places (AVL-04)', () => {
  const slowly: Answer = (request, response) => void setImmediate(() => send(bundle())(request, response))

  it('two tabs of one person share four, whichever tab asks', async () => {
    answer = slowly
    await Promise.all([...Array.from({ length: 30 }, () => read()), ...Array.from({ length: 30 }, () => read())])
    expect(seen.requests).toBe(60)
    expect(seen.most).toBeLessThanOrEqual(4)
  })

  it('two people have four each', async () => {
    const waiting: (() => void)[] = []
    answer = (request, response) => void waiting.push(() => send(bundle())(request, response))
    const all = ['a', 'b'].flatMap((person) => Array.from({ length: 10 }, () => read({}, person)))
    while (seen.underWay < 8) await new Promise(setImmediate)
    expect(seen.most).toBe(8)
    answer = send(bundle())
    for (const letGo of waiting) letGo()
    await Promise.all(all)
    expect(seen.most).toBe(8)
  })

  it('a reader who leaves while waiting is never asked for', async () => {
    const leaving = new AbortController()
    const waiting: (() => void)[] = []
    answer = (request, response) => void waiting.push(() => send(bundle())(request, response))
    const staying = Array.from({ length: 4 }, () => read())
    const gone = failureOf(readFhir(callAs('a', url, leaving.signal), 'Coverage/'))
    while (waiting.length < 4) await new Promise(setImmediate)
    leaving.abort()
    expect(await gone).toBeInstanceOf(Unavailable)
    for (const letGo of waiting) letGo()
    await Promise.all(staying)
    expect(seen.requests).toBe(4)
  })
})

describe('sizes, counted after unpacking (INP-04)', () => {
  const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 })
  const deep = (levels: number) => `{"resourceType":"Bundle","entry":${'['.repeat(levels)}${']'.repeat(levels)}}`

  it.each<[what: string, body: () => Buffer | string, headers: Record<string, string>]>([
    ['10 GB in 10 MB of gzip', () => Buffer.concat(Array.from({ length: 160 }, () => zeros)), packed],
    ['64 MB in 64 kB of gzip', () => zeros, packed],
    ['21 MB as they are', () => bundle({ text: Array.from({ length: 22 }, () => 'x'.repeat(1_000_000)) }), {}],
    ['a string of 2 MB', () => bundle({ id: 'x'.repeat(2_000_000) }), {}],
    ['65 deep', () => deep(64), {}],
    ['a hundred thousand deep', () => deep(100_000), {}],
    ['ten million deep, packed', () => gzipSync(deep(5_000_000)), packed],
    ['six million empty objects', () => `{"resourceType":"Bundle","entry":[${'{},'.repeat(6_000_000)}{}]}`, {}],
  ])('%s: refused, cheaply, and not asked for again', async (_, body, headers) => {
    answer = send(body(), headers)
    const before = { rss: process.memoryUsage().rss, cpu: process.cpuUsage() }
    expect(await failureOf(read())).toBeInstanceOf(Unreadable)
    const spent = process.cpuUsage(before.cpu)
    expect((spent.user + spent.system) / 1_000).toBeLessThan(2_000)
    expect(process.memoryUsage().rss - before.rss).toBeLessThan(150 * 1024 * 1024)
    expect(seen.requests).toBe(1)
  })

  it('what is as large as allowed is read', async () => {
    answer = send(gzipSync(bundle({ text: Array.from({ length: 19 }, () => 'x'.repeat(1_000_000)) })), packed)
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
    answer = send(deep(63))
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
  })

  it('keys that would change objects stay keys (INP-08)', async () => {
    answer = send('{"resourceType":"Bundle","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')
    await read()
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('an answer that is no JSON of ours (INP-10)', () => {
  it.each<[what: string, body: Buffer | string, headers: Record<string, string>]>([
    ['letters of another alphabet', Buffer.from(bundle({ id: 'José' }), 'latin1'), { 'content-type': 'application/fhir+json; charset=iso-8859-1' }],
    ['two bytes a letter', Buffer.from(bundle(), 'utf16le'), {}],
    ['packed in a way we did not ask for', bundle(), { 'content-encoding': 'br' }],
    ['called packed, and not packed', bundle(), packed],
  ])('%s', async (_, body, headers) => {
    answer = send(body, headers)
    expect(await failureOf(read())).toBeInstanceOf(Unreadable)
  })
})

describe('silences (AVL-01)', () => {
  it('a server that takes the connection and says nothing', async () => {
    const silent = createTcpServer(() => undefined)
    const origin = await listen(silent)
    expect(await failureOf(read({ attemptMs: 80, overallMs: 200 }, 'a', origin))).toBeInstanceOf(Unavailable)
    forgetUpstreams()
    silent.close()
  })

  it('an encrypted connection that never stands: given up after its own, shorter time', async () => {
    const silent = createTcpServer(() => undefined)
    const origin = (await listen(silent)).replace('http:', 'https:')
    const beganMs = performance.now()
    expect(await failureOf(read({ connectMs: 50 }, 'a', origin))).toBeInstanceOf(Unavailable)
    expect(performance.now() - beganMs).toBeLessThan(usualDeadlines.attemptMs / 2)
    forgetUpstreams()
    silent.close()
  })

  it('a body that stops: given up after its own, shorter time', async () => {
    answer = (_, response) => void response.writeHead(200).write('{"resourceType":')
    const beganMs = performance.now()
    expect(await failureOf(read({ stallMs: 50 }))).toBeInstanceOf(Unavailable)
    expect(performance.now() - beganMs).toBeLessThan(usualDeadlines.attemptMs / 2)
    expect(seen.requests).toBe(3)
  })

  it('nobody at that address', async () => {
    const gone = createTcpServer(() => undefined)
    const origin = await listen(gone)
    await new Promise((resolve) => gone.close(resolve))
    expect(await failureOf(read({}, 'a', origin))).toBeInstanceOf(Unavailable)
  })

  it('leave no connection behind', async () => {
    answer = () => undefined
    await failureOf(read({ attemptMs: 60, overallMs: 100 }))
    while (seen.underWay > 0) await new Promise(setImmediate)
    expect(seen.underWay).toBe(0)
  })
})

describe('a server that is down (AVL-03)', () => {
  it('is asked at most 25 times, then everybody is told at once', async () => {
    answer = (_, response) => void response.writeHead(503).end('<h1>Down</h1>')
    for (let index = 0; index < 40; index += 1) expect(await failureOf(read({}, `person ${index}`))).toBeInstanceOf(Unavailable)
    expect(seen.requests).toBeLessThanOrEqual(25)
    const beganMs = performance.now()
    expect(await failureOf(read())).toMatchObject({ what: 'server is resting' })
    expect(performance.now() - beganMs).toBeLessThan(50)
  })

  it('is not one that fails for one page of one person, however often that person tries again', async () => {
    answer = (request, response) => (request.url?.includes('startIndex=100') ? void response.writeHead(500).end('{"error":"Server Error (500)"}') : send(bundle())(request, response))
    const broken = () => readFhir(callAs('a'), 'ExplanationOfBenefit/?_count=50&startIndex=100')
    for (let press = 0; press < 40; press += 1) expect(await failureOf(broken())).toMatchObject({ what: 'status 500' })
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
    await expect(read({}, 'b')).resolves.toMatchObject({ resourceType: 'Bundle' })
  })

  it('is asked at most 25 times by somebody who is alone with it', async () => {
    answer = (_, response) => void response.writeHead(503).end('<h1>Down</h1>')
    for (let press = 0; press < 20; press += 1) for (const path of ['Coverage/?_count=50', 'ExplanationOfBenefit/?_count=50', 'Patient/']) await failureOf(readFhir(callAs('a'), path))
    expect(seen.requests).toBeLessThanOrEqual(25)
    expect(await failureOf(read())).toMatchObject({ what: 'server is resting' })
  })

  it.each(['http:', 'https:'])('is told to everybody when nobody can be reached by %s, after 20 tries of one person at one address', async (protocol) => {
    const gone = createTcpServer((socket) => socket.destroy())
    const origin = (await listen(gone)).replace('http:', protocol)
    // Encrypted, somebody is there who does not speak that way; plain, nobody is.
    if (protocol === 'http:') await new Promise((resolve) => gone.close(resolve))
    for (let index = 0; index < 20; index += 1) await failureOf(read({}, 'a', origin))
    expect(await failureOf(read({}, 'b', origin))).toMatchObject({ what: 'server is resting' })
    gone.close()
  })

  it('is not one that breaks off its answers to one page of one person', async () => {
    answer = (request, response) => (request.url?.includes('startIndex=100') ? void response.destroy() : send(bundle())(request, response))
    for (let press = 0; press < 20; press += 1) await failureOf(readFhir(callAs('a'), 'ExplanationOfBenefit/?_count=50&startIndex=100'))
    await expect(read({}, 'b')).resolves.toMatchObject({ resourceType: 'Bundle' })
  })

  it.each([401, 403, 404, 429])('one that refuses with %i is not down', async (status) => {
    answer = (_, response) => void response.writeHead(status).end('{"detail":"no"}')
    for (let index = 0; index < 30; index += 1) await failureOf(read({}, `person ${index}`))
    expect(seen.requests).toBeGreaterThanOrEqual(30)
  })

  it('nor is one whose readers leave', async () => {
    answer = () => undefined
    for (let index = 0; index < 30; index += 1) {
      const leaving = new AbortController()
      const gone = failureOf(readFhir(callAs('a', url, leaving.signal), 'Coverage/'))
      while (seen.requests <= index) await new Promise(setImmediate)
      leaving.abort()
      await gone
    }
    answer = send(bundle())
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
  })
})

describe('asking again (AVL-02)', () => {
  it('stops for everybody when too much is being asked again', async () => {
    // One read in three meets a busy server, at every try.
    answer = (request, response) => (request.url?.includes('busy') ? void response.writeHead(429).end('{}') : send(bundle())(request, response))
    for (let turn = 0; turn < 400; turn += 1) await failureOf(readFhir(callAs('a'), turn % 3 === 0 ? 'Coverage/?busy' : 'Coverage/'))
    expect(seen.requests).toBeLessThanOrEqual(440)
    expect(seen.requests).toBeGreaterThan(420)
  })
})
