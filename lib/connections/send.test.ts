// The wire as it is: nothing unpacked, nothing followed, and an end to every kind of waiting (contract 5.2 rule 8, 5.3).
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '@/lib/secret'
import { createConnection } from './create-connection'
import { openLine, usualBounds } from './send'
import { readConnectionSettings } from './settings'
import { createTestClock } from './testing'

const servers: (Server | TcpServer)[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function get(answer: RequestListener, bounds = usualBounds) {
  const port = await listen(createServer(answer))
  const line = openLine(bounds)
  const asked = { url: new URL(`http://127.0.0.1:${port}/`), method: 'GET', headers: {}, body: '', signal: undefined }
  return line.send(asked).finally(() => line.close())
}

describe('a body', () => {
  it('comes packed, as it was sent', async () => {
    const packed = gzipSync('{"a":1}')
    const { body, headers } = await get((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))
    expect([headers['content-encoding'], await buffer(body)]).toEqual(['gzip', packed])
  })

  it.each(['chunked', 'counted'])('that is cut off fails: %s', async (how) => {
    const { body } = await get((_, response) => {
      if (how === 'counted') response.setHeader('content-length', '1000')
      response.write('half')
      setImmediate(() => response.destroy())
    })
    await expect(buffer(body)).rejects.toThrow()
  })

  it('that falls silent fails', async () => {
    const { body } = await get((_, response) => void response.write('half'), { ...usualBounds, silenceMs: 50 })
    await expect(buffer(body)).rejects.toThrow()
  })
})

describe('a connection that was kept', () => {
  it.each([
    ['GET', undefined, 'fulfilled'],
    ['GET', false, 'rejected'],
    ['POST', undefined, 'rejected'],
  ] as const)('and is closed at the wrong moment: %s (repeatable: %s) is %s', async (method, repeatable, status) => {
    let asked = 0
    const port = await listen(
      createServer((request, response) => {
        asked += 1
        if (asked === 2) request.socket.resetAndDestroy()
        else response.end('in')
      }),
    )
    const line = openLine()
    const ask = () => line.send({ url: new URL(`http://127.0.0.1:${port}/`), method, repeatable, headers: {}, body: '', signal: undefined }).then(({ body }) => buffer(body))
    await ask()
    const [second] = await Promise.allSettled([ask()])
    expect([second.status, asked]).toEqual([status, status === 'fulfilled' ? 3 : 2])
    line.close()
  })
})

describe('waiting', () => {
  it('for an answer ends', async () => {
    await expect(get(() => undefined, { ...usualBounds, headMs: 50 })).rejects.toMatchObject({ name: 'NoAnswer', reason: 'no-answer' })
  })

  it('for a connection ends; of BCDA in production it is said that the address may be unknown there', async () => {
    const port = await listen(createTcpServer((socket) => socket.on('error', () => undefined).resume()))
    const { bcda } = readConnectionSettings({ BCDA_URL: `https://127.0.0.1:${port}`, BCDA_ENVIRONMENT: 'production', BCDA_CLIENT_ID: 'an-id', BCDA_CLIENT_SECRET: 'a-secret' })
    const connection = createConnection(bcda, { clock: createTestClock(), bounds: { ...usualBounds, connectMs: 30 } })
    await expect(connection.request('/x')).rejects.toMatchObject({ code: 'token-endpoint-unavailable', reason: expect.stringContaining('registered with BCDA') })
    await connection.close()
  })

  it('ends with the caller', async () => {
    const leaving = new AbortController()
    const port = await listen(createServer(() => leaving.abort()))
    const { 'change-healthcare': profile } = readConnectionSettings({ CONNECTIONS_EMULATED: 'yes', CHANGE_HEALTHCARE_URL: `http://127.0.0.1:${port}` })
    const connection = createConnection({ ...profile, suppliedToken: new Secret('from-elsewhere') })
    await expect(connection.request('/x', { signal: leaving.signal })).rejects.toMatchObject({ code: 'aborted' })
    await connection.close()
  })
})
