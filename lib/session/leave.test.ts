// Two ways out, each of which leaves nothing behind on our side whatever Medicare does, and says "proven" only for what was
// proven (quality SES-05, SES-06; contract 3.6, C22).
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectPerson, fingerprint, forgetUpstreams, setSettings, testOrigin } from '@/lib/bluebutton/testing'
import { processAudit } from '@/lib/audit/process-audit'
import { SignInNeeded, Unavailable } from '@/lib/errors'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import type { GrantRef } from '@/lib/vault/vault'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { sealCookie } from './cookie-seal'
import { disconnect, signOut, signOutEverywhere } from './leave'
import { readRef, requireSession } from './session'
import { type Browser, createBrowser } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

let medicare: RunningSandbox

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
})

beforeEach(() => {
  medicare.controls.reset()
  forgetUpstreams()
})

afterAll(() => medicare.stop())

interface Person {
  readonly browser: Browser
  readonly ref: GrantRef
  readonly grant: Grant
}

async function signIn(more: Partial<Grant> = {}): Promise<Person> {
  const { ref, grant } = await connectPerson(medicare, {}, more)
  const browser = createBrowser(testOrigin)
  browser.cookies.set('plainclaim-session', await sealCookie({ grantId: ref.id, half: ref.half.reveal() }, 60 * 60, 'plainclaim-session'))
  return { browser, ref, grant }
}

type Route = 'revoke' | 'revoke-token' | 'refresh' | 'coverage'
const calls = (route: Route) => medicare.controls.journal.entries({ route }).map(({ status }) => status)
const isKept = async ({ ref }: Person) => (await processVault().open(ref)) !== null
const lives = () => medicare.controls.listGrants().length > 0
const over = () => ({ accessEndsAtMs: Date.now() - 60_000 })
/** What the access log says of this session: each deed with its words. */
const deedsOf = async ({ id }: GrantRef) => (await processAudit().read(id)).lines.map(({ deed, words }) => [deed, ...words])
/** The same button twice, the second time while the first is under way: nothing is forgotten before both have come in. */
async function twiceAtOnce<T>({ run }: Browser, work: () => Promise<T>): Promise<readonly T[]> {
  const vault = processVault()
  const place = Symbol.for('plainclaim.vault')
  let letGo = (): void => undefined
  const door = new Promise<void>((resolve) => (letGo = resolve))
  Reflect.set(globalThis, place, { ...vault, forget: async (ref: GrantRef) => door.then(() => vault.forget(ref)) })
  const both = [run(work), run(work)]
  for (let later = 0; later < 3; later += 1) await run(() => readRef())
  letGo()
  return Promise.all(both).finally(() => Reflect.set(globalThis, place, vault))
}

const everything: readonly Route[] = ['revoke', 'revoke-token', 'refresh', 'coverage']

describe('signing out (SES-05)', () => {
  it('ends the session at once, before Medicare is told, and then its tokens, with the choice at Medicare left as it is', async () => {
    const person = await signIn()
    const afterwards = await person.browser.run(() => signOut())
    expect(await isKept(person)).toBe(false)
    expect(calls('revoke-token')).toEqual([])
    await afterwards()
    expect(calls('revoke-token')).toEqual([200])
    expect(medicare.controls.journal.entries({ route: 'revoke-token' })[0]?.secrets).toMatchObject({ token: fingerprint(person.grant.accessToken.reveal()) })
    expect(lives()).toBe(true)
  })

  it.each([
    ['silent', { kind: 'transport', how: 'reset-before' }],
    ['failing', { kind: 'answer', status: 503, body: '<h1>down</h1>' }],
    ['sending us elsewhere', { kind: 'answer', status: 302, headers: { location: '/' }, body: '' }],
  ] as const)('works when Medicare is %s, and asks only once', async (_, action) => {
    const person = await signIn()
    medicare.controls.faults.add({ match: { route: everything }, action })
    const afterwards = await person.browser.run(() => signOut())
    await expect(afterwards()).resolves.toBeUndefined()
    expect(await isKept(person)).toBe(false)
    expect(calls('revoke-token')).toHaveLength(1)
  })

  it('does nothing, and fails at nothing, when nobody is signed in', async () => {
    const afterwards = await createBrowser(testOrigin).run(() => signOut())
    await afterwards()
    const { browser } = await signIn()
    await (await browser.run(() => signOut()))()
    await (await browser.run(() => signOut()))()
    expect(calls('revoke-token')).toEqual([200])
  })

  it('pressed twice at once it is one: one line, and Medicare is told once; a copied cookie adds nothing afterwards', async () => {
    const { browser, ref } = await signIn()
    const both = await twiceAtOnce(browser, signOut)
    await Promise.all(both.map((afterwards) => afterwards()))
    await (await browser.run(() => signOut()))()
    expect(calls('revoke-token')).toEqual([200])
    expect(await deedsOf(ref)).toEqual([['signed-out']])
  })
})

describe('signing out everywhere (SES-05, C1)', () => {
  it('ends every session of this person at once, nobody else’s, and this one’s tokens afterwards', async () => {
    const mine = { patient: '-19990000000002' }
    const [here, there, other] = [await signIn(mine), await signIn(mine), await signIn({ patient: '-19990000000001' })]
    await expect(processVault().countSessions(here.grant)).resolves.toBe(2)
    const afterwards = await here.browser.run(() => signOutEverywhere())
    expect([await isKept(here), await isKept(there), await isKept(other)]).toEqual([false, false, true])
    await expect(there.browser.run(() => requireSession())).rejects.toBeInstanceOf(SignInNeeded)
    await afterwards()
    expect(calls('revoke-token')).toEqual([200])
    expect(await deedsOf(here.ref)).toEqual([['signed-out-everywhere']])
  })

  it('pressed twice at once it is one: one line, and Medicare is told once', async () => {
    const { browser, ref } = await signIn()
    const both = await twiceAtOnce(browser, signOutEverywhere)
    await Promise.all(both.map((afterwards) => afterwards()))
    expect(calls('revoke-token')).toEqual([200])
    expect(await deedsOf(ref)).toEqual([['signed-out-everywhere']])
  })

  it('ends a session whose person Medicare did not name, and claims nothing when nobody is signed in', async () => {
    const person = await signIn({ patient: null })
    await (await person.browser.run(() => signOutEverywhere()))()
    expect(await isKept(person)).toBe(false)
    await expect(person.browser.run(() => signOutEverywhere())).rejects.toBeInstanceOf(SignInNeeded)
  })

  it('fails rather than say so when the store does not answer (AVL-08)', async () => {
    const person = await signIn()
    const vault = processVault()
    const place = Symbol.for('plainclaim.vault')
    Reflect.set(globalThis, place, { ...vault, endSessions: () => Promise.reject(new Unavailable('vault store')) })
    await expect(person.browser.run(() => signOutEverywhere())).rejects.toBeInstanceOf(Unavailable)
    Reflect.set(globalThis, place, vault)
    expect(await isKept(person)).toBe(true)
  })
})

describe('disconnecting (SES-06)', () => {
  it('leaves no record of this person here, whatever device it was made on (PRV-07)', async () => {
    const [here, there] = [await signIn(), await signIn()]
    await here.browser.run(() => disconnect())
    expect([await isKept(here), await isKept(there)]).toEqual([false, false])
    await expect(processVault().countSessions(here.grant)).resolves.toBe(0)
  })

  it('ends the grant at Medicare, proves it by a refused call, and forgets our record', async () => {
    const person = await signIn()
    await expect(person.browser.run(() => disconnect())).resolves.toBe('proven')
    expect(lives()).toBe(false)
    expect(calls('revoke')).toEqual([200])
    expect(calls('coverage').at(-1)).toBe(401)
    expect(await isKept(person)).toBe(false)
  })

  it.each([
    ['by our clock', over()],
    ['by the clock of Medicare only', {}],
  ])('a token that has lapsed (%s) is refreshed first, since only a living one ends the grant', async (_, more) => {
    const person = await signIn(more)
    medicare.controls.expireAccessTokens()
    medicare.controls.behave({ revocation: 'needs-a-live-access-token' })
    await expect(person.browser.run(() => disconnect())).resolves.toBe('proven')
    expect(lives()).toBe(false)
    expect(calls('refresh')).toEqual([200])
    expect(await isKept(person)).toBe(false)
  })

  it('already ended at Medicare.gov: there is nothing left to end, and that is proof', async () => {
    for (const more of [{}, over()]) {
      const person = await signIn(more)
      medicare.controls.revokeAtMedicare()
      await expect(person.browser.run(() => disconnect())).resolves.toBe('proven')
      expect(await isKept(person)).toBe(false)
    }
  })

  it('access that is over: the same', async () => {
    const person = await signIn(over())
    medicare.controls.expireGrants()
    await expect(person.browser.run(() => disconnect())).resolves.toBe('proven')
  })

  it('a token that is refused although the grant lives proves nothing: the pair was lost or replaced', async () => {
    const lost = await signIn()
    medicare.controls.behave({ claimsBackend: 'failing' })
    medicare.controls.expireAccessTokens()
    await expect(lost.browser.run(() => disconnect())).resolves.toBe('waiting')
    medicare.controls.behave({ claimsBackend: 'works' })
    expect(lives()).toBe(true)
    const replaced = await signIn()
    await connectPerson(medicare, {})
    await expect(replaced.browser.run(() => disconnect())).resolves.toBe('unproven')
    expect(lives()).toBe(true)
    expect([await isKept(lost), await isKept(replaced)]).toEqual([false, false])
  })

  it('Medicare says yes and does nothing: it is tried again later', async () => {
    const person = await signIn()
    medicare.controls.behave({ revocation: 'answers-and-does-nothing' })
    await expect(person.browser.run(() => disconnect())).resolves.toBe('waiting')
    expect(await isKept(person)).toBe(false)
  })

  it.each([
    ['silent', { kind: 'transport', how: 'reset-before' }],
    ['failing', { kind: 'answer', status: 503, body: '<h1>down</h1>' }],
    ['answering with a page', { kind: 'answer', status: 200, body: '<h1>down</h1>' }],
  ] as const)('Medicare is %s: it waits, our record is gone all the same, and the revocation is sent once for now', async (_, action) => {
    for (const more of [{}, over()]) {
      medicare.controls.reset()
      const person = await signIn(more)
      medicare.controls.faults.add({ match: { route: everything }, action })
      await expect(person.browser.run(() => disconnect())).resolves.toBe('waiting')
      expect(await isKept(person)).toBe(false)
      expect(calls('revoke').length).toBeLessThanOrEqual(1)
    }
  })

  it('our app is paused: it waits, and our record is gone', async () => {
    const person = await signIn()
    medicare.controls.behave({ app: 'paused' })
    await expect(person.browser.run(() => disconnect())).resolves.toBe('waiting')
    expect(await isKept(person)).toBe(false)
  })

  it('one-hour access in its last minutes: the living token ends the grant', async () => {
    medicare.controls.registerApp({ ...medicare.app, access: 'ONE_TIME' })
    const person = await signIn({ accessEndsAtMs: Date.now() + 3 * 60_000 })
    await expect(person.browser.run(() => disconnect())).resolves.toBe('proven')
    expect(lives()).toBe(false)
    expect(calls('revoke')).toEqual([200])
    medicare.controls.registerApp(medicare.app)
  })

  it('nobody is signed in: said so, and Medicare hears nothing', async () => {
    await expect(createBrowser(testOrigin).run(() => disconnect())).rejects.toBeInstanceOf(SignInNeeded)
    expect(medicare.controls.journal.entries()).toEqual([])
  })

  it('pressed twice at once it is one: each is told that it was proven, and one line says so (PRV-06)', async () => {
    const { browser, ref } = await signIn()
    expect(await twiceAtOnce(browser, disconnect)).toEqual(['proven', 'proven'])
    expect(calls('revoke')).toEqual([200])
    expect(await deedsOf(ref)).toEqual([['disconnected', 'proven']])
  })

  it.each<[ended: string, end: () => Promise<unknown>]>([
    ['signed out', signOut],
    ['disconnected', disconnect],
  ])('a copied cookie of a session that was %s ends nothing, says nothing, and writes nothing (SES-05, PRV-06)', async (_, end) => {
    const { browser, ref } = await signIn()
    await browser.run(end)
    const [before, asked] = [await deedsOf(ref), medicare.controls.journal.entries().length]
    for (let replay = 0; replay < 3; replay += 1) await expect(browser.run(() => disconnect())).rejects.toMatchObject({ reason: 'expired' })
    expect(await deedsOf(ref)).toEqual(before)
    expect(medicare.controls.journal.entries()).toHaveLength(asked)
  })

  it('a session that another tab signs out meanwhile: nothing is claimed of the permission', async () => {
    const { browser, ref } = await signIn(over())
    medicare.controls.faults.add({ match: { route: 'refresh' }, action: { kind: 'delay', ms: 50 } })
    const leaving = browser.run(() => disconnect()).catch((error: unknown) => error)
    await vi.waitFor(() => expect(calls('refresh')).toHaveLength(1))
    await browser.run(() => signOut())
    expect(await leaving).toMatchObject({ reason: 'no-session' })
    expect(await deedsOf(ref)).toEqual(expect.not.arrayContaining([expect.arrayContaining(['disconnected'])]))
  })

  it('one person leaving does not disturb another', async () => {
    const leaving = await signIn()
    const staying = await connectPerson(medicare, { username: 'BBUser00001' })
    await leaving.browser.run(() => disconnect())
    expect(medicare.controls.listGrants().map(({ personKey }) => personKey)).toEqual(['BBUser00001'])
    expect(await processVault().open(staying.ref)).not.toBeNull()
  })
})
