// This machine's clock set ten minutes ahead or back, while Medicare's goes right: nothing lasts longer than the jump, nothing is
// asked again and again, and nothing falls into disorder (quality AVL-09).
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readAuditKeys } from '@/lib/audit/audit-keys'
import { createAuditLog } from '@/lib/audit/audit-log'
import { openLedger } from '@/lib/audit/open-ledger'
import { verifyLog } from '@/lib/audit/verify'
import { withAccess } from '@/lib/bluebutton/access'
import { readFhir } from '@/lib/bluebutton/fhir'
import { newAttempt } from '@/lib/bluebutton/oauth'
import { connectPerson, forgetUpstreams, setSettings, testOrigin } from '@/lib/bluebutton/testing'
import { settings } from '@/lib/env'
import type { Grant } from '@/lib/vault/grant'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { endOldest } from './every-session'
import { openRevocationStore } from './revocation-store'
import { createRevocations, keepMs } from './revocations'
import { beginSession, requireSession } from './session'
import { createBrowser } from './testing'
import { readTransaction, writeTransaction } from './transaction'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const minute = 60_000
const jumpMs = 10 * minute
const both = [
  ['ahead', jumpMs],
  ['back', -jumpMs],
] as const

let medicare: RunningSandbox

beforeAll(async () => {
  // Before anything is made that takes the clock as it finds it.
  vi.useFakeTimers({ toFake: ['Date'] })
  medicare = await startSandbox()
  setSettings(medicare)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

beforeEach(() => {
  medicare.controls.reset()
  forgetUpstreams()
})

afterAll(async () => {
  vi.useRealTimers()
  await medicare.stop()
})

/** Time goes on, here and at Medicare. */
const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms)

/** Our clock is set; Medicare's is not. */
function jump(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
  medicare.controls.clock.advance(-ms)
}

async function signIn(of?: Grant) {
  const grant = of ?? (await connectPerson(medicare, {})).grant
  const browser = createBrowser(testOrigin)
  const { ref, cookie } = await beginSession(grant)
  await endOldest(grant, ref)
  browser.cookies.set(cookie.name, cookie.value)
  const isIn = () => browser.run(() => requireSession()).then(
    () => true,
    () => false,
  )
  return { isIn }
}

describe.each(both)('a clock set ten minutes %s (AVL-09)', (_, ms) => {
  it.each([
    ['after signing in', 0],
    ['before it, and right again after it', 1],
  ])('%s: a session lasts at most ten minutes longer, used or not', async (__, isBefore) => {
    const begin = async () => {
      if (isBefore) jump(ms)
      const session = await signIn()
      jump(isBefore ? -ms : ms)
      return session
    }
    const used = await begin()
    let usedMinutes = 0
    while (usedMinutes < 24 * 60 && (await used.isIn())) {
      pass(15 * minute)
      usedMinutes += 15
    }
    expect(usedMinutes).toBeGreaterThan(11 * 60)
    expect(usedMinutes).toBeLessThanOrEqual(12 * 60 + 10 + 15)
    if (!isBefore) jump(-ms)
    const unused = await begin()
    pass(30 * minute + jumpMs + minute)
    expect(await unused.isIn()).toBe(false)
    if (!isBefore) jump(-ms)
  })

  it('a sixth session of one person still ends their oldest, and never the one that has just begun', async () => {
    const { grant } = await connectPerson(medicare, {})
    const sessions: Awaited<ReturnType<typeof signIn>>[] = []
    for (let count = 1; count <= 7; count += 1) {
      if (count === 6) jump(ms)
      sessions.push(await signIn(grant))
    }
    const alive = await Promise.all(sessions.map(({ isIn }) => isIn()))
    expect(alive).toEqual([false, false, true, true, true, true, true])
    jump(-ms)
  })

  it('a sign-in that was begun is finished, and not later than ten minutes after its half hour', async () => {
    const begin = async () => {
      const attempt = newAttempt()
      const { name, value } = await writeTransaction({ attempt, then: 'claims', shared: false, issuer: settings().blueButton.url, startedAtMs: Date.now() })
      jump(ms)
      return () => readTransaction(attempt.state, [{ name, value }])
    }
    const soon = await begin()
    pass(15 * minute)
    await expect(soon()).resolves.not.toBeNull()
    jump(-ms)
    const late = await begin()
    pass(30 * minute + jumpMs + minute)
    await expect(late()).resolves.toBeNull()
    jump(-ms)
  })

  it('costs one refresh more than two hours cost anyway, and every page is served', async () => {
    const { ref } = await connectPerson(medicare, {})
    jump(ms)
    medicare.controls.journal.clear()
    for (let passed = 0; passed < 120; passed += 5) {
      await Promise.all([1, 2, 3].map(() => withAccess(ref, (call) => readFhir(call, 'Coverage/?_count=1'))))
      pass(5 * minute)
    }
    const refreshes = medicare.controls.journal.entries({ route: 'refresh' }).map(({ status }) => status)
    expect(new Set(refreshes)).toEqual(new Set([200]))
    expect(refreshes.length).toBeLessThanOrEqual(3)
    jump(-ms)
  })

  it('a permission that waits to be ended is tried on, and given up at most ten minutes off its time', async () => {
    const { ref, grant } = await connectPerson(medicare, {})
    let now = Date.now()
    const store = await openRevocationStore(settings().vault.url)
    const queue = createRevocations({ now: () => now, later: () => () => undefined, open: async () => store })
    await medicare.closeDoor()
    expect(await queue.wait(ref.id, grant)).toBe(true)
    const beganAtMs = now
    now += ms
    expect(await queue.retry()).toMatchObject({ waiting: 1, givenUp: 0 })
    now = beganAtMs + ms + keepMs - 45 * minute - jumpMs - minute
    expect(await queue.retry()).toMatchObject({ waiting: 1, givenUp: 0 })
    now += 2 * jumpMs + 2 * minute
    expect(await queue.retry()).toMatchObject({ waiting: 0, givenUp: 1 })
    await medicare.openDoor()
    await queue.close()
  })

  it('the access log keeps its order and its whole', async () => {
    const url = `file:${path.join(mkdtempSync(path.join(tmpdir(), 'plainclaim-clock-')), 'vault.db')}`
    const start = Date.now()
    let now = start
    const audit = createAuditLog({ url, keys: settings().vault.keys }, () => openLedger(url), () => now)
    const [id, subject] = [randomUUID(), { environment: settings().blueButton.url, patient: '-1' }]
    await audit.noteVisit(id, subject)
    for (const word of ['claims-first', 'coverage', 'profile', 'claim'] as const) {
      await audit.note(id, 'loaded', word)
      now = now === start ? start + ms : start
    }
    const { lines, whole } = await audit.read(id, subject)
    expect([whole, lines.map(({ words }) => words.join(' '))]).toEqual([true, ['claims-first', 'coverage', 'profile', 'claim']])
    const ledger = await openLedger(url)
    await expect(verifyLog(ledger, await readAuditKeys(ledger, settings().vault.keys), now)).resolves.toMatchObject({ findings: [] })
    await ledger.close()
    await audit.close()
  })
})

it('a clock that is a whole day ahead costs one refresh, not one for each page (AVL-09)', async () => {
  const { ref } = await connectPerson(medicare, {})
  jump(24 * 60 * minute)
  medicare.controls.journal.clear()
  for (let page = 0; page < 10; page += 1) await Promise.all([1, 2, 3].map(() => withAccess(ref, (call) => readFhir(call, 'Coverage/?_count=1'))).map((work) => work.catch(() => null)))
  expect(medicare.controls.journal.entries({ route: 'refresh' }).length).toBeLessThanOrEqual(1)
  jump(-24 * 60 * minute)
})
