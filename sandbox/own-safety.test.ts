// The sandbox is no hole beside the product: it sends nobody anywhere but to a registered address, takes no weak proof, and
// its cookies are not the product's (quality OAU-13). That it refuses to start beside a real connection is in lib/env.test.ts.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cast, mainApp } from '@/sandbox/bluebutton/cast'
import { authorizeAddress, exchange, newPkce, walkToCode, walkToConsent } from '@/sandbox/bluebutton/walk'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ apps: cast })
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => sandbox.stop())

const registered = mainApp.redirectUris[0] ?? ''
const hosts = ['evil.example', 'app.example.evil.example', 'app.example@evil.example', 'app.example%00.evil.example', 'app.example#.evil.example', 'evil.example\\app.example']
const addresses = [
  ...hosts.flatMap((host) => [`https://${host}/callback`, `//${host}/callback`, `https:${host}/callback`, `https:\\\\${host}/callback`]),
  `${registered}/..`, `${registered}/../evil`, `${registered}%2f..%2fevil`, `${registered};x`, `${registered}.evil`, `${registered}#x`, registered.toUpperCase(), ` ${registered}`, `${registered} `, `${registered}\n`,
  registered.replace('https:', 'http:'), registered.replace('app.', 'APP.'), 'javascript:alert(1)', 'data:text/html,x', '/callback', 'callback', '', '.',
]

const ask = (path: string, init: RequestInit = {}) => fetch(`${sandbox.url}${path}`, { redirect: 'manual', ...init })

describe('a redirect address is one that was registered, letter by letter (OAU-13)', () => {
  it.each(addresses)('%j is not, and nobody is sent there', async (redirectUri) => {
    const page = await walkToConsent({ url: sandbox.url, app: mainApp, redirectUri })
    expect([page.status >= 400, page.location]).toEqual([true, null])
  })
})

it.each(hosts.flatMap((host) => [`https://${host}/`, `//${host}/`, `/\\${host}/`, `/%2f${host}/`, `/v2/o/authorize/@${host}`]))('the sign-in leads back to itself only: next=%s (OAU-13)', async (next) => {
  for (const name of ['next', 'redirect', 'relay', 'return']) {
    const reply = await ask(`/mymedicare/login?${name}=${encodeURIComponent(next)}`)
    expect([reply.status < 500, new URL(reply.headers.get('location') ?? '/', sandbox.url).origin]).toEqual([true, sandbox.url])
  }
})

describe('the proof of who asked (OAU-13)', () => {
  it.each([
    ['plain', { code_challenge_method: 'plain' }],
    ['no method', { code_challenge_method: null }],
    ['no challenge', { code_challenge: null }],
    ['a short state', { state: 'short' }],
  ])('%s is refused before anybody signs in', async (_, changes) => {
    const address = new URL(authorizeAddress({ url: sandbox.url, app: mainApp }))
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) address.searchParams.delete(name)
      else address.searchParams.set(name, value)
    }
    const reply = await fetch(address, { redirect: 'manual' })
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null])
  })

  it('a code works once, for the one who holds the verifier', async () => {
    const { verifier } = newPkce()
    const options = { url: sandbox.url, app: mainApp, verifier }
    const code = await walkToCode(options)
    expect((await exchange({ ...options, verifier: 'w'.repeat(43) }, code)).status).toBe(400)
    expect((await exchange(options, code)).status).toBe(200)
    expect((await exchange(options, code)).status).toBe(400)
  })
})

it('its cookies have names of their own, and none that a host shares with the product (OAU-13)', async () => {
  const first = await ask(new URL(authorizeAddress({ url: sandbox.url, app: mainApp })).href.slice(sandbox.url.length))
  const names = first.headers.getSetCookie().map((line) => line.split('=')[0] ?? '')
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => /plainclaim|^pc_|^__Host-/.test(name))).toEqual([])
})
