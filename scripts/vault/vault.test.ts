// `npm run vault` as it is run: beside readers, killed halfway, run again, and understood by a program (quality SES-09).
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSettings } from '@/lib/env'
import { hashId, keyIdOf } from '@/lib/vault/cipher'
import { readGrant } from '@/lib/vault/grant'
import { openStore } from '@/lib/vault/open-store'
import { makePlace, storeKinds, type StorePlace } from '@/lib/vault/testing'
import { createVault, type GrantRef } from '@/lib/vault/vault'
import { begin, run } from '@/scripts/launch/testing'
import { readWish, usage } from './arguments'
import { runWish } from './work'

const randomText = () => randomBytes(32).toString('base64url')
const keys = { old: `old:${randomText()}`, new: `new:${randomText()}` }
const both = `${keys.new},${keys.old}`
/** As many as the requirement asks on the one kind; the other proves the same steps with fewer. SOAK_RECORDS sets both. */
const sizes = { libsql: Number(process.env['SOAK_RECORDS'] ?? 10_000), redis: Number(process.env['SOAK_RECORDS'] ?? 4_000) }
const hour = 60 * 60_000
const settingsWith = (vaultKeys: string) =>
  readSettings({
    APP_ORIGIN: 'http://localhost:3000',
    BLUE_BUTTON_URL: 'http://localhost:8000',
    BLUE_BUTTON_CLIENT_ID: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq',
    BLUE_BUTTON_CLIENT_SECRET: randomText(),
    VAULT_KEYS: vaultKeys,
  })

function newGrant() {
  const grant = readGrant(
    JSON.stringify({
      accessToken: randomText(),
      refreshToken: randomText(),
      accessEndsAtMs: Date.now() + hour,
      scopes: ['profile'],
      patient: '-10000010254618',
      grantEndsAt: null,
      version: 2,
      connectedAtMs: Date.now(),
    }),
  )
  if (!grant) throw new Error('not a grant')
  return grant
}

describe.each(storeKinds)('the master key is replaced under thousands of records: %s (SES-09)', (kind) => {
  const records = sizes[kind]
  let place: StorePlace
  beforeAll(async () => {
    place = await makePlace(kind)
  })
  afterAll(() => place.clear())

  it('killed halfway and run again: no read fails, no record is lost, and the old key may go', async () => {
    const url = place.url('rotate')
    const before = createVault(settingsWith(keys.old), () => openStore(url))
    const refs: GrantRef[] = []
    const grant = newGrant()
    for (let made = 0; made < records; made += 500) {
      refs.push(...(await Promise.all(Array.from({ length: 500 }, () => before.keep(grant, Date.now() + hour, Date.now() + hour)))))
    }
    await before.close()
    const app = createVault(settingsWith(both), () => openStore(url))
    const store = await openStore(url)
    const env = { VAULT_URL: url, VAULT_KEYS: both }
    const done = new AbortController()
    let failed = 0
    let reads = 0
    const readers = (async () => {
      while (!done.signal.aborted) {
        const ref = refs[Math.floor(Math.random() * refs.length)]
        if (ref && !(await app.open(ref).catch(() => null))) failed += 1
        reads += 1
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    })()

    const samples = refs.filter((_, index) => index % (records / 20) === 0)
    const movedSamples = async () => {
      const texts = await Promise.all(samples.map(({ id }) => store.get(hashId(id))))
      return texts.filter((record) => keyIdOf(record?.sealed ?? '') === 'new').length
    }
    const first = begin('vault', ['rotate'], env)
    while ((await movedSamples()) < 3 && !first.hasEnded()) await new Promise((resolve) => setTimeout(resolve, 2))
    first.kill('SIGKILL')
    expect((await first.ended).code).toBeNull()
    const halfway = await run('vault', ['status', '--json'], env)
    const status = z.object({ records: z.number(), needOlderKey: z.number() }).parse(JSON.parse(halfway.out))
    expect(halfway.code).toBe(3)
    expect(status.records).toBe(records)
    expect(status.needOlderKey).toBeGreaterThan(0)
    expect(status.needOlderKey).toBeLessThan(records)

    const startedAtMs = performance.now()
    const second = await run('vault', ['rotate', '--json'], env)
    expect(performance.now() - startedAtMs).toBeLessThan(60_000)
    expect([second.code, JSON.parse(second.out)]).toEqual([0, { moved: status.needOlderKey, current: records - status.needOlderKey, left: 0, key: 'new' }])
    done.abort()
    await readers
    expect([failed, reads > 20]).toEqual([0, true])

    const after = createVault(settingsWith(keys.new), () => openStore(url))
    for (let from = 0; from < records; from += 500) {
      const opened = await Promise.all(refs.slice(from, from + 500).map((ref) => after.open(ref)))
      expect(opened.every((open) => open?.grant.accessToken.reveal() === grant.accessToken.reveal())).toBe(true)
    }
    expect((await run('vault', ['status'], { VAULT_URL: url, VAULT_KEYS: keys.new })).code).toBe(0)
    await Promise.all([app.close(), after.close(), store.close()])
  }, 120_000)

  it('sweeps what is over, and says how many', async () => {
    const vault = createVault(settingsWith(keys.old), () => openStore(place.url('sweep')))
    await vault.keep(newGrant(), Date.now() + hour, Date.now() + 1)
    await vault.keep(newGrant(), Date.now() + hour, Date.now() + hour)
    const settings = { url: place.url('sweep'), keys: settingsWith(keys.old).vault.keys }
    const told = await runWish({ command: 'sweep', json: false }, settings, openStore, Date.now() + 1_000)
    expect(told).toEqual({ lines: ['Removed 1 record that were over.'], code: 0 })
    await vault.close()
  })
})

describe('what is told', () => {
  it('of a store that does not answer: one plain line, without its address or password', async () => {
    const { code, out, told } = await run('vault', ['status'], { VAULT_URL: 'redis://somebody:hunter2@127.0.0.1:1', VAULT_KEYS: both })
    expect([code, out, told]).toEqual([1, '', 'The store that VAULT_URL names does not answer, or cannot be written.'])
  })

  it('of a setting that is wrong: its name, not its value', async () => {
    const { code, told } = await run('vault', ['status'], { VAULT_URL: 'http://hunter2', VAULT_KEYS: 'k1:hunter2' })
    expect(code).toBe(1)
    expect(told).toMatch(/VAULT_URL .+\nVAULT_KEYS /)
    expect(told).not.toContain('hunter2')
  })

  it('of keys and records: their counts and the names of the keys', async () => {
    const place = await makePlace('libsql')
    const vault = createVault(settingsWith(keys.old), () => openStore(place.url('told')))
    const ref = await vault.keep(newGrant(), Date.now() + hour, Date.now() + hour)
    const settings = { url: place.url('told'), keys: settingsWith(both).vault.keys }
    const status = await runWish({ command: 'status', json: false }, settings, openStore)
    expect(status.lines).toEqual(['1 record, 0 of them over, 0 in the middle of a refresh.', '  1 record under the key old', '1 record still need an older key: run rotate before you take it away.'])
    expect(JSON.stringify(status)).not.toContain(hashId(ref.id))
    await vault.close()
    await place.clear()
  })
})

describe('what a person may type', () => {
  it.each(['status', 'rotate', 'sweep'])('%s, with or without --json', (name) => {
    expect(readWish([name])).toEqual({ command: name, json: false })
    expect(readWish(['--json', name])).toEqual({ command: name, json: true })
    expect(usage).toContain(name)
  })

  it.each([[['bogus']], [[]], [['status', 'sweep']], [['status', '--key=secret']]])('%j is no command', (args) => {
    expect(readWish(args)).toHaveProperty('problem', expect.stringMatching(/./))
  })

  it('--help asks for help', () => {
    expect(readWish(['--help'])).toEqual({ problem: '' })
  })
})
