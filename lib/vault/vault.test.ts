// A person's grant can be kept, opened, replaced and forgotten by whoever holds the cookie, and by nobody else. Run on the
// embedded store, in a file of its own.
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { hashId } from './cipher'
import { type Grant, readGrant, writeGrant } from './grant'
import { openLibsqlStore } from './libsql-store'
import type { Store } from './store'
import { createVault, type GrantRef, type Vault } from './vault'

const hour = 60 * 60_000
const randomText = () => randomBytes(32).toString('base64url')
const keys = { one: `one:${randomText()}`, two: `two:${randomText()}` }
let folder = ''
let now = Date.UTC(2026, 10, 22)
const opened: Vault[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainclaim-vault-'))
})

afterAll(async () => {
  await Promise.all(opened.map((vault) => vault.close()))
  await rm(folder, { recursive: true, force: true })
})

function settingsWith(vaultKeys: string, more: Record<string, string> = {}) {
  return readSettings({
    APP_ORIGIN: 'http://localhost:3000',
    BLUE_BUTTON_URL: 'http://localhost:8000',
    BLUE_BUTTON_CLIENT_ID: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq',
    BLUE_BUTTON_CLIENT_SECRET: randomText(),
    VAULT_KEYS: vaultKeys,
    ...more,
  })
}

const urlOf = (file: string) => `file:${join(folder, file)}`

function openVault(file: string, vaultKeys = keys.one, more: Record<string, string> = {}): Vault {
  const vault = createVault(settingsWith(vaultKeys, more), () => openLibsqlStore(urlOf(file)), () => now)
  opened.push(vault)
  return vault
}

function newGrant(more: Partial<Grant> = {}): Grant {
  return {
    accessToken: new Secret(randomText()),
    refreshToken: new Secret(randomText()),
    accessEndsAtMs: now + hour,
    scopes: new Set(['patient/Coverage.rs', 'profile']),
    patient: '-10000010254618',
    grantEndsAt: '2027-12-22T01:59:14.000Z',
    version: 2,
    connectedAtMs: now,
    ...more,
  }
}

const tokensOf = (grant: Grant | undefined) => [grant?.accessToken.reveal(), grant?.refreshToken?.reveal()]

async function rawRow(file: string, ref: GrantRef, change?: (sealed: string) => string): Promise<string> {
  const client = createClient({ url: urlOf(file) })
  const { rows } = await client.execute({ sql: 'select sealed from record where id = ?', args: [hashId(ref.id)] })
  const sealed = String(rows[0]?.['sealed'])
  if (change) await client.execute({ sql: 'update record set sealed = ? where id = ?', args: [change(sealed), hashId(ref.id)] })
  client.close()
  return sealed
}

async function dump(file: string): Promise<Buffer> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(file))
  expect(names.length).toBeGreaterThan(0)
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))))
}

describe('a grant that is kept', () => {
  it('opens with the same tokens, scopes, dates and person', async () => {
    const vault = openVault('keep')
    const grant = newGrant()
    const ref = await vault.keep(grant, now + 12 * hour, now + hour)
    const open = await vault.open(ref)
    expect(tokensOf(open?.grant)).toEqual(tokensOf(grant))
    expect(open).toMatchObject({ revision: 1, endsAtMs: now + 12 * hour, idleEndsAtMs: now + hour })
    expect(open?.grant).toMatchObject({ scopes: grant.scopes, patient: grant.patient, grantEndsAt: grant.grantEndsAt, version: 2 })
  })

  it('survives a restart: another opening of the same file reads it', async () => {
    const before = openVault('restart')
    const grant = newGrant({ refreshToken: null, patient: null, grantEndsAt: null, version: 3 })
    const ref = await before.keep(grant, now + hour, now + hour)
    await before.close()
    expect(tokensOf((await openVault('restart').open(ref))?.grant)).toEqual(tokensOf(grant))
  })

  it('has an id and a half of 256 random bits, new each time (SES-02)', async () => {
    const vault = openVault('ids')
    const refs = await Promise.all(Array.from({ length: 50 }, () => vault.keep(newGrant(), now + hour, now + hour)))
    expect(new Set(refs.flatMap((ref) => [ref.id, ref.half.reveal()])).size).toBe(100)
    for (const ref of refs) expect(Buffer.from(ref.id, 'base64url')).toHaveLength(32)
  })

  it('is gone once forgotten, and an id that never was opens nothing', async () => {
    const vault = openVault('forget')
    const ref = await vault.keep(newGrant(), now + hour, now + hour)
    await vault.forget(ref)
    await expect(vault.open(ref)).resolves.toBeNull()
    await expect(vault.open({ id: randomText(), half: new Secret(randomText()) })).resolves.toBeNull()
    await expect(vault.replace(ref, newGrant(), 1)).resolves.toBe(false)
  })
})

describe('who stole something opens nothing (SES-07, SES-08)', () => {
  it('the file holds no token, no person, no id of a cookie and no half of a key', async () => {
    const vault = openVault('stolen')
    const grants = Array.from({ length: 20 }, () => newGrant())
    const refs = await Promise.all(grants.map((grant) => vault.keep(grant, now + hour, now + hour)))
    await Promise.all(refs.map((ref) => vault.replace(ref, newGrant({ patient: '-20140000009893' }), 1)))
    const bytes = await dump('stolen')
    const masters = Object.values(keys).map((key) => key.split(':')[1])
    const secrets = [...grants.flatMap(tokensOf), ...refs.flatMap((ref) => [ref.id, ref.half.reveal()]), ...masters, '-10000010254618', '-20140000009893', 'Coverage']
    for (const secret of secrets) expect(bytes.includes(secret ?? 'never')).toBe(false)
    for (const ref of refs) expect(bytes.includes(hashId(ref.id))).toBe(true)
  })

  it('the file and the master key without the half in the cookie', async () => {
    const vault = openVault('no-half')
    const ref = await vault.keep(newGrant(), now + hour, now + hour)
    await expect(openVault('no-half').open({ id: ref.id, half: new Secret(randomText()) })).resolves.toBeNull()
  })

  it('the file and the cookie without the master key', async () => {
    const ref = await openVault('no-master').keep(newGrant(), now + hour, now + hour)
    await expect(openVault('no-master', `one:${randomText()}`).open(ref)).resolves.toBeNull()
  })

  it("one person's sealed text in another person's row", async () => {
    const vault = openVault('swapped')
    const [mine, yours] = await Promise.all([vault.keep(newGrant(), now + hour, now + hour), vault.keep(newGrant(), now + hour, now + hour)])
    const text = await rawRow('swapped', yours)
    await rawRow('swapped', mine, () => text)
    await expect(vault.open(mine)).resolves.toBeNull()
    await expect(vault.open({ id: mine.id, half: yours.half })).resolves.toBeNull()
    await expect(vault.open(yours)).resolves.not.toBeNull()
  })

  it('a record of the sandbox under the settings of another place', async () => {
    const ref = await openVault('places').keep(newGrant(), now + hour, now + hour)
    const elsewhere = openVault('places', keys.one, { BLUE_BUTTON_URL: 'https://sandbox.bluebutton.cms.gov' })
    await expect(elsewhere.open(ref)).resolves.toBeNull()
  })

  it('what does not open is forgotten, never tried again', async () => {
    const vault = openVault('damaged')
    const ref = await vault.keep(newGrant(), now + hour, now + hour)
    const whole = await rawRow('damaged', ref, (sealed) => `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'B' : 'A'}`)
    await expect(vault.open(ref)).resolves.toBeNull()
    await rawRow('damaged', ref, () => whole)
    await expect(vault.open(ref)).resolves.toBeNull()
  })
})

describe('keys turn over (SES-09)', () => {
  it('the second key of the list opens what it sealed when it was the first', async () => {
    const grant = newGrant()
    const ref = await openVault('turning').keep(grant, now + hour, now + hour)
    const turned = openVault('turning', `${keys.two},${keys.one}`)
    expect(tokensOf((await turned.open(ref))?.grant)).toEqual(tokensOf(grant))
    expect(await rawRow('turning', ref)).toMatch(/^v1\.one\./)
    await expect(turned.replace(ref, newGrant(), 1)).resolves.toBe(true)
    expect(await rawRow('turning', ref)).toMatch(/^v1\.two\./)
    await expect(openVault('turning', keys.two).open(ref)).resolves.not.toBeNull()
  })

  it('a key that is gone from the list opens nothing, and the vault goes on', async () => {
    const ref = await openVault('gone').keep(newGrant(), now + hour, now + hour)
    const after = openVault('gone', keys.two)
    await expect(after.open(ref)).resolves.toBeNull()
    const next = await after.keep(newGrant(), now + hour, now + hour)
    await expect(after.open(next)).resolves.not.toBeNull()
  })
})

describe('two writers', () => {
  it('the one who read an older revision does not overwrite the newer grant', async () => {
    const [one, two] = [openVault('writers'), openVault('writers')]
    const ref = await one.keep(newGrant(), now + hour, now + hour)
    const winner = newGrant()
    await expect(one.replace(ref, winner, 1)).resolves.toBe(true)
    await expect(two.replace(ref, newGrant(), 1)).resolves.toBe(false)
    const open = await two.open(ref)
    expect(open?.revision).toBe(2)
    expect(tokensOf(open?.grant)).toEqual(tokensOf(winner))
  })

  it('of twenty at once, exactly one writes', async () => {
    const vaults = [openVault('twenty'), openVault('twenty')]
    const ref = await openVault('twenty').keep(newGrant(), now + hour, now + hour)
    const won = await Promise.all(Array.from({ length: 20 }, (_, index) => vaults[index % 2]?.replace(ref, newGrant(), 1)))
    expect(won.filter(Boolean)).toHaveLength(1)
  })
})

describe('a session ends by itself (SES-03)', () => {
  it('a second before its idle end it opens, at its idle end it does not', async () => {
    const vault = openVault('idle')
    const ref = await vault.keep(newGrant(), now + 12 * hour, now + hour)
    now += hour - 1_000
    await expect(vault.open(ref)).resolves.not.toBeNull()
    now += 1_000
    await expect(vault.open(ref)).resolves.toBeNull()
    now -= hour
    await expect(vault.open(ref)).resolves.toBeNull()
  })

  it('a touch moves the idle end, and nothing moves the absolute end', async () => {
    const vault = openVault('absolute')
    const endsAtMs = now + 12 * hour
    const ref = await vault.keep(newGrant(), endsAtMs, now + hour)
    await vault.touch(ref, endsAtMs + hour)
    now = endsAtMs - 1
    await expect(vault.open(ref)).resolves.toMatchObject({ endsAtMs, idleEndsAtMs: endsAtMs + hour })
    now = endsAtMs
    await expect(vault.open(ref)).resolves.toBeNull()
  })

  it('what is over is swept away, and only that', async () => {
    const vault = openVault('sweep')
    const [idle, over, live] = await Promise.all([
      vault.keep(newGrant(), now + 12 * hour, now + 1),
      vault.keep(newGrant(), now + 1, now + 1),
      vault.keep(newGrant(), now + 12 * hour, now + 12 * hour),
    ])
    await vault.lease('short', 'me', 1)
    now += hour
    await expect(vault.sweep()).resolves.toBe(2)
    for (const ref of [idle, over]) await expect(vault.open(ref)).resolves.toBeNull()
    await expect(vault.open(live)).resolves.not.toBeNull()
    await expect(vault.sweep()).resolves.toBe(0)
  })
})

describe('a store that is broken (AVL-08)', () => {
  const broken = (error: unknown) => createVault(settingsWith(keys.one), () => Promise.reject(error), () => now)

  it('is said to be unavailable by every method: never an empty answer, never an open door', async () => {
    const vault = broken(new Error('SQLITE_CANTOPEN: /secret/path/vault.db'))
    const ref = { id: randomText(), half: new Secret(randomText()) }
    const calls: readonly (() => Promise<unknown>)[] = [
      () => vault.keep(newGrant(), now + hour, now + hour),
      () => vault.open(ref),
      () => vault.replace(ref, newGrant(), 1),
      () => vault.touch(ref, now),
      () => vault.forget(ref),
      () => vault.lease('name', 'holder', 1_000),
      () => vault.release('name', 'holder'),
      () => vault.sweep(),
      () => vault.close(),
    ]
    for (const call of calls) {
      const error: unknown = await call().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(Unavailable)
      expect(String(error)).toBe('Unavailable: unavailable: vault store')
      expect(error).not.toHaveProperty('cause')
    }
  })

  it('is opened again by the next caller, without a restart', async () => {
    let mended = false
    const vault = createVault(settingsWith(keys.one), async () => (mended ? openLibsqlStore(urlOf('mended')) : Promise.reject(new Error('disk'))), () => now)
    opened.push(vault)
    await expect(vault.keep(newGrant(), now + hour, now + hour)).rejects.toBeInstanceOf(Unavailable)
    mended = true
    const ref = await vault.keep(newGrant(), now + hour, now + hour)
    await expect(vault.open(ref)).resolves.not.toBeNull()
  })

  it('that fails in the middle says so too, and works on afterwards', async () => {
    const real = await openLibsqlStore(urlOf('middle'))
    let failing = false
    const store: Store = { ...real, get: (id) => (failing ? Promise.reject(new Error('SQLITE_BUSY')) : real.get(id)) }
    const vault = createVault(settingsWith(keys.one), async () => store, () => now)
    opened.push(vault)
    const ref = await vault.keep(newGrant(), now + hour, now + hour)
    failing = true
    await expect(vault.open(ref)).rejects.toBeInstanceOf(Unavailable)
    failing = false
    await expect(vault.open(ref)).resolves.not.toBeNull()
  })

  it('is opened once, however many come first together', async () => {
    let openings = 0
    const vault = createVault(
      settingsWith(keys.one),
      async () => {
        openings += 1
        return openLibsqlStore(urlOf('once'))
      },
      () => now,
    )
    opened.push(vault)
    await Promise.all(Array.from({ length: 20 }, () => vault.lease(randomText(), 'me', 1_000)))
    expect(openings).toBe(1)
  })
})

describe('what a grant is written as', () => {
  it('comes back as it was', () => {
    const grant = newGrant()
    expect(tokensOf(readGrant(writeGrant(grant)) ?? undefined)).toEqual(tokensOf(grant))
  })

  it.each(['', 'null', '[]', '{}', '{"accessToken":""}', 'not json', JSON.stringify({ ...JSON.parse(writeGrant(newGrant())), version: 1 }), writeGrant(newGrant()).slice(0, -1)])(
    'anything else is no grant: %s',
    (text) => {
      expect(readGrant(text)).toBeNull()
    },
  )
})
