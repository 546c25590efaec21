// A permission that could not be ended at once: its pair waits sealed for less than a day, alone, and is tried again when
// Medicare is back, by whichever process is there (quality SES-06).
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { listOf } from '@/lib/audit/audit-log'
import { processAudit } from '@/lib/audit/process-audit'
import { connectPerson, forgetUpstreams, playMedicare } from '@/lib/bluebutton/testing'
import { settings } from '@/lib/env'
import { openUnderMaster, sealUnderMaster } from '@/lib/master-seal'
import { Secret } from '@/lib/secret'
import { storeKinds, startRedis, type RedisServer } from '@/lib/vault/testing'
import { openRevocationStore, type RevocationStore } from './revocation-store'
import { createRevocations, keepMs, type Revocations } from './revocations'

const { medicare, env } = await playMedicare()
const folder = path.dirname((env['VAULT_URL'] ?? '').slice('file:'.length))

beforeEach(() => forgetUpstreams())

const lives = () => medicare.controls.listGrants().length
const minute = 60_000

describe.each(storeKinds)('on %s', (kind) => {
  let server: RedisServer | null = null
  let store: RevocationStore
  let queue: Revocations
  let now: number
  let planned: { work: () => void; ms: number }[]

  const world = () => ({
    now: () => now,
    open: () => openRevocationStore(server?.url ?? settings().vault.url),
    later: (work: () => void, ms: number) => {
      const plan = { work, ms }
      planned.push(plan)
      return () => void (planned = planned.filter((one) => one !== plan))
    },
  })

  beforeAll(async () => {
    server = kind === 'redis' ? await startRedis() : null
    store = await openRevocationStore(server?.url ?? settings().vault.url)
  })

  beforeEach(async () => {
    for (const { id } of await store.list()) await store.remove(id)
    now = Date.now()
    planned = []
    queue = createRevocations(world())
  })

  afterEach(() => queue.end())

  afterAll(async () => {
    await store.close()
    await server?.stop()
  })

  const wait = async () => {
    const { ref, grant } = await connectPerson(medicare, {})
    await expect(queue.wait(ref.id, grant)).resolves.toBe(true)
    return { ref, grant }
  }
  const lineOf = async (id: string) => (await processAudit().read(id)).lines.at(-1)

  it('is ended and proven when Medicare is back, and nothing is left (SES-06)', async () => {
    medicare.controls.faults.add({ action: { kind: 'transport', how: 'reset-before' }, match: { route: ['revoke', 'coverage', 'refresh'] } })
    const { ref } = await wait()
    await expect(queue.retry()).resolves.toMatchObject({ ended: 0, waiting: 1 })
    expect(lives()).toBe(1)
    medicare.controls.faults.clear()
    await expect(queue.retry()).resolves.toMatchObject({ ended: 1, waiting: 0 })
    expect([lives(), await store.list()]).toEqual([0, []])
    expect(medicare.controls.journal.entries({ route: 'coverage' }).at(-1)?.status).toBe(401)
    expect(await lineOf(ref.id)).toMatchObject({ deed: 'revoked-later', words: ['ended'] })
  })

  it('a token that lapsed meanwhile is renewed first, and the newer pair is kept before it is used', async () => {
    await wait()
    medicare.controls.expireAccessTokens()
    const [before] = await store.list()
    medicare.controls.faults.add({ match: { route: 'revoke' }, action: { kind: 'answer', status: 503, body: '' }, times: 1 })
    await expect(queue.retry()).resolves.toMatchObject({ ended: 0, waiting: 1 })
    const [after] = await store.list()
    expect(after?.sealed).not.toBe(before?.sealed)
    expect(after?.endsAtMs).toBe(before?.endsAtMs)
    await expect(queue.retry()).resolves.toMatchObject({ ended: 1 })
    expect(lives()).toBe(0)
  })

  it('what the person ended at Medicare.gov meanwhile is over', async () => {
    await wait()
    medicare.controls.revokeAtMedicare()
    await expect(queue.retry()).resolves.toMatchObject({ ended: 1, waiting: 0 })
  })

  it('a pair that was replaced by a newer permission is let go, and the newer one lives', async () => {
    const { ref } = await wait()
    await connectPerson(medicare, {})
    await expect(queue.retry()).resolves.toMatchObject({ lost: 1, waiting: 0 })
    expect(lives()).toBe(1)
    expect(await lineOf(ref.id)).toMatchObject({ words: ['lost'] })
  })

  it('is given up within a day, tried or not, and said so', async () => {
    medicare.controls.faults.add({ action: { kind: 'transport', how: 'reset-before' } })
    medicare.controls.faults.clear()
    const { ref } = await wait()
    now += keepMs - 30 * minute
    medicare.controls.journal.clear()
    await expect(queue.retry()).resolves.toEqual({ ended: 0, lost: 0, givenUp: 1, waiting: 0 })
    expect(medicare.controls.journal.entries()).toEqual([])
    expect(await store.list()).toEqual([])
    expect(await lineOf(ref.id)).toMatchObject({ words: ['given-up'] })
  })

  it('waits longer and longer, at most half an hour, begins when the process begins, and stops when it stops', async () => {
    medicare.controls.faults.add({ action: { kind: 'transport', how: 'reset-before' }, match: { route: ['revoke', 'coverage', 'refresh'] } })
    await wait()
    queue.begin()
    const pauses: number[] = []
    for (let count = 0; count < 7; count++) {
      await vi.waitFor(() => expect(planned).toHaveLength(1), 10_000)
      const plan = planned.shift()
      pauses.push((plan?.ms ?? 0) / minute)
      plan?.work()
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30])
    await vi.waitFor(() => expect(planned).toHaveLength(1), 10_000)
    queue.end()
    expect(planned).toEqual([])
  })

  it('two processes do not try the same pair at once: a refresh token works once', async () => {
    await wait()
    medicare.controls.expireAccessTokens()
    const other = createRevocations(world())
    const counts = await Promise.all([queue.retry(), other.retry()])
    expect(counts.map(({ ended }) => ended).toSorted()).toEqual([0, 1])
    expect(medicare.controls.journal.entries({ route: 'refresh' }).map(({ status }) => status)).toEqual([200])
    await other.close()
  })

  it('holds the pair and nothing else, and nothing opens with the store alone (SES-07)', async () => {
    const { ref, grant } = await wait()
    const [row] = await store.list()
    if (!row) throw new Error('a row waits')
    const purpose = `revocation ${settings().blueButton.url} ${row.id}`
    const text = openUnderMaster(row.sealed, settings().vault.keys, purpose)
    expect(JSON.parse(text ?? 'null')).toEqual({ access: grant.accessToken.reveal(), refresh: grant.refreshToken?.reveal() })
    expect(row.id).toBe(listOf(ref.id))
    for (const secret of [grant.accessToken.reveal(), grant.refreshToken?.reveal() ?? '', ref.id, grant.patient ?? 'none']) expect(JSON.stringify(row)).not.toContain(secret)
    const strangers = [{ id: 'test', key: new Secret(randomBytes(32).toString('base64url')) }]
    expect(openUnderMaster(row.sealed, strangers, purpose)).toBeNull()
    expect(openUnderMaster(row.sealed, settings().vault.keys, `${purpose}x`)).toBeNull()
  })

  it('a row that was damaged, or belongs to another Medicare, is shown to nobody and goes at its end', async () => {
    const [key] = settings().vault.keys
    const elsewhere = sealUnderMaster(JSON.stringify({ access: 'a', refresh: null }), key, 'revocation https://elsewhere.example one')
    await store.put({ id: 'one', sealed: elsewhere, endsAtMs: now + keepMs })
    await store.put({ id: 'two', sealed: 'm1.test.AAAA', endsAtMs: now + keepMs })
    await expect(queue.retry()).resolves.toMatchObject({ waiting: 2 })
    expect(medicare.controls.journal.entries()).toEqual([])
    now += keepMs
    await expect(queue.retry()).resolves.toMatchObject({ givenUp: 2, waiting: 0 })
  })
})

it('when the queue cannot be kept, nobody is told that it waits', async () => {
  const queue = createRevocations({ now: Date.now, later: () => () => undefined, open: () => Promise.reject(new Error('disk full')) })
  const { ref, grant } = await connectPerson(medicare, {})
  await expect(queue.wait(ref.id, grant)).resolves.toBe(false)
  await expect(queue.retry()).rejects.toThrow('disk full')
})

it('lies in a file of its own beside the vault', () => {
  expect(readdirSync(folder)).toContain('vault-revocations.db')
  expect(readFileSync(path.join(folder, 'vault-revocations.db')).length).toBeGreaterThan(0)
})
