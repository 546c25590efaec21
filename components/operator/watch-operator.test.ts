// An operator's page asks two minutes before the end, and nothing of anybody stays on the screen behind it (quality SES-04).
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Told, watchOperator } from './watch-operator'

const minuteMs = 60_000

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function openPage(answer: (passedMs: number) => Told) {
  vi.useFakeTimers()
  const begunAtMs = Date.now()
  const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
  vi.stubGlobal('window', deaf)
  vi.stubGlobal('document', { ...deaf, visibilityState: 'visible' })
  const seen = { warned: false, left: false }
  const stop = watchOperator(15 * minuteMs, { warn: (soon) => (seen.warned = soon), leave: () => (seen.left = true) }, async () => answer(Date.now() - begunAtMs))
  return { seen, stop, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) }
}

const untilFifteen = (passedMs: number): Told => (passedMs < 15 * minuteMs ? 15 * minuteMs - passedMs : 'over')

describe('the watch', () => {
  it('warns two minutes before the end, and leaves at the end', async () => {
    const { seen, pass } = openPage(untilFifteen)
    await pass(13 * minuteMs - 1_000)
    expect(seen).toEqual({ warned: false, left: false })
    await pass(2_000)
    expect(seen).toEqual({ warned: true, left: false })
    await pass(2 * minuteMs + 1_000)
    expect(seen.left).toBe(true)
  })

  it('says nothing when another tab kept the session awake', async () => {
    const { seen, pass } = openPage(() => 10 * minuteMs)
    await pass(60 * minuteMs)
    expect(seen).toEqual({ warned: false, left: false })
  })

  it('leaves at the time it knew of when the server is silent', async () => {
    const { seen, pass } = openPage(() => 'silence')
    await pass(14 * minuteMs)
    expect(seen).toEqual({ warned: true, left: false })
    await pass(minuteMs + 2_000)
    expect(seen.left).toBe(true)
  })

  it('leaves at once when it is ended elsewhere, and does nothing once it is stopped', async () => {
    const ended = openPage(() => 'over')
    await ended.pass(13 * minuteMs + 1_000)
    expect(ended.seen.left).toBe(true)
    const other = openPage(untilFifteen)
    other.stop()
    await other.pass(20 * minuteMs)
    expect(other.seen).toEqual({ warned: false, left: false })
  })
})
