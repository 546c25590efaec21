// The access log as a file: this person's own, and nothing else to be had at this address (quality PRV-06, INP-05, HDR-04).
// First, so that Next finds what it needs before any handler is loaded.
import { createBrowser, setSettings, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listAccessLines } from '@/lib/record/access-lines'
import { listCoverage } from '@/lib/record/coverage'
import { getProfile } from '@/lib/record/profile'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import * as file from './route'

let medicare: RunningSandbox

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterAll(() => medicare.stop())

const told = async (browser: ReturnType<typeof createBrowser>) =>
  (await browser.run(() => listAccessLines()))?.lines.map(({ deed, words }) => [deed, ...words].join(' '))

describe('the file', () => {
  it('is this person’s, as text or as JSON lines, kept by nobody on the way (INP-05, HDR-04)', async () => {
    const [one, other] = [(await signedInBrowser(medicare, {})).browser, (await signedInBrowser(medicare, { username: 'BBUser00001' })).browser]
    await one.run(() => listCoverage())
    await other.run(() => getProfile())
    const text = await one.ask(file.GET, '/access/lines?as=text')
    expect([text.status, text.headers.get('cache-control'), text.headers.get('x-content-type-options')]).toEqual([200, 'private, no-store', 'nosniff'])
    expect(text.headers.get('content-disposition')).toBe('attachment; filename="plainclaim-access.txt"')
    const body = await text.text()
    expect(body).toContain('Medicare sent us your coverage.')
    expect(body).not.toContain('personal details')
    const json = await (await other.ask(file.GET, '/access/lines?as=json')).text()
    expect(json).toContain('"profile"')
    expect(json).not.toContain('"coverage"')
    expect(await told(one)).toEqual(['loaded coverage', 'downloaded access-lines'])
  })

  it.each(['', '?as=', '?as=csv', '?as=text&as=json'])('nothing else can be asked for: %s', async (query) => {
    const { browser } = await signedInBrowser(medicare, {})
    expect((await browser.ask(file.GET, `/access/lines${query}`)).status).toBe(400)
  })

  it('who is not signed in is asked to sign in', async () => {
    const answer = await createBrowser(testOrigin).ask(file.GET, '/access/lines?as=text')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${testOrigin}/sign-in?reason=no-session`])
  })
})
