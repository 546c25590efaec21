// Which lines of the log belong together: by request and by session, and neither name opens anything (quality PRV-05).
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Agent, createServer, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { setSettings, testOrigin } from '@/lib/bluebutton/testing'
import { log } from '@/lib/log'
import { Secret } from '@/lib/secret'
import type { Grant } from '@/lib/vault/grant'
import { nameRequests } from './name-requests'
import { beginSession, requireSession } from './session'
import { createBrowser } from './testing'

const written: string[] = []
let stop: () => void = () => undefined

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null })
})

beforeEach(() => {
  written.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0)
  stop = nameRequests()
})

afterEach(() => {
  stop()
  vi.restoreAllMocks()
})

const newGrant = (): Grant => ({
  accessToken: new Secret(randomBytes(16).toString('hex')),
  refreshToken: null,
  accessEndsAtMs: Date.now() + 60_000,
  scopes: new Set(['profile']),
  patient: '-1',
  grantEndsAt: null,
  version: 2,
  connectedAtMs: Date.now(),
})

interface Line {
  readonly what: string
  readonly request?: string
  readonly route?: string
  readonly session?: string
}

function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 'what' in value
}

const linesOf = (what: string): readonly Line[] =>
  written.map((line): unknown => JSON.parse(line)).filter(isLine).filter((line) => line.what === what)

/** Asks each of these addresses at once, on few connections that are used again; each is answered by `answer`. */
async function serving(answer: (address: string) => Promise<void>, addresses: readonly string[]): Promise<void> {
  const server = createServer((request, response) => void answer(request.url ?? '').then(() => response.end('ok')))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const agent = new Agent({ keepAlive: true, maxSockets: 3 })
  const ask = (path: string) => new Promise<string>((resolve, reject) => get({ host: '127.0.0.1', port, path, agent }, (response) => resolve(text(response))).on('error', reject))
  await Promise.all(addresses.map(ask))
  agent.destroy()
  server.close()
}

describe('the lines of a request (PRV-05)', () => {
  it('carry one id, which no other request has, however they run into each other and whatever connection they share', async () => {
    const addresses = Array.from({ length: 60 }, (_, at) => `/claims/${at}?code=abc`)
    await serving(async (what) => {
      log('info', 'data.loaded', { what })
      for (let times = 0; times < 5; times += 1) await turn()
      log('info', 'data.loaded', { what })
    }, addresses)
    const idsOf = addresses.map((address) => new Set(linesOf(address).map(({ request }) => request)))
    expect(idsOf.map((ids) => ids.size)).toEqual(addresses.map(() => 1))
    const all = new Set(idsOf.flatMap((ids) => [...ids]))
    expect(all.size).toBe(addresses.length)
    expect([...all].every((id) => /^[0-9a-f-]{36}$/.test(id ?? ''))).toBe(true)
  })

  it('say where as a template, without what was asked for', async () => {
    await serving(async () => log('info', 'data.loaded', { what: 'here' }), ['/claims/carrier-22639159481?code=abc#x'])
    expect(linesOf('here').map(({ route }) => route)).toEqual(['/claims/[id]'])
    expect(written.join('')).not.toMatch(/22639159481|abc/)
  })

  it('no field passes itself off as one of these names, in a request or outside', async () => {
    const fields = { what: 'forged', request: 'mine', route: '/mine', session: 'mine' }
    log('info', 'data.loaded', fields)
    await serving(async () => log('info', 'data.loaded', fields), ['/claims'])
    expect(linesOf('forged')).toHaveLength(2)
    expect(written.join('')).not.toContain('mine')
  })
})

describe('the lines of a session (PRV-05)', () => {
  it('carry one name in all its requests, which no other session has, and which is no part of what opens it', async () => {
    const people = await Promise.all(
      ['one', 'two'].map(async (what) => {
        const browser = createBrowser(testOrigin)
        const { ref, cookie } = await browser.run(() => beginSession(newGrant()))
        browser.cookies.set(cookie.name, cookie.value)
        return { what, browser, ref }
      }),
    )
    const visit = async (address: string): Promise<void> => {
      const person = people.find(({ what }) => address === `/${what}`)
      await person?.browser.run(() => requireSession())
      await turn()
      log('info', 'data.loaded', { what: address })
    }
    await serving(visit, ['/one', '/two', '/one', '/nobody', '/two', '/nobody'])
    const names = ['/one', '/two', '/nobody'].map((what) => linesOf(what).map(({ session }) => session))
    const [one = [], two = [], nobody = []] = names
    expect(names.map(({ length }) => length)).toEqual([2, 2, 2])
    expect([new Set(one).size, new Set(two).size, one[0] === two[0], nobody]).toEqual([1, 1, false, [undefined, undefined]])
    expect(one[0]).toMatch(/^[\w-]{16}$/)
    for (const { ref } of people) {
      for (const secret of [ref.id, ref.half.reveal()]) expect(written.join('')).not.toContain(secret.slice(0, 12))
    }
  })
})
