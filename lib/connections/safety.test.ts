// What must never get out, and where a token must never go: the behaviours C-9, C-10 and C-11 (contract: organization APIs 8).
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Canary, type RunningSandbox, startCanary, startSandbox } from '@/sandbox/testing'
import { requireOwnAddress } from './address'
import { systems } from './connection'
import { createConnection } from './create-connection'
import { ConnectionFailure } from './errors'
import { noteInLog } from './note'
import { createConnections } from './process-connections'
import { readConnectionSettings } from './settings'
import { createTestClock, emulatorPaths, emulatorProfiles, emulatorSettings } from './testing'

let sandbox: RunningSandbox
let elsewhere: Canary
beforeAll(async () => {
  sandbox = await startSandbox()
  elsewhere = await startCanary()
})
beforeEach(() => sandbox.controls.reset())
afterAll(() => Promise.all([sandbox.stop(), elsewhere.stop()]))

const changeTokens = emulatorPaths['change-healthcare'].token
const answer = (path: string, status: number, headers: Record<string, string>, body = '') =>
  sandbox.controls.faults.add({ match: { path }, action: { kind: 'answer', status, headers, body } })
const failureOf = (calling: Promise<unknown>) => calling.then(() => null, (error: unknown) => error)

describe('C-9 nothing secret is ever shown', () => {
  it('in the console, the log, errors, their stacks, JSON or inspection', async () => {
    const canary = randomBytes(12).toString('hex')
    const seen: string[] = []
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        seen.push(String(chunk))
        return true
      }),
    )
    const secrets = { CLIENT_ID: `id-${canary}-0001`, CLIENT_SECRET: `secret-${canary}` }
    const settings = emulatorSettings(sandbox.url, {
      BCDA_CLIENT_ID: secrets.CLIENT_ID,
      BCDA_CLIENT_SECRET: secrets.CLIENT_SECRET,
      CHANGE_HEALTHCARE_CLIENT_SECRET: secrets.CLIENT_SECRET,
      CDC_CLIENT_SECRET: secrets.CLIENT_SECRET,
    })
    const options = { clock: createTestClock(), note: noteInLog }
    const shown: unknown[] = []
    const show = (...values: unknown[]) => shown.push(...values)
    try {
      const refused = createConnections(readConnectionSettings(settings), options)
      for (const system of systems) show(await failureOf(refused[system].request('/x')), refused[system], refused[system].status(), await refused[system].test())
      const good = createConnections(emulatorProfiles(sandbox.url), options)
      // A token that is a canary, then every way in which a request with it can fail.
      answer(changeTokens, 200, { 'content-type': 'application/json' }, JSON.stringify({ access_token: `token-${canary}`, token_type: 'bearer', expires_in: 3600 }))
      const { 'change-healthcare': change } = good
      show(await failureOf(change.request('/echo')), await failureOf(change.request('https://example.org/')), change.status(), change)
      answer('/echo', 302, { location: elsewhere.url })
      show(await failureOf(change.request('/echo')))
      answer(emulatorPaths.optum.token, 400, { 'content-type': 'application/json' }, JSON.stringify({ failureReason: canary, Errors: [canary] }))
      show(await failureOf(good.optum.request('/echo')))
      answer(emulatorPaths.bcda.token, 429, { 'retry-after': '300' }, `${canary} exceeded the rate limit`)
      show(await failureOf(good.bcda.request('/x')))
      show(await failureOf(good.cdc.request('/v0/echo', { signal: AbortSignal.abort(canary) })))
      show(readConnectionSettings(settings))
      await Promise.all(systems.flatMap((system) => [refused[system].close(), good[system].close()]))
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
    const failures = shown.filter((value) => value instanceof ConnectionFailure)
    expect(failures.length).toBeGreaterThan(8)
    const everything = [...seen, ...shown.flatMap(write)].join('\n')
    const basic = Buffer.from(`${secrets.CLIENT_ID}:${secrets.CLIENT_SECRET}`).toString('base64')
    // The id itself is no secret, and stands in the profile.
    for (const secret of [secrets.CLIENT_SECRET, `token-${canary}`, basic, `"${canary}"`, `${canary} exceeded`]) expect(everything).not.toContain(secret)
    expect(seen.join('')).not.toContain(canary)
    expect(seen.join('')).toContain('"event":"connection.token"')
    expect(seen.join('')).toContain('"client":"0001"')
  })
})

function write(value: unknown): string[] {
  const stack = value instanceof Error ? [value.stack ?? '', value.message, JSON.stringify(Object.getOwnPropertyDescriptors(value))] : []
  return [...stack, inspect(value, { depth: 12, showHidden: true }), JSON.stringify(value) ?? '', String(value)]
}

describe('C-10 a token goes to its own addresses only', () => {
  it.each([301, 302, 303, 307, 308])('a redirect (%s) is not followed', async (status) => {
    answer('/echo', status, { location: `${elsewhere.url}/` })
    const connection = createConnection(emulatorProfiles(sandbox.url)['change-healthcare'])
    expect(await failureOf(connection.request('/echo'))).toMatchObject({ code: 'protocol-error', status, reason: 'redirect' })
    await connection.close()
  })

  it('nor is one of the token endpoint', async () => {
    answer(changeTokens, 307, { location: `${elsewhere.url}/` })
    const connection = createConnection(emulatorProfiles(sandbox.url)['change-healthcare'])
    expect(await failureOf(connection.request('/echo'))).toMatchObject({ code: 'protocol-error', reason: 'redirect' })
    await connection.close()
    expect(elsewhere.hits).toEqual([])
  })

  it.each([
    ['another host', 'https://example.org/bcda/data/1'],
    ['another port', 'http://127.0.0.1:1/bcda/data/1'],
    ['another scheme', 'https://127.0.0.1:8000/bcda/data/1'],
    ['a name before ours', 'http://127.0.0.1:8000.example.org/bcda/data/1'],
    ['ours as a user name', 'http://127.0.0.1:8000@example.org/bcda/data/1'],
    ['a user name before ours', 'http://somebody@127.0.0.1:8000/bcda/data/1'],
    ['a path that only begins like ours', 'http://127.0.0.1:8000/bcda-production/data/1'],
    ['a path beside ours', 'http://127.0.0.1:8000/optum/data/1'],
    ['dots that lead out', 'http://127.0.0.1:8000/bcda/../optum/data/1'],
    ['dots in disguise', '/%2e%2e/optum/data/1'],
    ['backslashes', 'http://127.0.0.1:8000/bcda\\..\\optum'],
    ['a file', 'file:///etc/passwd'],
    ['no address', 'data/1'],
    ['nothing', ''],
  ])('%s is refused before anything is sent', (_, url) => {
    expect(() => requireOwnAddress('bcda', 'http://127.0.0.1:8000/bcda', url)).toThrow('refused before sending (address)')
  })

  it.each([
    ['/data/1', '/bcda/data/1'],
    ['http://127.0.0.1:8000/bcda/data/1?a=b', '/bcda/data/1'],
    ['http://127.0.0.1:8000/bcda', '/bcda'],
    ['//example.org/data', '/bcda//example.org/data'],
  ])('%s is ours', (url, path) => {
    expect(requireOwnAddress('bcda', 'http://127.0.0.1:8000/bcda', url)).toMatchObject({ host: '127.0.0.1:8000', pathname: path })
  })

  it('a manifest that names a foreign address draws no token out', async () => {
    const { bcda } = createConnections(emulatorProfiles(sandbox.url))
    expect(await failureOf(bcda.request(`${elsewhere.url}/data/1.ndjson`))).toMatchObject({ code: 'refused', reason: 'address' })
    expect([elsewhere.hits, sandbox.controls.journal.entries()]).toEqual([[], []])
    await bcda.close()
  })
})

describe('C-11 a token endpoint that says something else', () => {
  const good = JSON.stringify({ access_token: 'a-token', token_type: 'bearer', expires_in: '1200', token: 'a-token', expiration: 4_102_444_800 })
  it.each<[what: string, body: string]>([
    ['HTML', '<!doctype html><p>Sign in</p>'],
    ['nothing', ''],
    ['half of it', good.slice(0, 40)],
    ['more than a megabyte', `{"a":"${'x'.repeat(1_100_000)}",${good.slice(1)}`],
    ['an error with 200', '{"error":"server_error"}'],
    ['a list', '[]'],
    ['a token that is no text', '{"access_token":{},"token":7,"token_type":"bearer","expires_in":60}'],
    ['a token that fits in no header', JSON.stringify({ access_token: 'a\r\nb', token: 'a\r\nb', token_type: 'bearer', expires_in: 60, expiration: 4_102_444_800 })],
  ])('%s is a failure of the protocol, for each system', async (_, body) => {
    for (const system of systems) {
      answer(emulatorPaths[system].token, 200, { 'content-type': 'application/json' }, body)
      const connection = createConnection(emulatorProfiles(sandbox.url)[system], { clock: createTestClock() })
      expect(await failureOf(connection.request(emulatorPaths[system].resource))).toMatchObject({ system, code: 'protocol-error' })
      await connection.close()
    }
  })

  it('a reply that breaks off is one, too', async () => {
    sandbox.controls.faults.add({ match: { path: changeTokens }, action: { kind: 'transport', how: 'reset-at-byte', atByte: 20 } })
    const connection = createConnection(emulatorProfiles(sandbox.url)['change-healthcare'], { clock: createTestClock() })
    expect(await failureOf(connection.request('/echo'))).toMatchObject({ code: 'protocol-error' })
    await connection.close()
  })

  it('the same words in good order are a token', async () => {
    for (const system of systems) {
      answer(emulatorPaths[system].token, 200, { 'content-type': 'text/plain' }, good)
      answer(emulatorPaths[system].resource, 200, {}, 'in')
      const connection = createConnection(emulatorProfiles(sandbox.url)[system], { clock: createTestClock() })
      expect([system, await text((await connection.request(emulatorPaths[system].resource)).body)]).toEqual([system, 'in'])
      await connection.close()
    }
  })
})
