// A page learns how long its session lasts from the server, whatever the visitor's own clock says.
import { describe, expect, it } from 'vitest'
import { askSessionLeftMs } from './ask-session'

const answer = (body: unknown, init?: ResponseInit) => async () => Response.json(body, init)

describe('askSessionLeftMs', () => {
  it('counts by the server’s clock', async () => {
    const reply = answer({ expires: '2031-01-01T10:30:00.000Z' }, { headers: { date: 'Wed, 01 Jan 2031 10:00:00 GMT' } })
    expect(await askSessionLeftMs(reply)).toBe(30 * 60_000)
  })

  it('answers null when there is no session', async () => {
    expect(await askSessionLeftMs(answer({}))).toBeNull()
  })

  it('throws rather than call a failed answer the end of a session', async () => {
    await expect(askSessionLeftMs(answer({}, { status: 503 }))).rejects.toThrow('session state unknown')
  })
})
