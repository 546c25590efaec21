// A session's name tells sessions apart, and nothing else (quality PRV-03, SES-07).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, playMedicare, signedInBrowser, testOrigin } from './testing'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { settings } from '@/lib/env'
import { logName } from '@/lib/master-seal'
import { Secret } from '@/lib/secret'
import { readRef } from './session'
import { readSessionName, sessionName } from './session-name'

const { medicare } = await playMedicare()

const random = () => randomBytes(32).toString('base64url')

describe('the name of a session', () => {
  it('is the same at every look, and another after the same person has signed in again', async () => {
    const [first, second] = [await signedInBrowser(medicare, { username: 'BBUser00001' }), await signedInBrowser(medicare, { username: 'BBUser00001' })]
    const name = await first.browser.run(readSessionName)
    expect(name).toMatch(/^[\w-]{16}$/)
    expect(await first.browser.run(readSessionName)).toBe(name)
    expect(await second.browser.run(readSessionName)).not.toBe(name)
  })

  it('is none without a session', async () => {
    expect(await createBrowser(testOrigin).run(readSessionName)).toBeNull()
  })

  it('holds nothing of the id or of the half of the key, and is not what the log calls the session', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    const ref = await browser.run(readRef)
    if (!ref) throw new Error('there is no session')
    const name = sessionName(ref)
    for (let at = 0; at <= name.length - 6; at += 1) expect(ref.id + ref.half.reveal()).not.toContain(name.slice(at, at + 6))
    expect(name).not.toBe(logName(ref.id, settings().vault.keys[0]))
  })

  it('follows from both halves of what the cookie names', () => {
    const [id, half] = [random(), random()]
    const names = [[id, half], [random(), half], [id, random()]].map(([one = '', other = '']) => sessionName({ id: one, half: new Secret(other) }))
    expect(new Set(names).size).toBe(3)
  })
})
