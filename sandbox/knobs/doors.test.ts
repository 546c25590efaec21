// Proofs for the knobs that are addresses: each fails in the one way it promises, and the sandbox beside it does not notice.
import { connect as openSocket } from 'node:net'
import { get } from 'node:https'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Door, DoorKind } from '@/sandbox/doors/doors'
import { openStage } from './testing'
import type { Stage } from './testing'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.sandbox.stop())

const open = async (name: string, kind: DoorKind): Promise<Door> => {
  stage.turn(name)
  const door = (await stage.sandbox.controls.doors.list()).find(candidate => candidate.kind === kind)
  if (!door) throw new Error(`${name} opened no address`)
  return door
}

describe('address', () => {
  afterEach(() => stage.sandbox.controls.doors.close())

  it.each<[string, DoorKind, RegExp]>([
    ['dns-failure', 'unknown-name', /ENOTFOUND|EAI_AGAIN/],
    ['refuse', 'closed', /ECONNREFUSED/],
  ])('%s', async (name, kind, code) => {
    const door = await open(name, kind)
    const error: unknown = await fetch(`${door.url}/health`).catch((caught: unknown) => caught)
    const cause: unknown = error instanceof Error ? error.cause : null
    expect(cause instanceof Error && 'code' in cause ? cause.code : null).toMatch(code)
    expect((await fetch(`${stage.url}/health`)).status).toBe(200)
  })

  it.each<[string, DoorKind, string]>([
    ['tls-good', 'tls-good', '200'],
    ['tls-self-signed', 'tls-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['tls-expired', 'tls-expired', 'CERT_HAS_EXPIRED'],
    ['tls-wrong-host', 'tls-wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('%s: to a client that trusts the authority', async (name, kind, outcome) => {
    const door = await open(name, kind)
    expect(await statusOver(`${door.url}/health`, door.authorityPem)).toBe(outcome)
  })

  it('tls: nobody trusts the authority by itself', async () => {
    const door = await open('tls-good', 'tls-good')
    expect(await statusOver(`${door.url}/health`)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  it('connection-cap: the second at once is cut off', async () => {
    const { port } = new URL((await open('connection-cap', 'one-connection')).url)
    const first = openSocket(Number(port), '127.0.0.1')
    await new Promise(resolve => void first.once('connect', resolve))
    const words = await new Promise<string>(resolve => {
      const socket = openSocket(Number(port), '127.0.0.1')
      let received = ''
      socket.on('data', data => (received += data.toString('utf8')))
      socket.on('error', () => {})
      socket.on('close', () => resolve(received))
      socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    })
    first.destroy()
    expect(words).toBe('')
  })

  it('canary: writes down what reaches it', async () => {
    const door = await open('canary', 'canary')
    await fetch(`${door.url}/x?y=1`, { headers: { authorization: 'Bearer abc' } })
    expect(door.hits).toMatchObject([{ method: 'GET', path: '/x?y=1', headers: { authorization: 'Bearer abc' } }])
  })

  it('the same address twice is one address, and a reset closes it', async () => {
    const first = await open('tls-expired', 'tls-expired')
    expect((await open('tls-expired', 'tls-expired')).url).toBe(first.url)
    stage.sandbox.controls.reset()
    expect(await stage.sandbox.controls.doors.list()).toEqual([])
  })
})

it('has a proof for each of its knobs', () => {
  expect(stage.unproven('address')).toEqual([])
})

/** The status as text, or the code of what went wrong. */
function statusOver(url: string, ca?: string): Promise<string> {
  return new Promise(resolve => {
    const asked = get(url, { agent: false, ...(ca && { ca }) }, answer => {
      answer.resume()
      resolve(String(answer.statusCode))
    })
    asked.on('error', error => resolve('code' in error ? String(error.code) : error.message))
  })
}
