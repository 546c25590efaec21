// When a page looks at its session again, and that nothing stays on the screen once it is over (quality SES-04).
import { afterEach, describe, expect, it, vi } from 'vitest'
import { placeOf } from './sign-in-again'
import { nextLookMs, watchSession } from './watch-session'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
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

/** A page on /coverage whose server answers as told: how many ms are left, null for no session, or nothing at all. */
function openPage(answer: () => number | null | 'silence') {
  vi.useFakeTimers()
  const seen = { left: [] as string[], veiled: false, forgotten: 0, warned: [] as boolean[], asked: 0 }
  const heard = new Map<string, () => void>()
  const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
  vi.stubGlobal('BroadcastChannel', class { addEventListener() {} removeEventListener() {} postMessage() {} })
  const hears = (name: string, listener: () => void) => heard.set(name, listener)
  vi.stubGlobal('window', { ...deaf, addEventListener: hears, location: { pathname: '/coverage', replace: (to: string) => seen.left.push(to) } })
  vi.stubGlobal('document', { ...deaf, visibilityState: 'visible', documentElement: { toggleAttribute: (_: string, on: boolean) => (seen.veiled = on) } })
  vi.stubGlobal('fetch', async () => {
    seen.asked += 1
    const left = answer()
    if (left === 'silence') throw new TypeError('fetch failed')
    const nowMs = Math.floor(Date.now() / 1_000) * 1_000
    return Response.json(left === null ? {} : { expires: new Date(nowMs + left).toISOString() }, { headers: { date: new Date(nowMs).toUTCString() } })
  })
  const watch = watchSession({ forget: () => (seen.forgotten += 1), warn: (soon) => seen.warned.push(soon) })
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
