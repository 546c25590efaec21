// What the product knows of one person is nowhere it does not belong: not in its log, its files or its figures, not in what
// somebody else is sent, not in the browser's storage; and tokens and codes are in nothing that is sent to any browser
// (quality PRV-01, PRV-03, PRV-04). The tokens are known by the prints that the sandbox's journal keeps of them.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type APIRequestContext, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { connect, openClaims, sandboxUrl, tellSandbox, user } from './steps'

test('a name, a Medicare number, claim ids and tokens are found nowhere they do not belong', async ({ browser, request }) => {
  const mine = await browser.newContext()
  const seen = watch(mine)
  const page = await mine.newPage()
  await connect(page, user(4567))
  await page.goto('/claims')
  await expect(page.getByText('All your claims are here.')).toBeVisible()
  const planted = await readPlanted(page)
  expect(planted.length).toBeGreaterThan(5)
  await tellSandbox(request, 'expire-access-tokens', { person: user(4567).username })
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()

  const other = await browser.newContext()
  const { bodies: sentToOther, strangers } = watch(other)
  const otherPage = await other.newPage()
  await openClaims(otherPage, user(9_999))
  await expect(otherPage.getByText('26 of 26 claims').first()).toBeVisible()
  for (const path of ['/coverage', '/profile', '/access', '/api/auth/session']) await otherPage.goto(path)

  expect(await storageOf(page)).toEqual({ local: 0, session: 0, databases: 0, caches: 0 })
  expect(page.url()).not.toMatch(/code=|state=/)
  const cookies = (await mine.cookies()).map(({ name, value }) => `${name}=${value}`)
  const figures = await (await request.get(process.env['E2E_METRICS_URL'] ?? '')).text()
  expect(figures.endsWith('# EOF\n')).toBe(true)
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible()

  const log = await readFile(process.env['E2E_APP_LOG'] ?? '', 'utf8')
  expect(log).toContain('grant.refreshed')
  expect(sentToOther.length).toBeGreaterThan(5)
  for (const text of planted) {
    expect(log.includes(text), 'in the log').toBe(false)
    expect(sentToOther.some((body) => body.includes(text)), 'sent to somebody else').toBe(false)
    expect(figures.includes(text), 'in the figures').toBe(false)
    expect(cookies.some((cookie) => cookie.includes(text)), 'in a cookie').toBe(false)
    expect(seen.addresses.some((address) => address.includes(text) && !address.includes('/claims/')), 'in an address that is not of the claim').toBe(false)
    expect(await filesWith((content) => content.includes(text)), 'in a file').toEqual([])
  }

  const prints = await printsOf(request, user(4567).username)
  expect(prints.size, 'tokens that the sandbox saw').toBeGreaterThan(2)
  const holdsToken = (text: string) => wordsOf(text).some((word) => prints.has(printOf(word)))
  expect(seen.bodies.length).toBeGreaterThan(10)
  for (const [place, texts] of Object.entries({ 'sent to a browser': [...seen.bodies, ...sentToOther], cookies, figures: [figures], log: [log] })) {
    expect(texts.some(holdsToken), place).toBe(false)
  }
  expect(await filesWith(holdsToken), 'files with a token').toEqual([])
  // A browser that signs in speaks to us and to Medicare, and to nobody else (PRV-04).
  expect([...seen.strangers, ...strangers]).toEqual([])
  // Codes and tokens are thirty letters and digits; nothing of that look may be logged.
  expect(log).not.toMatch(/(?<![A-Za-z0-9])[A-Za-z0-9]{30}(?![A-Za-z0-9])/)
  expect(log).not.toMatch(/BBUser|-1999\d{10}|1S00/)
  for (const line of log.trim().split('\n').filter((line) => line.startsWith('{'))) expect(() => JSON.parse(line)).not.toThrow()
  await Promise.all([mine.close(), other.close()])
})

/** Name, Medicare number and claim ids of the person on this page, as its pages show them. */
async function readPlanted(page: Page): Promise<string[]> {
  const ids = await page.locator('a[href^="/claims/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')?.replace('/claims/', '') ?? ''))
  await page.goto('/coverage')
  const number = /1S[0-9A-Z]{2}-?[0-9A-Z]{3}-?[0-9A-Z]{4}/.exec(await page.locator('main').innerHTML())?.[0]
  await page.goto('/profile')
  const name = await page.locator('main dd').first().innerText()
  expect(number, 'a Medicare number on the coverage page').toBeDefined()
  return [...ids.slice(0, 20), number ?? '', name].filter((text) => text.length > 4)
}

function storageOf(page: Page) {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }))
}

interface Seen {
  /** Of our own answers: pages, data for pages, JSON, files. */
  readonly bodies: string[]
  readonly addresses: string[]
  readonly strangers: string[]
}

/** Everything that a browser asks for, and what our app answers. */
function watch(context: BrowserContext): Seen {
  const app = new URL(process.env['E2E_APP_URL'] ?? '').origin
  const seen: Seen = { bodies: [], addresses: [], strangers: [] }
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin === app) seen.addresses.push(request.url())
    else if (origin !== new URL(sandboxUrl).origin && protocol.startsWith('http')) seen.strangers.push(origin)
  })
  context.on('response', (response) => {
    if (new URL(response.url()).origin === app) void response.text().then((body) => seen.bodies.push(body), () => undefined)
  })
  return seen
}

/** Prints of every token, code and verifier that the sandbox was shown for one person. */
async function printsOf(request: APIRequestContext, person: string): Promise<ReadonlySet<string>> {
  const reply = await request.get(`${sandboxUrl}/__sandbox/journal?person=${person}`)
  const { entries } = (await reply.json()) as { readonly entries: readonly { readonly secrets: Readonly<Record<string, string>> }[] }
  return new Set(entries.flatMap(({ secrets }) => Object.values(secrets)))
}

function printOf(word: string): string {
  return createHash('sha256').update(word).digest('hex').slice(0, 12)
}

/** Whatever could be a token, a code or a verifier: thirty letters and digits, or forty-three of base64url. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?<![A-Za-z0-9])[A-Za-z0-9]{30}(?![A-Za-z0-9])/g), ...text.matchAll(/(?<![\w-])[\w-]{43}(?![\w-])/g)].map(([word]) => word)
}

/** Names of the files that the journeys' app keeps: its vault, its access log, its log. */
async function filesWith(test: (content: string) => boolean): Promise<readonly string[]> {
  const folder = path.dirname(process.env['E2E_APP_LOG'] ?? '')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(1)
  const found = await Promise.all(files.map(async (file) => (test(await readFile(file, 'latin1')) ? [path.basename(file)] : [])))
  return found.flat()
}
