// When a page looks at its session again, and that nothing stays on the screen once it is over or another has taken its place
// (quality SES-04, PRV-03).
import { afterEach, describe, expect, it, vi } from 'vitest'
import { placeOf } from './sign-in-again'
import { nextLookMs, watchSession } from './watch-session'

/** The one channel of this browser, and how another tab speaks on it. */
const tabs = vi.hoisted(() => {
  const listeners = new Set<(event: { readonly data: string }) => void>()
  return { listeners, say: (data: string) => listeners.forEach((listen) => listen({ data })) }
})
vi.stubGlobal('BroadcastChannel', class {
  addEventListener(_: string, listen: (event: { readonly data: string }) => void) {
    tabs.listeners.add(listen)
  }
  removeEventListener(_: string, listen: (event: { readonly data: string }) => void) {
    tabs.listeners.delete(listen)
  }
})
const channel = globalThis.BroadcastChannel

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.stubGlobal('BroadcastChannel', channel)
})

describe('nextLookMs', () => {
  it('looks two minutes before the end, then at the end', () => {
    expect(nextLookMs(3 * 60_000)).toBe(60_000)
    expect(nextLookMs(100_000)).toBe(101_000)
  })

  it('is never in a hurry, and notices within two minutes that the session was ended on another device', () => {
    expect(nextLookMs(0)).toBe(5_000)
    expect(nextLookMs(30 * 60_000)).toBe(2 * 60_000)
    expect(nextLookMs(12 * 3_600_000)).toBe(2 * 60_000)
  })
})

it('a page knows the part of the site it belongs to, and puts nothing else into an address', () => {
  expect(['/claims/-10000930038030', '/coverage', '/', '', '/a&b=//c'].map(placeOf)).toEqual(['claims', 'coverage', '', '', 'a%26b%3D'])
})

/**
 * A page whose server answers as told: how many ms are left, null for no session, or nothing at all.
 * @param now the name of the session that this browser has; the page is one of session `one`
 */
function openPage(answer: () => number | null | 'silence', now: () => string | undefined = () => 'one', pathname = '/coverage') {
  vi.useFakeTimers()
  const seen = { left: [] as string[], reloads: 0, addresses: [] as string[], veiled: false, forgotten: 0, warned: [] as boolean[], asked: 0 }
  const heard = new Map<string, () => void>()
  const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
  const hears = (name: string, listener: () => void) => heard.set(name, listener)
  const location = { pathname, replace: (to: string) => seen.left.push(to), reload: () => (seen.reloads += 1) }
  vi.stubGlobal('window', { ...deaf, addEventListener: hears, location, history: { replaceState: (_: unknown, __: string, to: string) => seen.addresses.push(to) } })
  vi.stubGlobal('document', { ...deaf, addEventListener: hears, visibilityState: 'visible', documentElement: { toggleAttribute: (_: string, on: boolean) => (seen.veiled = on) } })
  vi.stubGlobal('fetch', async () => {
    seen.asked += 1
    const left = answer()
    if (left === 'silence') throw new TypeError('fetch failed')
    const nowMs = Math.floor(Date.now() / 1_000) * 1_000
    return Response.json(left === null ? {} : { expires: new Date(nowMs + left).toISOString(), session: now() }, { headers: { date: new Date(nowMs).toUTCString() } })
  })
  const watch = watchSession({ session: 'one', forget: () => (seen.forgotten += 1), warn: (soon) => seen.warned.push(soon) })
  return { seen, watch, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms), happens: (name: string) => heard.get(name)?.() }
}

describe.each([['thirty', 30], ['ten', 10]])('a session of %s minutes', (_, minutes) => {
  it('is asked about without being kept awake, warns two minutes before its end, and then leaves the page empty', async () => {
    vi.useFakeTimers()
    const endsAtMs = Date.now() + minutes * 60_000
    const { seen, watch, pass } = openPage(() => (endsAtMs > Date.now() ? endsAtMs - Date.now() : null))
    await pass((minutes - 2) * 60_000 - 6_000)
    expect(seen.warned.includes(true)).toBe(false)
    await pass(8_000)
    expect(seen.warned.at(-1)).toBe(true)
    expect(seen.left).toEqual([])
    await pass(2 * 60_000 + 6_000)
    expect(seen).toMatchObject({ left: ['/signed-out?how=session-ended&then=coverage'], veiled: true })
    expect(seen.forgotten).toBeGreaterThan(0)
    watch.stop()
  })
})

it.each([['before', 0], ['from', 3_000]])('with the server silent %s the first look on, nothing stays on the screen past the end that is known', async (_, silentFromMs) => {
  vi.useFakeTimers()
  const endsAtMs = Date.now() + 10 * 60_000
  let silent = silentFromMs === 0
  const { seen, watch, pass } = openPage(() => (silent ? 'silence' : endsAtMs - Date.now()))
  await pass(silentFromMs)
  silent = true
  await pass(9 * 60_000)
  expect(seen.left).toEqual([])
  await pass(70_000)
  expect(seen).toMatchObject({ left: ['/signed-out?how=session-ended&then=coverage'], veiled: true })
  watch.stop()
})

it('ended on another device: the page is empty within two minutes', async () => {
  let ended = false
  const { seen, watch, pass } = openPage(() => (ended ? null : 30 * 60_000))
  await pass(60_000)
  ended = true
  await pass(120_000)
  expect(seen.left).toHaveLength(1)
  watch.stop()
})

it('while the answer to a form of this page is on its way, the page does not leave for another one', async () => {
  let answer: (left: number | null) => void = () => undefined
  const { seen, watch, pass, happens } = openPage(() => null)
  vi.stubGlobal('fetch', async () => {
    const left = await new Promise<number | null>((resolve) => (answer = resolve))
    return Response.json(left === null ? {} : { expires: new Date(Date.now() + left).toISOString() })
  })
  await pass(2_000)
  happens('beforeunload')
  answer(null)
  await pass(59_000)
  expect(seen.left).toEqual([])
  await pass(2_000)
  answer(null)
  await pass(1)
  expect(seen.left).toEqual(['/signed-out?how=session-ended&then=coverage'])
  watch.stop()
})

describe('when somebody else has signed in here, or the same person anew (PRV-03)', () => {
  const gone = { forgotten: 1, reloads: 1, veiled: true, left: [], addresses: ['/claims'] }

  it('the page forgets, is covered, and loads what is theirs under an address that tells nothing of before, though no tab said so', async () => {
    let current = 'one'
    const { seen, watch, pass } = openPage(() => 30 * 60_000, () => current, '/claims/-10000930038030')
    await pass(60_000)
    expect(seen).toMatchObject({ forgotten: 0, reloads: 0 })
    current = 'two'
    await pass(2 * 60_000)
    expect(seen).toMatchObject(gone)
    watch.stop()
  })

  it('it does so at once when the reader comes back to it', async () => {
    let current = 'one'
    const { seen, watch, pass, happens } = openPage(() => 30 * 60_000, () => current, '/claims/-10000930038030')
    await pass(3_000)
    current = 'two'
    happens('visibilitychange')
    await pass(1)
    expect(seen).toMatchObject(gone)
    watch.stop()
  })

  it('it does so at once when another tab says so, as a reload, which is no news', async () => {
    const { seen, watch, pass } = openPage(() => 30 * 60_000, () => 'two', '/claims/-10000930038030')
    tabs.say('began')
    await pass(1)
    expect(seen).toMatchObject(gone)
    watch.stop()
  })

  it('a server that tells no name sends nobody round in circles', async () => {
    const { seen, watch, pass } = openPage(() => 30 * 60_000, () => undefined)
    await pass(5 * 60_000)
    expect(seen).toMatchObject({ forgotten: 0, reloads: 0, veiled: false })
    watch.stop()
  })
})

it('the end that another tab tells of empties the page at once', async () => {
  const { seen, watch, pass } = openPage(() => null)
  tabs.say('ended')
  expect(seen.forgotten).toBe(1)
  await pass(1)
  expect(seen.left).toEqual(['/signed-out?how=session-ended&then=coverage'])
  watch.stop()
})
