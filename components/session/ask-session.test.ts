// A page learns from the server how long its session lasts, whatever the visitor's own clock says, and which one it is.
import { describe, expect, it } from 'vitest'
import { askSession } from './ask-session'

const answer = (body: unknown, init?: ResponseInit) => async () => Response.json(body, init)

describe('askSession', () => {
  it('counts by the server’s clock', async () => {
    const reply = answer({ expires: '2031-01-01T10:30:00.000Z' }, { headers: { date: 'Wed, 01 Jan 2031 10:00:00 GMT' } })
    expect(await askSession(reply)).toEqual({ leftMs: 30 * 60_000, session: null })
  })

  it.each([['one', 'one'], [7, null], [undefined, null]])('hears the session’s name, or that none was told: %s', async (session, heard) => {
    const reply = answer({ expires: '2031-01-01T10:30:00.000Z', session })
    expect(await askSession(reply)).toMatchObject({ session: heard })
  })

  it('answers null when there is no session', async () => {
    expect(await askSession(answer({}))).toBeNull()
  })

  it('throws rather than call a failed answer the end of a session', async () => {
    await expect(askSession(answer({}, { status: 503 }))).rejects.toThrow('session state unknown')
  })
})
