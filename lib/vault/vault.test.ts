// A person's grant can be kept, opened, replaced and forgotten by whoever holds the cookie, and by nobody else. Held on
// each kind of store.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Unavailable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { type Binding, hashId, unseal, unwraps } from './cipher'
import { type Grant, readGrant, writeGrant } from './grant'
import { openStore } from './open-store'
import { personName } from './person'
import type { Store } from './store'
import { makePlace, randomText, settingsWith, storeKinds, type StorePlace } from './testing'
import { createVault, type GrantRef, type Vault } from './vault'

const hour = 60 * 60_000
const keys = { one: `one:${randomText()}`, two: `two:${randomText()}` }
// Redis ends things by its own clock, so ours starts where that is.
let now = Date.now()
const tokensOf = (grant: Grant | undefined) => [grant?.accessToken.reveal(), grant?.refreshToken?.reveal()]

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

describe.each(storeKinds)('%s', (kind) => {
  let place: StorePlace
  const opened: Vault[] = []

  beforeAll(async () => {
    place = await makePlace(kind)
  })

  afterAll(async () => {
    await Promise.all(opened.map((vault) => vault.close()))
    await place.clear()
  })

  function openVault(name: string, vaultKeys = keys.one, more: Record<string, string> = {}): Vault {
    const vault = createVault(settingsWith(vaultKeys, more), () => openStore(place.url(name)), () => now)
    opened.push(vault)
    return vault
  }

  const rawRow = (name: string, ref: GrantRef, change?: (sealed: string) => string) => place.sealed(name, ref.id, change)

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
      const bytes = await place.dump('stolen')
      const masters = Object.values(keys).map((key) => key.split(':')[1])
      const secrets = [...grants.flatMap(tokensOf), ...refs.flatMap((ref) => [ref.id, ref.half.reveal()]), ...masters, '-10000010254618', '-20140000009893', 'Coverage']
      for (const secret of secrets) expect(bytes.includes(secret ?? 'never')).toBe(false)
      for (const ref of refs) expect(bytes.includes(hashId(ref.id))).toBe(true)
    })

    it('a copy of everything and the master key open 0 of 100 records', async () => {
      const vault = openVault('no-half')
      const refs = await Promise.all(Array.from({ length: 100 }, () => vault.keep(newGrant(), now + hour, now + hour)))
      const settings = settingsWith(keys.one)
      const guesses = (storedId: string) => [new Secret(''), new Secret(randomText()), settings.vault.keys[0].key, new Secret(storedId)]
      const store = await openStore(place.url('no-half'))
      let records = 0
      for await (const found of store.list()) {
        for (const [storedId, { sealed }] of found) {
          records += 1
          const binding: Binding = { storedId, purpose: 'grant', environment: settings.blueButton.url }
          expect(unwraps(sealed, settings.vault.keys, binding)).toBe(true)
          expect(guesses(storedId).filter((half) => unseal(sealed, settings.vault.keys, half, binding) !== null)).toEqual([])
        }
      }
      await store.close()
      expect(records).toBe(100)
      await expect(openVault('no-half').open({ id: refs[0]?.id ?? '', half: refs[1]?.half ?? new Secret('') })).resolves.toBeNull()
    })

    it('a record with any byte of it flipped: the same answer as for one that is not there', async () => {
      const vault = openVault('flipped')
      const ref = await vault.keep(newGrant(), now + hour, now + hour)
      const bytes = Buffer.from(await rawRow('flipped', ref), 'latin1')
      const store = await openStore(place.url('flipped'))
      const answers = new Set<unknown>()
      for (let at = 0; at < bytes.length; at += 1) {
        const altered = Buffer.from(bytes)
        altered[at] = (altered[at] ?? 0) ^ 1
        await store.delete(hashId(ref.id))
        await store.add(hashId(ref.id), { sealed: altered.toString('latin1'), endsAtMs: now + hour, idleEndsAtMs: now + hour })
        answers.add(await vault.open(ref).catch((error: unknown) => error))
      }
      await store.close()
      expect([...answers]).toEqual([null])
      expect(bytes.length).toBeGreaterThan(400)
    })

    it('the names of leases: the store sees their hashes', async () => {
      const vault = openVault('names')
      await vault.lease('attempt canary-of-a-name', 'me', 60_000)
      const bytes = await place.dump('names')
      expect(bytes.includes('canary')).toBe(false)
      expect(bytes.includes(hashId('attempt canary-of-a-name'))).toBe(true)
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
      expect(await rawRow('turning', ref)).toMatch(/^v2\.one\./)
      await expect(turned.replace(ref, newGrant(), 1)).resolves.toBe(true)
      expect(await rawRow('turning', ref)).toMatch(/^v2\.two\./)
      await expect(openVault('turning', keys.two).open(ref)).resolves.not.toBeNull()
    })

    it('a key that is gone from the list opens nothing, and the vault goes on; who brings it back finds everything', async () => {
      const ref = await openVault('gone').keep(newGrant(), now + hour, now + hour)
      const after = openVault('gone', keys.two)
      await expect(after.open(ref)).resolves.toBeNull()
      await expect(openVault('gone', `one:${randomText()}`).open(ref)).resolves.toBeNull()
      await expect(openVault('gone', `${keys.two},${keys.one}`).open(ref)).resolves.not.toBeNull()
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

  describe('a refresh that is noted (SES-10, SES-11)', () => {
    it('is found by the next one when nobody came back, and is over when the pair is stored', async () => {
      const vault = openVault('noted')
      const ref = await vault.keep(newGrant(), now + hour, now + hour)
      const first = (await vault.lease('refresh', 'dead', 1)) ?? 0
      await expect(vault.intend(ref, 1, first)).resolves.toEqual({ earlier: null })
      await expect(vault.intend(ref, 1, first + 1)).resolves.toEqual({ earlier: { fence: first, atMs: now } })
      await expect(vault.replace(ref, newGrant(), 1, { fence: first + 1 })).resolves.toBe(true)
      await expect(vault.intend(ref, 2, first + 2)).resolves.toEqual({ earlier: null })
      await vault.settle(ref, first + 2)
      await expect(vault.intend(ref, 2, first + 3)).resolves.toEqual({ earlier: null })
    })

    it('does not begin for a record that somebody forgot or renewed, nor under a lease that is no longer the last', async () => {
      const vault = openVault('not-noted')
      const [gone, newer, late] = await Promise.all(Array.from({ length: 3 }, () => vault.keep(newGrant(), now + hour, now + hour)))
      if (!gone || !newer || !late) throw new Error('three were kept')
      await vault.forget(gone)
      await vault.replace(newer, newGrant(), 1)
      await vault.intend(late, 1, 9)
      for (const ref of [gone, newer, late]) await expect(vault.intend(ref, 1, 8)).resolves.toBeNull()
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

  describe('all sessions of one person (quality C1)', () => {
    const of = (patient: string | null) => ({ ...newGrant(), patient })
    const keep = (vault: Vault, patient: string | null, begunMs = 0) => vault.keep(of(patient), now + 12 * hour + begunMs, now + hour)

    it('are counted and ended together, and nobody else’s with them', async () => {
      const vault = openVault('everywhere')
      const mine = [await keep(vault, '-1'), await keep(vault, '-1'), await keep(vault, '-1')]
      const yours = await keep(vault, '-2')
      await expect(vault.countSessions(of('-1'))).resolves.toBe(3)
      await expect(vault.endSessions(of('-1'))).resolves.toBe(3)
      for (const ref of mine) await expect(vault.open(ref)).resolves.toBeNull()
      await expect(vault.open(yours)).resolves.not.toBeNull()
      await expect(vault.countSessions(of('-1'))).resolves.toBe(0)
      await expect(vault.endSessions(of('-1'))).resolves.toBe(0)
    })

    it('the oldest are ended first, whatever the clock said when they began; what is over counts no more (AVL-09)', async () => {
      const vault = openVault('oldest')
      const refs = [await keep(vault, '-1', 3_000), await keep(vault, '-1', 1_000), await keep(vault, '-1', 2_000), await keep(vault, '-1', 0)]
      await vault.keep(of('-1'), now + 12 * hour, now)
      await expect(vault.countSessions(of('-1'))).resolves.toBe(4)
      await expect(vault.endSessions(of('-1'), 2)).resolves.toBe(2)
      const alive = await Promise.all(refs.map(async (ref) => (await vault.open(ref)) !== null))
      expect(alive).toEqual([false, false, true, true])
    })

    it('know whether another was begun since: of the same person, and still open', async () => {
      const vault = openVault('newer')
      const [first, second] = [await keep(vault, '-1'), await keep(vault, '-1')]
      await keep(vault, '-2')
      await expect(vault.hasNewer(first, of('-1'))).resolves.toBe(true)
      await expect(vault.hasNewer(second, of('-1'))).resolves.toBe(false)
      await expect(vault.hasNewer(await keep(vault, null), of(null))).resolves.toBe(false)
      await vault.forget(second)
      await expect(vault.hasNewer(first, of('-1'))).resolves.toBe(false)
      await expect(vault.hasNewer(second, of('-1'))).resolves.toBe(false)
    })

    it('are found under an older master key too, as long as it is in the list (SES-09)', async () => {
      await keep(openVault('older'), '-1')
      const vault = openVault('older', `${keys.two},${keys.one}`)
      const newest = await keep(vault, '-1', -hour)
      await expect(vault.countSessions(of('-1'))).resolves.toBe(2)
      await expect(vault.endSessions(of('-1'), 1)).resolves.toBe(1)
      await expect(vault.open(newest)).resolves.not.toBeNull()
      await expect(vault.endSessions(of('-1'))).resolves.toBe(1)
    })

    it('nobody’s are nobody’s, and at another Medicare the same number is somebody else', async () => {
      const vault = openVault('nobody')
      const ref = await keep(vault, null)
      await keep(vault, '-1')
      await expect(vault.countSessions(of(null))).resolves.toBeNull()
      await expect(vault.endSessions(of(null))).resolves.toBe(0)
      await expect(vault.open(ref)).resolves.not.toBeNull()
      await expect(openVault('nobody', keys.one, { BLUE_BUTTON_URL: 'http://localhost:8001' }).countSessions(of('-1'))).resolves.toBe(0)
    })

    it('the store learns nothing of who it is: with the number in hand and without the master key nothing is found', async () => {
      const vault = openVault('unnamed')
      await keep(vault, '-10000010254618')
      const dump = (await place.dump('unnamed')).toString('latin1')
      expect(dump).not.toContain('-10000010254618')
      for (const encoding of ['hex', 'base64url'] as const) {
        const plain = createHash('sha256').update('-10000010254618').digest(encoding)
        expect(dump).not.toContain(plain)
      }
      expect(dump).toContain(personName(settingsWith(keys.one).vault.keys[0], settingsWith(keys.one).blueButton.url, '-10000010254618'))
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
        () => vault.intend(ref, 1, 1),
        () => vault.settle(ref, 1),
        () => vault.lease('name', 'holder', 1_000),
        () => vault.renew('name', 'holder', 1_000),
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
      const vault = createVault(settingsWith(keys.one), async () => (mended ? openStore(place.url('mended')) : Promise.reject(new Error('disk'))), () => now)
      opened.push(vault)
      await expect(vault.keep(newGrant(), now + hour, now + hour)).rejects.toBeInstanceOf(Unavailable)
      mended = true
      const ref = await vault.keep(newGrant(), now + hour, now + hour)
      await expect(vault.open(ref)).resolves.not.toBeNull()
    })

    it('that fails in the middle says so too, and works on afterwards', async () => {
      const real = await openStore(place.url('middle'))
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

    it('that says nothing is unavailable when the deadline is over, while opening and afterwards', async () => {
      const silent = new Promise<never>(() => undefined)
      const real = await openStore(place.url('silent'))
      const openings = [() => silent, async (): Promise<Store> => ({ ...real, get: () => silent })]
      for (const opening of openings) {
        const vault = createVault(settingsWith(keys.one), opening, () => now, 20)
        await expect(vault.open({ id: randomText(), half: new Secret(randomText()) })).rejects.toBeInstanceOf(Unavailable)
      }
      await real.close()
    })

    it('does not lose a pair that lives nowhere else: it is stored when the store is back, once', async () => {
      const real = await openStore(place.url('patience'))
      let failures = 2
      const texts = new Set<string>()
      const store: Store = {
        ...real,
        async replace(id, sealed, revision, fence) {
          texts.add(sealed)
          // The first is done although its answer is lost, the second never arrives.
          if (failures === 2) await real.replace(id, sealed, revision, fence)
          failures -= 1
          return failures >= 0 ? Promise.reject(new Error('reset')) : real.replace(id, sealed, revision, fence)
        },
      }
      const vault = createVault(settingsWith(keys.one), async () => store, () => now)
      opened.push(vault)
      const ref = await vault.keep(newGrant(), now + hour, now + hour)
      const pair = newGrant()
      await expect(vault.replace(ref, pair, 1, { fence: 3, forMs: 10_000 })).resolves.toBe(true)
      const open = await vault.open(ref)
      expect([open?.revision, texts.size]).toEqual([2, 1])
      expect(tokensOf(open?.grant)).toEqual(tokensOf(pair))
    })

    it('is opened once, however many come first together', async () => {
      let openings = 0
      const vault = createVault(
        settingsWith(keys.one),
        async () => {
          openings += 1
          return openStore(place.url('once'))
        },
        () => now,
      )
      opened.push(vault)
      await Promise.all(Array.from({ length: 20 }, () => vault.lease(randomText(), 'me', 1_000)))
      expect(openings).toBe(1)
    })
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
