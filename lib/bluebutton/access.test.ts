// A token that is good now, however many ask and whatever Medicare does: refreshed once, stored before use, and ended only
// when Medicare said so (quality SES-10, SES-11, OAU-11, AVL-08; contract C7 to C9, C23).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { processAudit } from '@/lib/audit/process-audit'
import { settings } from '@/lib/env'
import { SignInNeeded, Unavailable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { hashId } from '@/lib/vault/cipher'
import { openLibsqlStore } from '@/lib/vault/libsql-store'
import { processVault } from '@/lib/vault/process-vault'
import type { Store } from '@/lib/vault/store'
import { createVault, type GrantRef } from '@/lib/vault/vault'
import { freshGrant, refreshOnce, withAccess } from './access'
import { readFhir } from './fhir'
import { refreshGrant } from './oauth'
import { AccessRefused } from './refusals'
import { connectPerson, fingerprint, playMedicare } from './testing'

const minute = 60_000
const { medicare, env, logged } = await playMedicare()

const read = (ref: GrantRef, signal?: AbortSignal) => withAccess(ref, (call) => readFhir(call, 'Coverage/?_count=1'), signal)
const refreshes = () => medicare.controls.journal.entries({ route: 'refresh' })
const statuses = () => refreshes().map(({ status }) => status)
const aboutToEnd = () => ({ accessEndsAtMs: Date.now() + 4 * minute })
const over = () => ({ accessEndsAtMs: Date.now() - minute })

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'no failure',
    (thrown: unknown) => thrown,
  )
  if (error instanceof SignInNeeded) return error.reason
  return error instanceof Unavailable ? 'unavailable' : String(error)
}

/** As a process does that is killed: the lease taken and the refresh noted, and nothing after that. */
async function beginAndDie(ref: GrantRef): Promise<void> {
  const fence = await processVault().lease(`refresh ${hashId(ref.id)}`, 'a process that died', 1)
  await processVault().intend(ref, 1, fence ?? 0)
}

/** What the next one to begin would find. */
async function noteOf(ref: GrantRef): Promise<unknown> {
  const revision = (await processVault().open(ref))?.revision ?? 0
  return processVault().intend(ref, revision, Number.MAX_SAFE_INTEGER)
}

const isKept = async (ref: GrantRef) => (await processVault().open(ref)) !== null

describe('when a token is refreshed', () => {
  it('not while it is good for more than five minutes', async () => {
    const { ref } = await connectPerson(medicare, {}, { accessEndsAtMs: Date.now() + 6 * minute })
    await read(ref)
    expect(refreshes()).toEqual([])
  })

  it.each([
    ['about to end', aboutToEnd],
    ['over', over],
  ])('ahead of its end: %s', async (_, when) => {
    const { ref } = await connectPerson(medicare, {}, when())
    await read(ref)
    expect(statuses()).toEqual([200])
  })

  it('when Medicare does not accept it any more, and the call is made once more', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.expireAccessTokens()
    await expect(read(ref)).resolves.toMatchObject({ resourceType: 'Bundle' })
    expect(statuses()).toEqual([200])
    expect(medicare.controls.journal.entries({ route: 'coverage' }).map(({ status }) => status)).toEqual([401, 200])
  })

  it('and the new pair is stored before anyone uses it', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    await withAccess(ref, async (call) => {
      const other = createVault(settings(), () => openLibsqlStore(settings().vault.url))
      const stored = await other.open(ref)
      await other.close()
      expect(stored?.revision).toBe(2)
      expect(stored?.grant.accessToken.reveal()).toBe(call.token.reveal())
    })
  })
})

describe('fifty at once find it wanting: one refresh, no refusal, all served (SES-10)', () => {
  it.each([
    ['about to end', aboutToEnd],
    ['over', over],
  ])('in one process: %s', async (_, when) => {
    for (let round = 0; round < 2; round += 1) {
      medicare.controls.reset()
      const { ref } = await connectPerson(medicare, {}, when())
      const served = await Promise.all(Array.from({ length: 50 }, () => read(ref)))
      expect(served).toHaveLength(50)
      expect(statuses()).toEqual([200])
      expect(medicare.controls.journal.entries({ route: 'coverage' }).every(({ status }) => status === 200)).toBe(true)
    }
  })

  it('in one process, all refused by Medicare at the same time', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.expireAccessTokens()
    await Promise.all(Array.from({ length: 50 }, () => read(ref)))
    expect(statuses()).toEqual([200])
  })

  it('in one process, some late: who comes after the refresh does not begin another', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.expireAccessTokens()
    const slow = withAccess(ref, async (call, grant) => {
      if (grant.accessToken.reveal() === call.token.reveal() && statuses().length === 0) {
        await read(ref)
        throw new AccessRefused()
      }
      return 'served'
    })
    await expect(slow).resolves.toBe('served')
    expect(statuses()).toEqual([200])
  })

  it('in two processes with one vault', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    const others = [otherProcess(ref), otherProcess(ref)]
    await Promise.all(others.map((other) => other.ready))
    others.forEach((other) => other.go())
    expect(await Promise.all(others.map((other) => other.served))).toEqual([25, 25])
    expect(statuses()).toEqual([200])
    expect(medicare.controls.journal.entries({ route: 'coverage' }).map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
  })

  it('two people are refreshed side by side', async () => {
    const people = await Promise.all(['BBUser00001', 'BBUser00002'].map((username) => connectPerson(medicare, { username }, over())))
    await Promise.all(people.flatMap(({ ref }) => [read(ref), read(ref)]))
    expect(statuses()).toEqual([200, 200])
    expect(Object.values(medicare.controls.journal.refreshesPerGrant())).toEqual([1, 1])
  })
})

describe('a refresh is tied to nobody (SES-10, SES-11)', () => {
  it('every caller leaves in the middle: the new pair is stored all the same', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 50 } })
    const leaving = new AbortController()
    const callers = Array.from({ length: 50 }, () => read(ref, leaving.signal))
    while (refreshes().length === 0) await new Promise(setImmediate)
    leaving.abort()
    expect(new Set((await Promise.allSettled(callers)).map(({ status }) => status))).toEqual(new Set(['rejected']))
    const opened = await freshGrant(ref)
    expect(opened.revision).toBe(2)
    expect(statuses()).toEqual([200])
  })

  it('a process that died with the lease blocks nobody for longer than the lease', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    const name = `refresh ${hashId(ref.id)}`
    await processVault().lease(name, 'a process that died', 1)
    await read(ref)
    expect(statuses()).toEqual([200])
  })

  it('a process that died after it began, before Medicare heard of it: the next one refreshes as if nothing had been (SES-11)', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    await beginAndDie(ref)
    await read(ref)
    expect(statuses()).toEqual([200])
    await expect(noteOf(ref)).resolves.toEqual({ earlier: null })
  })

  it('a process that died after Medicare gave out a new pair: "interrupted", once, and the log knows that a refresh was begun before', async () => {
    const { ref, grant } = await connectPerson(medicare, {}, over())
    await beginAndDie(ref)
    await refreshGrant(settings(), grant)
    expect(await reasonOf(read(ref))).toBe('connection-interrupted')
    expect(logged.join('')).toContain('"interruptedBefore":true')
    expect(await reasonOf(read(ref))).toBe('no-session')
    expect(statuses()).toEqual([200, 400])
  })

  it('who comes late, after a later lease has begun, does not ask Medicare a second time', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    await processVault().intend(ref, 1, Number.MAX_SAFE_INTEGER)
    expect(await reasonOf(read(ref))).toBe('unavailable')
    expect(refreshes()).toEqual([])
    expect(await isKept(ref)).toBe(true)
  })

  it('trouble leaves the note that a pair may have been given out; a refusal of our own app takes it away', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.behave({ app: 'paused' })
    await reasonOf(read(ref))
    await expect(noteOf(ref)).resolves.toEqual({ earlier: null })
    medicare.controls.behave({ app: 'as-registered' })
    const troubled = await connectPerson(medicare, {}, over())
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'answer', status: 503, body: '' }, times: 1 })
    await reasonOf(read(troubled.ref))
    await expect(noteOf(troubled.ref)).resolves.toMatchObject({ earlier: { fence: expect.any(Number) } })
  })

  it('who signs out while it is under way leaves no living pair behind at Medicare', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 50 } })
    const reading = reasonOf(read(ref))
    while (refreshes().length === 0) await new Promise(setImmediate)
    await processVault().forget(ref)
    expect(await reading).toBe('no-session')
    expect(medicare.controls.journal.entries({ route: 'revoke-token' }).map(({ status }) => status)).toEqual([200])
  })
})

describe('what a refused refresh means for the person (contract 3.4, OAU-11)', () => {
  it('removed at Medicare.gov: noticed at the next call, and ended with that reason (C23)', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.revokeAtMedicare()
    expect(await reasonOf(read(ref))).toBe('access-ended')
    expect(await isKept(ref)).toBe(false)
    expect(statuses()).toEqual([403])
  })

  it('thirteen months over', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.expireGrants()
    expect(await reasonOf(read(ref))).toBe('access-expired')
    expect(await isKept(ref)).toBe(false)
    expect(statuses()).toEqual([401])
  })

  it('replaced by a newer consent in another browser: said as long as that one lives (C9)', async () => {
    const { ref } = await connectPerson(medicare, {})
    const newer = await connectPerson(medicare, {})
    expect(await reasonOf(read(ref))).toBe('connection-replaced')
    expect(await isKept(ref)).toBe(false)
    await expect(read(newer.ref)).resolves.toBeDefined()
    const newest = await connectPerson(medicare, {})
    await processVault().forget(newest.ref)
    expect(await reasonOf(read(newer.ref))).toBe('connection-interrupted')
  })

  it('replaced, and the store does not answer whether it was: "interrupted"', async () => {
    const { ref } = await connectPerson(medicare, {})
    await connectPerson(medicare, {})
    const asking = vi.spyOn(processVault(), 'hasNewer').mockRejectedValueOnce(new Unavailable('vault'))
    expect(await reasonOf(read(ref))).toBe('connection-interrupted')
    expect(asking).toHaveBeenCalledOnce()
  })

  it('rotated, then lost with a 502: once more, then "interrupted", and never a loop (C8, observed trap 3)', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.behave({ claimsBackend: 'failing' })
    expect(await reasonOf(read(ref))).toBe('unavailable')
    expect(await isKept(ref)).toBe(true)
    medicare.controls.behave({ claimsBackend: 'works' })
    expect(await reasonOf(read(ref))).toBe('connection-interrupted')
    expect(await isKept(ref)).toBe(false)
    expect(await reasonOf(read(ref))).toBe('no-session')
    expect(statuses()).toEqual([502, 400])
  })

  it('the same while the old token still seemed good', async () => {
    const { ref } = await connectPerson(medicare, {}, aboutToEnd())
    medicare.controls.behave({ claimsBackend: 'failing' })
    expect(await reasonOf(read(ref))).toBe('connection-interrupted')
    expect(statuses()).toEqual([502, 400])
  })

  it.each([
    ['500', { kind: 'answer', status: 500, body: '{"error": "Server Error (500)"}' }],
    ['an HTML page with 503', { kind: 'answer', status: 503, body: '<h1>down</h1>' }],
    ['an HTML page with 200', { kind: 'answer', status: 200, body: '<h1>down</h1>' }],
    ['an empty 200', { kind: 'answer', status: 200, body: '' }],
    ['error null', { kind: 'answer', status: 400, body: '{"error": null}' }],
    ['words nobody told us of', { kind: 'answer', status: 400, body: '{"error": "grant_on_holiday"}' }],
    ['a reset line', { kind: 'transport', how: 'reset-before' }],
    ['a redirect', { kind: 'answer', status: 302, headers: { location: '/' }, body: '' }],
  ] as const)('trouble on the other side keeps the grant, and it works on afterwards: %s', async (_, action) => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.faults.add({ match: { route: 'refresh' }, action, times: 1 })
    expect(await reasonOf(read(ref))).toBe('unavailable')
    expect(refreshes()).toHaveLength(1)
    expect(await isKept(ref)).toBe(true)
    await expect(read(ref)).resolves.toBeDefined()
  })

  it('trouble while the token is still good does not disturb the person', async () => {
    const { ref } = await connectPerson(medicare, {}, aboutToEnd())
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'answer', status: 503, body: '' } })
    await expect(read(ref)).resolves.toBeDefined()
    expect(refreshes()).toHaveLength(1)
  })

  it('our app is paused: the grant stays, an operator is called, and it works on afterwards', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.behave({ app: 'paused' })
    expect(await reasonOf(read(ref))).toBe('unavailable')
    expect(await isKept(ref)).toBe(true)
    expect(logged.join('')).toContain('"event":"settings.alarm"')
    medicare.controls.behave({ app: 'as-registered' })
    await expect(read(ref)).resolves.toBeDefined()
  })

  it('our app is paused while the token is good: no refresh is burnt on it', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.behave({ app: 'paused' })
    expect(await reasonOf(read(ref))).toBe('unavailable')
    expect(refreshes()).toEqual([])
    expect(await isKept(ref)).toBe(true)
  })

  it('our secret is wrong: the same (invalid_client never forgets a grant)', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    medicare.controls.registerApp({ ...medicare.app, clientSecret: 'another-secret-of-the-same-length-and-not-ours' })
    expect(await reasonOf(read(ref))).toBe('unavailable')
    expect(await isKept(ref)).toBe(true)
    expect(logged.join('')).toContain('"event":"settings.alarm"')
    medicare.controls.registerApp(medicare.app)
    await expect(read(ref)).resolves.toBeDefined()
  })

  it('a newer pair is found that somebody else stored: it is used, not thrown away', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    const newer = await connectPerson(medicare, { username: 'BBUser00001' })
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 50 } })
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'answer', status: 400, body: '{"error": "invalid_grant"}' } })
    const reading = read(ref)
    while (refreshes().length === 0) await new Promise(setImmediate)
    await expect(processVault().replace(ref, newer.grant, 1)).resolves.toBe(true)
    await expect(reading).resolves.toBeDefined()
    expect(await isKept(ref)).toBe(true)
    expect(refreshes()).toHaveLength(1)
  })
})

const stranger = '-88880000000009'

describe('a reply to a refresh that names another person (INP-07)', () => {
  const naming = (patient: string) => medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'edit-json', set: { patient } } })
  const revoked = () => medicare.controls.journal.entries({ route: 'revoke-token' }).map(({ status }) => status)

  it.each([
    ['about to end', aboutToEnd],
    ['over', over],
  ])('is never stored nor used: its pair is ended, the connection is over, and an operator is called (token %s)', async (_, when) => {
    const { ref, grant } = await connectPerson(medicare, {}, when())
    naming(stranger)
    const stored = vi.spyOn(processVault(), 'replace')
    expect(await reasonOf(read(ref))).toBe('connection-interrupted')
    expect(stored).not.toHaveBeenCalled()
    stored.mockRestore()
    expect(medicare.controls.journal.entries({ route: 'coverage' })).toEqual([])
    expect([statuses(), revoked()]).toEqual([[200], [200]])
    expect(medicare.controls.journal.entries({ route: 'revoke-token' })[0]?.secrets['token']).not.toBe(fingerprint(grant.accessToken.reveal()))
    // What that other person chose at Medicare is theirs.
    expect(medicare.controls.listGrants()).toHaveLength(1)
    expect(await isKept(ref)).toBe(false)
    expect(logged.join('')).toContain('"level":"error","event":"data.discarded","why":"another person","type":"token reply"')
    expect(logged.join('')).not.toContain(stranger)
    expect((await processAudit().read(ref.id)).lines.map(({ deed, words }) => [deed, ...words])).toEqual([['refreshed', 'another-person']])
  })

  it('fifty at once: one refresh, and nobody is served with it', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    naming(stranger)
    const reasons = await Promise.all(Array.from({ length: 50 }, () => reasonOf(read(ref))))
    expect(reasons.filter((reason) => reason !== 'connection-interrupted' && reason !== 'no-session')).toEqual([])
    expect([statuses(), revoked()]).toEqual([[200], [200]])
  })

  it('ends the connection also when the pair cannot be ended at Medicare', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    naming(stranger)
    medicare.controls.faults.add({ match: { route: 'revoke-token' }, action: { kind: 'transport', how: 'reset-before' } })
    expect(await reasonOf(read(ref))).toBe('connection-interrupted')
    expect(await isKept(ref)).toBe(false)
  })

  it('is the first to say whose it is when nothing said so before', async () => {
    const { ref } = await connectPerson(medicare, {}, { ...over(), patient: null })
    naming(stranger)
    await expect(read(ref)).resolves.toBeDefined()
    expect((await processVault().open(ref))?.grant.patient).toBe(stranger)
  })
})

describe('whose records these are is written down while a refresh is under way (INP-07, SES-10)', () => {
  const learnMeanwhile = async (patient: string) => {
    const { ref, grant } = await connectPerson(medicare, {}, { ...over(), patient: null })
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 50 } })
    const reading = reasonOf(read(ref))
    while (refreshes().length === 0) await new Promise(setImmediate)
    const opened = await processVault().open(ref)
    if (opened) await processVault().replace(ref, { ...opened.grant, patient }, opened.revision)
    return { ref, grant, reason: await reading }
  }

  it('the new pair is not lost: it is stored with whose it is', async () => {
    const patient = (await connectPerson(medicare, {})).grant.patient ?? ''
    const { ref, grant, reason } = await learnMeanwhile(patient)
    expect(reason).toBe('no failure')
    const opened = await processVault().open(ref)
    expect(opened?.grant.patient).toBe(patient)
    expect(opened?.grant.accessToken.reveal()).not.toBe(grant.accessToken.reveal())
    expect(statuses()).toEqual([200])
  })

  it('and a pair of somebody else is refused', async () => {
    const { ref, reason } = await learnMeanwhile(stranger)
    expect(reason).toBe('connection-interrupted')
    expect(await isKept(ref)).toBe(false)
    expect(medicare.controls.journal.entries({ route: 'revoke-token' }).map(({ status }) => status)).toEqual([200])
  })
})

describe('a refusal that does not go away', () => {
  it('a second 401 after a refresh that worked ends access; there is no third (C9)', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.faults.add({ match: { route: 'coverage' }, action: { kind: 'answer', status: 401, body: '{"detail":"Authentication credentials were not provided."}' } })
    expect(await reasonOf(read(ref))).toBe('access-ended')
    expect(await isKept(ref)).toBe(false)
    expect(statuses()).toEqual([200])
    expect(medicare.controls.journal.entries({ route: 'coverage' })).toHaveLength(2)
  })

  it('a 403 is no reason to refresh (C5)', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.faults.add({ match: { route: 'coverage' }, action: { kind: 'answer', status: 403, body: '{"detail":"You do not have permission to perform this action."}' } })
    expect(await reasonOf(read(ref))).toBe('NotAllowed: not allowed: not shared')
    expect(refreshes()).toEqual([])
    expect(await isKept(ref)).toBe(true)
  })
})

describe('one-hour access (contract 3.5)', () => {
  const oneHour = () => medicare.controls.registerApp({ ...medicare.app, access: 'ONE_TIME' })

  it('lasts its whole hour: a refresh that is not allowed takes nothing away', async () => {
    oneHour()
    const { ref } = await connectPerson(medicare, {}, aboutToEnd())
    await expect(read(ref)).resolves.toBeDefined()
    await expect(read(ref)).resolves.toBeDefined()
    expect(await isKept(ref)).toBe(true)
    expect(statuses()).toEqual([403])
  })

  it('and then it is over, for the reason it is', async () => {
    oneHour()
    const { ref } = await connectPerson(medicare, {}, over())
    expect(await reasonOf(read(ref))).toBe('access-expired')
    expect(await isKept(ref)).toBe(false)
  })

  it('also when Medicare gave nothing to refresh with', async () => {
    const live = await connectPerson(medicare, {}, { refreshToken: null, ...aboutToEnd() })
    await expect(read(live.ref)).resolves.toBeDefined()
    const lapsed = await connectPerson(medicare, {}, { refreshToken: null, ...over() })
    expect(await reasonOf(read(lapsed.ref))).toBe('access-expired')
    expect(refreshes()).toEqual([])
  })
})

describe('when the vault fails (AVL-08)', () => {
  it('no refresh is begun whose result could not be stored', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    const vault = processVault()
    const place = Symbol.for('plainclaim.vault')
    Reflect.set(globalThis, place, { ...vault, lease: () => Promise.reject(new Unavailable('vault store')) })
    expect(await reasonOf(read(ref))).toBe('unavailable')
    Reflect.set(globalThis, place, vault)
    expect(refreshes()).toEqual([])
    await expect(read(ref)).resolves.toBeDefined()
  })

  it('the store goes away while Medicare answers: the new pair is stored when it is back', async () => {
    const { ref } = await connectPerson(medicare, {}, over())
    const vault = processVault()
    const url = settings().vault.url
    const real = await openLibsqlStore(url)
    let failures = 2
    const store: Store = { ...real, replace: (...args) => ((failures -= 1) >= 0 ? Promise.reject(new Error('away')) : real.replace(...args)) }
    const place = Symbol.for('plainclaim.vault')
    Reflect.set(globalThis, place, createVault(settings(), async () => store))
    await expect(read(ref)).resolves.toBeDefined()
    Reflect.set(globalThis, place, vault)
    await real.close()
    expect(statuses()).toEqual([200])
    expect((await vault.open(ref))?.revision).toBe(2)
  })

  it('a ref that names nothing needs a sign-in, and Medicare hears nothing of it', async () => {
    const before = medicare.controls.journal.entries().length
    expect(await reasonOf(read({ id: 'nothing', half: new Secret('nothing') }))).toBe('no-session')
    expect(await reasonOf(refreshOnce({ id: 'nothing', half: new Secret('nothing') }, 1))).toBe('no-session')
    expect(medicare.controls.journal.entries()).toHaveLength(before)
  })
})

describe('a token that dies in mid-walk (C10)', () => {
  it('is replaced for the page it died on, and the walk goes on where it was', async () => {
    const { ref } = await connectPerson(medicare, {})
    medicare.controls.behave({ accessTokenCalls: 3 })
    for (let count = 0; count < 8; count += 1) await expect(read(ref)).resolves.toBeDefined()
    expect(statuses()).toEqual([200, 200])
  })
})

it('the log tells what happened to a grant and names nobody (PRV-05)', async () => {
  const { ref, grant } = await connectPerson(medicare, {}, over())
  await read(ref)
  medicare.controls.revokeAtMedicare()
  await reasonOf(read(ref))
  const text = logged.join('')
  expect(text).toContain('"event":"grant.refreshed"')
  expect(text).toContain('"event":"grant.ended"')
  for (const secret of [grant.accessToken.reveal(), grant.refreshToken?.reveal() ?? '', grant.patient ?? '', ref.id, ref.half.reveal(), hashId(ref.id)]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(fingerprint(secret))
  }
})

/** Another process with the same settings, which makes twenty-five calls at once when it is told to. */
function otherProcess(ref: GrantRef) {
  const at = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)))
  const program = `
    const { withAccess } = await import(${at('./access.ts')})
    const { readFhir } = await import(${at('./fhir.ts')})
    const { Secret } = await import(${at('../secret.ts')})
    const { once } = await import('node:events')
    const ref = { id: ${JSON.stringify(ref.id)}, half: new Secret(${JSON.stringify(ref.half.reveal())}) }
    console.error('ready')
    await once(process.stdin, 'data')
    const calls = Array.from({ length: 25 }, () => withAccess(ref, call => readFhir(call, 'Coverage/?_count=1')))
    const served = (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length
    process.exit(served)`
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  return {
    ready: once(child.stderr, 'data'),
    go: () => child.stdin.write('go\n'),
    served: once(child, 'exit').then(([code]) => Number(code)),
  }
}
