// However many ask at once, the work is done once (quality SES-10).
import { describe, expect, it, vi } from 'vitest'
import { singleFlight } from './single-flight'

function gate() {
  let open: (value: string) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const promise = new Promise<string>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open, fail }
}

describe('one flight for each key (SES-10)', () => {
  it('fifty callers get one answer from one call', async () => {
    const flights = new Map<string, Promise<string>>()
    const door = gate()
    const work = vi.fn(() => door.promise)
    const callers = Array.from({ length: 50 }, () => singleFlight(flights, 'a', work))
    door.open('answer')
    expect(new Set(await Promise.all(callers))).toEqual(new Set(['answer']))
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('fifty callers share one failure, and the next one tries anew', async () => {
    const flights = new Map<string, Promise<string>>()
    const door = gate()
    const callers = Array.from({ length: 50 }, () => singleFlight(flights, 'a', () => door.promise))
    door.fail(new Error('broken'))
    const settled = await Promise.allSettled(callers)
    expect(settled.every((result) => result.status === 'rejected')).toBe(true)
    await expect(singleFlight(flights, 'a', async () => 'mended')).resolves.toBe('mended')
  })

  it('forgets a flight that has landed', async () => {
    const flights = new Map<string, Promise<string>>()
    await singleFlight(flights, 'a', async () => 'one')
    await singleFlight(flights, 'b', () => Promise.reject(new Error('no'))).catch(() => undefined)
    expect(flights.size).toBe(0)
    await expect(singleFlight(flights, 'a', async () => 'two')).resolves.toBe('two')
  })

  it('different keys do not wait for each other', async () => {
    const flights = new Map<string, Promise<string>>()
    void singleFlight(flights, 'a', () => gate().promise)
    await expect(singleFlight(flights, 'b', async () => 'b')).resolves.toBe('b')
  })
})
