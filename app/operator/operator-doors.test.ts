// Every form and interface of the operators, as a stranger, an enrollee, a stale and a fresh operator ask for it (quality
// SES-12, HDR-05). The list comes from the folders, so that a new handler is asked too.
// First, so that Next finds what it needs before any handler is loaded.
import { type Browser, createBrowser, setSettings, testOrigin } from '@/lib/session/testing'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { NextRequest } from 'next/server'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { beginOperatorSession } from '@/lib/operator/operator'
import * as exportInterface from '@/app/api/operator/exports/[id]/route'
import * as sessionInterface from '@/app/api/operator/session/route'
import * as testing from './connections/test/route'
import * as doing from './exports/[id]/do/route'
import * as starting from './exports/start/route'
import * as linking from './sign-in/link/route'
import * as printing from './sign-in/print/route'
import * as providing from './sign-in/provider/route'

const id = '20260101-000000-abcdefgh'
const context = { params: Promise.resolve({ id }) }
const form = { system: 'bcda', deed: 'delete', version: '2', population: 'patient', since: 'all' }

const forms: Readonly<Record<string, (request: NextRequest) => Promise<Response>>> = {
  'app/operator/connections/test/route.ts': testing.POST,
  'app/operator/exports/start/route.ts': starting.POST,
  'app/operator/exports/[id]/do/route.ts': (request) => doing.POST(request, context),
}
const interfaces: Readonly<Record<string, (request: NextRequest) => Promise<Response>>> = {
  'app/api/operator/session/route.ts': sessionInterface.GET,
  'app/api/operator/exports/[id]/route.ts': (request) => exportInterface.GET(request, context),
}
/** What nobody need be signed in for: the ways in, and the way out. */
const open = /^app\/operator\/(sign-in|sign-out)\//

beforeAll(() => {
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null }, { BCDA_EXPORTS_FOLDER: mkdtempSync(path.join(tmpdir(), 'plainclaim-exports-')) })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterEach(() => void vi.useRealTimers())

async function operator(): Promise<Browser> {
  const browser = createBrowser(testOrigin)
  const { name, value } = await browser.run(() => beginOperatorSession({ ref: 'terminal', name: 'Terminal', via: 'link' }))
  browser.cookies.set(name, value)
  return browser
}

/** The ways in, which ask for no session. */
const waysIn: Readonly<Record<string, (request: NextRequest) => Promise<Response>>> = {
  'app/operator/sign-in/link/route.ts': linking.POST,
  'app/operator/sign-in/print/route.ts': printing.POST,
  'app/operator/sign-in/provider/route.ts': providing.POST,
}

/** Sends this body as a form of our own page. */
function send(browser: Browser, handle: (request: NextRequest) => Promise<Response>, body: string): Promise<Response> {
  return browser.ask((asked) => handle(new NextRequest(asked.url, { method: 'POST', headers: asked.headers, body })), '/operator', { form: {} })
}

const reasonOf = (response: Response): string => response.headers.get('location')?.replace(testOrigin, '') ?? ''

describe('the doors', () => {
  it('are all asked', () => {
    const folders = ['app/operator', 'app/api/operator'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
    const handlers = folders.filter((file) => file.endsWith('route.ts') && !open.test(file))
    expect(handlers.toSorted()).toEqual([...Object.keys(forms), ...Object.keys(interfaces)].toSorted())
  })

  it.each(Object.entries(forms))('%s sends away who is not signed in, and obeys no other site', async (_, handle) => {
    const stranger = createBrowser(testOrigin)
    const sent = await stranger.ask(handle, '/operator', { form })
    expect([sent.status, reasonOf(sent)]).toEqual([303, expect.stringMatching(/^\/operator\/sign-in\?then=[a-z0-9.-]+$/)])
    const inside = await operator()
    for (const origin of ['https://evil.example', 'null', null]) expect((await inside.ask(handle, '/operator', { form, headers: { origin } })).status).toBe(403)
  })

  it.each(Object.entries(interfaces))('%s answers nobody else, and nothing of it may be kept', async (_, handle) => {
    const reply = await createBrowser(testOrigin).ask(handle, '/api/operator')
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([401, 'private, no-store'])
    expect((await (await operator()).ask(handle, '/api/operator')).headers.get('cache-control')).toBe('private, no-store')
  })

  it('starting, resuming and deleting ask for a sign-in of the last fifteen minutes; stopping does not', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const browser = await operator()
    for (const minutes of [8, 8]) {
      vi.setSystemTime(Date.now() + minutes * 60_000)
      expect((await browser.ask(testing.POST, '/operator', { form: { system: 'nobody' } })).status).toBe(404)
    }
    const doIt = (request: NextRequest) => doing.POST(request, context)
    expect(reasonOf(await browser.ask(starting.POST, '/operator', { form }))).toBe('/operator/sign-in?then=exports&reason=step-up')
    for (const deed of ['delete', 'resume']) expect(reasonOf(await browser.ask(doIt, '/operator', { form: { deed } }))).toBe(`/operator/sign-in?then=export.${id}&reason=step-up`)
    for (const deed of ['stop', 'cancel', 'verify']) expect((await browser.ask(doIt, '/operator', { form: { deed } })).status).toBe(404)
  })

  const single = [
    ...Object.keys(forms).flatMap((file) => Object.entries(form).map(([name, value]) => [file, name, value])),
    ...Object.keys(waysIn).flatMap((file) => [[file, 'then', 'exports'], [file, 'key', 'canary']]),
  ] satisfies string[][]
  it.each(single)('%s refuses %s when it is said twice, the same or otherwise (INP-09)', async (file, name, value) => {
    const handle = forms[file] ?? waysIn[file]
    if (!handle) throw new Error(file)
    const browser = await operator()
    for (const again of [value, 'other', '']) {
      const body = new URLSearchParams({ ...form, [name]: value })
      body.append(name, again)
      const reply = await send(browser, handle, body.toString())
      expect([reply.status, reply.headers.get('location'), reply.headers.get('cache-control')]).toEqual([400, null, 'private, no-store'])
    }
  })

  it('only kinds of records may be many, each of them once', async () => {
    const browser = await operator()
    const sends = (types: string) => send(browser, starting.POST, `version=3&population=patient&since=at&sinceAt=soon&${types}`)
    expect(reasonOf(await sends('type=Patient&type=Coverage'))).toBe('/operator/exports?problem=since')
    expect(reasonOf(await sends('type=Patient&type=Patient'))).toBe('/operator/exports?problem=form')
    expect((await send(browser, testing.POST, 'system=nobody&type=Patient&type=Coverage')).status).toBe(400)
  })

  it('a form with nonsense starts nothing and says so', async () => {
    const browser = await operator()
    const reply = await browser.ask(starting.POST, '/operator', { form: { ...form, since: 'at', sinceAt: 'soon' } })
    expect(reasonOf(reply)).toBe('/operator/exports?problem=since')
  })
})
