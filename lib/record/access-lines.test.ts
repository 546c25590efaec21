// The access log on the whole way, from Medicare to the page: a line for each thing that came, nothing in it of the person,
// nothing of one person shown to another, and no page lost when the log is (quality PRV-01, PRV-06, AVL-08).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, setSettings, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { processAudit } from '@/lib/audit/process-audit'
import { withBrokenLog } from '@/lib/audit/testing'
import { forgetUpstreams } from '@/lib/bluebutton/testing'
import { SignInNeeded } from '@/lib/errors'
import { finishConnect, startConnect } from '@/lib/session/connect'
import { disconnect, signOut } from '@/lib/session/leave'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { listAccessLines } from './access-lines'
import { getClaim, getRawClaim, listAllClaims, listFirstClaims, streamClaims } from './claims'
import { listCoverage } from './coverage'
import { countOwnSessions } from './own-sessions'
import { getProfile } from './profile'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

let medicare: RunningSandbox
let folder: string
let masterKey: string
const printed: string[] = []

beforeAll(async () => {
  medicare = await startSandbox()
  const env = setSettings(medicare)
  folder = path.dirname((env['VAULT_URL'] ?? '').slice('file:'.length))
  masterKey = (env['VAULT_KEYS'] ?? '').slice('test:'.length)
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0)
})

beforeEach(() => {
  medicare.controls.reset()
  forgetUpstreams()
})

afterAll(() => medicare.stop())

const told = async (browser: ReturnType<typeof createBrowser>) =>
  (await browser.run(() => listAccessLines()))?.lines.map(({ deed, words }) => [deed, ...words].join(' '))
const logFile = () =>
  Buffer.concat(readdirSync(folder).filter((name) => name.startsWith('vault-audit.db')).map((name) => readFileSync(path.join(folder, name)))).toString('latin1')

/** The way through our own two halves of a sign-in. */
async function connectHere(browser: ReturnType<typeof createBrowser>, username: string): Promise<void> {
  const started = await browser.run(() => startConnect({ language: 'en', then: 'claims', jar: browser.jar() }))
  for (const { name, value } of started.cookies) browser.cookies.set(name, value)
  const answer = await medicare.signIn(started.location.href, { username })
  const finished = await browser.run(() => finishConnect(new URL(answer ?? '').searchParams, browser.jar()))
  if (finished.kind !== 'connected') throw new Error('not connected')
  for (const { name, value } of finished.cookies) browser.cookies.set(name, value)
}

describe('one line for each (PRV-06)', () => {
  it('a person sees what was done in all their sessions, in each of them, and another person none of it', async () => {
    const [here, there, other] = [createBrowser(testOrigin), createBrowser(testOrigin), createBrowser(testOrigin)]
    await connectHere(here, 'BBUser00012')
    await here.run(() => listCoverage())
    await connectHere(there, 'BBUser00012')
    await there.run(() => getProfile())
    await connectHere(other, 'BBUser00003')
    const lines = ['connected version-2', 'consented claims coverage profile', 'loaded coverage', 'connected version-2', 'consented claims coverage profile', 'loaded profile']
    expect(await told(here)).toEqual(lines)
    expect(await told(there)).toEqual(lines)
    expect(await told(other)).toEqual(lines.slice(0, 2))
    expect(await Promise.all([here, there, other].map((browser) => browser.run(() => countOwnSessions())))).toEqual([2, 2, 1])
  })

  it('from connecting to leaving, and nothing of the person in any of them (PRV-01)', async () => {
    const browser = createBrowser(testOrigin)
    await connectHere(browser, 'BBUser00000')
    const claims = await browser.run(() => listFirstClaims('en'))
    const id = claims.claims[0]?.row.id ?? ''
    await browser.run(() => getClaim(id))
    await browser.run(() => getRawClaim(id))
    await browser.run(() => listAllClaims('en'))
    await browser.run(async () => {
      for await (const event of streamClaims('en', [50])) expect(event.type).not.toBe('problem')
    })
    await browser.run(() => listCoverage())
    const profile = await browser.run(() => getProfile())
    medicare.controls.expireAccessTokens()
    await browser.run(() => listCoverage())
    const lines = (await told(browser)) ?? []
    expect(lines.slice(0, 2)).toEqual(['connected version-2', 'consented claims coverage profile'])
    expect(new Set(lines.slice(2))).toEqual(
      new Set(['loaded claims-first', 'loaded coverage-beside-claims', 'loaded claim', 'loaded claim-record', 'loaded claims-all', 'loaded claims-rest', 'loaded coverage', 'loaded profile', 'refreshed renewed']),
    )
    expect(lines.filter((line) => line === 'loaded coverage')).toHaveLength(2)
    expect(lines.filter((line) => line === 'refreshed renewed')).toHaveLength(1)
    await expect(browser.run(() => disconnect())).resolves.toBe('proven')
    await processAudit().settled()
    const text = logFile()
    expect(text).toContain('disconnected')
    const person = JSON.stringify(profile).match(/(?<=":")[^"]{3,}(?=")/g) ?? []
    expect(person.length).toBeGreaterThan(3)
    const tokens = medicare.controls.journal.entries().flatMap(({ personKey }) => personKey ?? [])
    const cookies = [...browser.cookies.values()].filter((value) => value.length > 12)
    for (const marker of [id, 'BBUser00000', '-10000010254618', masterKey, ...new Set(tokens), ...cookies]) expect(text).not.toContain(marker)
    for (const marker of person.filter((value) => /\d{4}|[A-Z][a-z]{3,}/.test(value))) expect(text).not.toContain(marker)
  })

  it('a sign-in that was called off is a line of the house alone', async () => {
    const browser = createBrowser(testOrigin)
    const started = await browser.run(() => startConnect({ language: 'en', then: 'claims', jar: browser.jar() }))
    for (const { name, value } of started.cookies) browser.cookies.set(name, value)
    const answer = await medicare.signIn(started.location.href, { press: 'deny' })
    await expect(browser.run(() => finishConnect(new URL(answer ?? '').searchParams, browser.jar()))).resolves.toMatchObject({ kind: 'declined', problem: 'cancelled' })
    await processAudit().settled()
    expect(logFile()).toContain('"deed":"sign-in-refused","words":["cancelled"]')
  })

  it('a load that brought nothing is no line', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser00741' })
    medicare.controls.faults.add({ match: { route: 'coverage' }, action: { kind: 'answer', status: 503, body: '' } })
    await browser.run(() => listCoverage()).catch(() => undefined)
    expect(await told(browser)).toEqual([])
  })

  it('claims that stop coming, or that nobody waits for any more, are a line once the first have come', async () => {
    const { browser } = await signedInBrowser(medicare, { username: 'BBUser00098' })
    await browser.run(async () => {
      for await (const event of streamClaims('en', [0, 50])) if (event.type === 'claims') break
    })
    expect((await told(browser))?.filter((line) => line === 'loaded claims-rest')).toHaveLength(1)
  })

  it('signing out is the last line, and nobody reads the list any more', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    await browser.run(() => listCoverage())
    await (await browser.run(() => signOut()))()
    await processAudit().settled()
    await expect(told(browser)).rejects.toBeInstanceOf(SignInNeeded)
  })
})

it('with the log away every page is still there, and each lost line is counted (AVL-08)', async () => {
  const { browser } = await signedInBrowser(medicare, {})
  const lost = await withBrokenLog(async () => {
    expect((await browser.run(() => listCoverage())).coverages.length).toBeGreaterThan(0)
    await expect(browser.run(() => listAccessLines())).resolves.toBeNull()
  })
  expect(lost).toBe(1)
  expect(printed.join('')).toContain('"event":"audit.failed"')
})
