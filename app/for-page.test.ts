// The two doors: what is thrown behind them becomes a redirect, "not found", a status or a value, and never a word of it
// (architecture section 4).
import { describe, expect, it, vi } from 'vitest'
import { forApi } from '@/app/for-api'
import { forPage } from '@/app/for-page'
import { Misconfigured, NotAllowed, SignInNeeded, type SignInReason, Unavailable, Unreadable } from '@/lib/errors'

const canary = 'Jane-Canary-1S00E00AA00'
const reasons: readonly SignInReason[] = ['no-session', 'idle', 'expired', 'access-ended', 'access-expired', 'connection-interrupted', 'connection-replaced', 'signed-out']

function failing(error: unknown): () => Promise<never> {
  return () => Promise.reject(error)
}

const digestOf = (error: unknown) => (typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : String(error))

describe('a page', () => {
  it('gets what was loaded', async () => {
    await expect(forPage(async () => 52)).resolves.toEqual({ ok: true, value: 52 })
  })

  it.each(reasons)('sign-in needed (%s): to the sign-in page, with the reason and the way back', async (reason) => {
    const thrown: unknown = await forPage(failing(new SignInNeeded(reason)), 'coverage').catch((error: unknown) => error)
    expect(digestOf(thrown)).toBe(`NEXT_REDIRECT;replace;/sign-in?reason=${reason}&then=coverage;307;`)
  })

  it('not allowed: "not found", so that nobody learns that it exists', async () => {
    const thrown: unknown = await forPage(failing(new NotAllowed(canary))).catch((error: unknown) => error)
    expect(digestOf(thrown)).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
  })

  it('unavailable and unreadable are values, so that the page may speak', async () => {
    await expect(forPage(failing(new Unavailable(canary, 5_000)))).resolves.toEqual({ ok: false, problem: 'unavailable' })
    await expect(forPage(failing(new Unreadable(canary)))).resolves.toEqual({ ok: false, problem: 'unreadable' })
  })

  it('what is no failure of ours goes on as it is', async () => {
    const error = new TypeError('a bug')
    await expect(forPage(failing(error))).rejects.toBe(error)
  })
})

describe('a route handler', () => {
  const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true)

  it.each<[error: unknown, status: number, code: string]>([
    [new SignInNeeded('expired'), 401, 'sign-in-needed'],
    [new NotAllowed(canary), 404, 'not-allowed'],
    [new Unavailable(canary), 503, 'unavailable'],
    [new Unreadable(canary), 502, 'unreadable'],
    [new Misconfigured([canary]), 500, 'failed'],
    [new TypeError(canary), 500, 'failed'],
    [canary, 500, 'failed'],
    [undefined, 500, 'failed'],
  ])('%s: %i %s, kept by nobody, and no word of it', async (error, status, code) => {
    const answer = await forApi(failing(error))
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ code, ...(error instanceof SignInNeeded ? { reason: error.reason } : {}) })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(logged.mock.calls.join('')).not.toContain(canary)
  })

  it('passes a good answer on', async () => {
    const answer = new Response('ok')
    await expect(forApi(async () => answer)).resolves.toBe(answer)
  })
})
