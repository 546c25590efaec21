// Readiness says whether sessions can be kept and opened at all, soon, whatever is wrong with the store (AVL-08, AVL-10).
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setSettings } from '@/lib/bluebutton/testing'
import { hasRedis, type RedisServer, startRedis } from '@/lib/vault/testing'
import { vaultAnswers } from './ready'

describe.skipIf(!hasRedis)('with the store on Redis, ready is', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
    const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
    setSettings({ url: 'http://localhost:8000', app, signIn: async () => null }, { VAULT_URL: server.url })
  })
  afterAll(() => server.stop())

  /** Asks for at most so long, each time anew. */
  async function becomesReady(withinMs: number): Promise<boolean> {
    const endsAtMs = performance.now() + withinMs
    while (performance.now() < endsAtMs) {
      if (await vaultAnswers()) return true
      await new Promise(setImmediate)
    }
    return false
  }

  async function notReady(): Promise<void> {
    const startedAtMs = performance.now()
    await expect(vaultAnswers()).resolves.toBe(false)
    expect(performance.now() - startedAtMs).toBeLessThan(6_000)
  }

  it('true while it answers', async () => {
    await expect(vaultAnswers()).resolves.toBe(true)
  })

  it('false while it is full, and true again by itself', async () => {
    await server.client.config('SET', 'maxmemory', '1')
    await notReady()
    await server.client.config('SET', 'maxmemory', '0')
    await expect(becomesReady(5_000)).resolves.toBe(true)
  })

  it('false while it can only be read, and true again by itself', async () => {
    await server.client.replicaof('127.0.0.1', 1)
    await notReady()
    await server.client.replicaof('NO', 'ONE')
    await expect(becomesReady(5_000)).resolves.toBe(true)
  })

  it('false while it is frozen, and true again by itself', async () => {
    server.child.kill('SIGSTOP')
    await notReady()
    server.child.kill('SIGCONT')
    await expect(becomesReady(5_000)).resolves.toBe(true)
  })

  it('false when it is gone', async () => {
    await server.stop()
    await notReady()
  })
})
