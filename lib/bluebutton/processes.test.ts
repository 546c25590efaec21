// Two real processes behind one store, on each kind of it: one refresh however many ask (quality SES-10). SOAK_ROUNDS
// and SOAK_ABORTED set how often.
import { describe, expect, it, vi } from 'vitest'
import { processVault } from '@/lib/vault/process-vault'
import { storeKinds } from '@/lib/vault/testing'
import { connectAtExpiry, refreshStatuses, shareStore } from './processes/testing'
import { connectPerson, playMedicare } from './testing'

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 8)
const aborted = Number(process.env['SOAK_ABORTED'] ?? 1)
const { medicare, env } = await playMedicare()

describe.each(storeKinds)('with the store on %s', (kind) => {
  const start = shareStore(kind, env)

  it(`fifty requests in two processes at expiry, ${rounds} rounds: one refresh in each, no refusal, all served (SES-10)`, async () => {
    const pair = [start(), start()]
    for (let round = 0; round < rounds; round += 1) {
      medicare.controls.journal.clear()
      const ref = await connectAtExpiry(medicare)
      const served = await Promise.all(pair.map((child) => child.serve(ref, 25)))
      expect([round, served, refreshStatuses(medicare)]).toEqual([round, [25, 25], [200]])
    }
  }, 30_000 + rounds * 3_000)

  it(`all fifty browsers leave while Medicare is asked, ${aborted} rounds: the new pair is stored all the same, by one refresh (SES-10)`, async () => {
    const pair = [start(), start()]
    // The first request of a process loads its program; nobody is to leave before Medicare is asked.
    const { ref: first } = await connectPerson(medicare, {})
    await Promise.all(pair.map((child) => child.serve(first, 1)))
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 600, afterwards: true } })
    for (let round = 0; round < aborted; round += 1) {
      medicare.controls.journal.clear()
      const ref = await connectAtExpiry(medicare)
      const served = await Promise.all(pair.map((child) => child.serve(ref, 25, 300)))
      expect([round, served]).toEqual([round, [0, 0]])
      // On a busy machine Medicare may be asked only after the last of them has left; that is no other matter.
      await vi.waitFor(async () => expect((await processVault().open(ref))?.revision).toBe(2), { timeout: 20_000 })
      expect([round, refreshStatuses(medicare)]).toEqual([round, [200]])
      await expect(pair[round % 2]?.serve(ref, 1)).resolves.toBe(1)
      expect(refreshStatuses(medicare)).toEqual([200])
    }
    medicare.controls.faults.clear()
  }, 30_000 + aborted * 5_000)
})
