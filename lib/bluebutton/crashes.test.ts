// A process that is killed at any point of a refresh, on each kind of store: no session is lost, no lease stays, and the
// person reconnects only where Medicare had given out a new pair already (quality SES-11). SOAK_CRASHES sets how often.
import { describe, expect, it } from 'vitest'
import { SignInNeeded } from '@/lib/errors'
import { processVault } from '@/lib/vault/process-vault'
import { storeKinds } from '@/lib/vault/testing'
import { refreshOnce } from './access'
import { connectAtExpiry, refreshStatuses, shareStore } from './processes/testing'
import { playMedicare } from './testing'

const crashes = Number(process.env['SOAK_CRASHES'] ?? 1)
const { medicare, env } = await playMedicare()

describe.each(storeKinds)('with the store on %s', (kind) => {
  const start = shareStore(kind, env)

  const points: readonly [point: string, then: 'served' | 'connection-interrupted', hook: string][] = [
    ['before the lease', 'served', 'lease: die'],
    ['after the lease', 'served', 'lease: async (...args) => (await short(...args), die())'],
    ['after the note', 'served', 'intend: async (...args) => (await store.intend(...args), die())'],
    ['before the new pair is stored', 'connection-interrupted', 'replace: die'],
    ['after the new pair is stored', 'served', 'replace: async (...args) => (await store.replace(...args), die())'],
    ['before the lease is released', 'served', 'release: die'],
  ]

  it.each(points)(`killed ${crashes} times %s: the session lives, and the next request is %s`, async (_, then, hook) => {
    const hooked = `
      const die = () => (process.kill(process.pid, 'SIGKILL'), new Promise(() => {}))
      const store = await openStore(settings().vault.url)
      // A dead holder's lease is waited for; here it is a short one.
      const short = (name, holder, ttlMs, nowMs) => store.lease(name, holder, 50, nowMs)
      globalThis[Symbol.for('plainclaim.vault')] = createVault(settings(), async () => ({ ...store, lease: short, ${hook} }))`
    for (let count = 0; count < crashes; count += 1) {
      medicare.controls.journal.clear()
      const ref = await connectAtExpiry(medicare)
      const child = start(hooked)
      await expect(child.serve(ref, 1)).resolves.toBeNull()
      const opened = await processVault().open(ref)
      expect(opened).not.toBeNull()
      const outcome = opened && opened.revision > 1 ? 'served' : await refreshOnce(ref, 1).then(
        () => 'served',
        (error: unknown) => (error instanceof SignInNeeded ? error.reason : String(error)),
      )
      expect(outcome).toBe(then)
      expect(refreshStatuses(medicare)).toEqual(then === 'served' ? [200] : [200, 400])
    }
  }, 30_000 + crashes * 10_000)
})
