// An operator at work: they sign in with the link of the terminal, test a connection, run an export to its end, look into
// it and remove it; and nobody else gets in (quality SES-12, PRV-01, PRV-06, HDR-05).
import { readFile, stat } from 'node:fs/promises'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible, openSession, tellSandbox, user } from './steps'

const linkFile = process.env['E2E_OPERATOR_LINK_FILE'] ?? ''
/** BCDA's set of 50 enrollees, which these servers are connected as. */
const bcdaClient = '3841c594-a8c0-41e5-98cc-38bb45360d3c'
/** A name as exports have it, of an export that is not there. */
const nowhere = '20260101-000000-abcdefgh'
const pages = ['/operator', '/operator/exports', `/operator/exports/${nowhere}`, `/operator/exports/${nowhere}/summary`, `/operator/exports/${nowhere}/claims`, `/operator/exports/${nowhere}/claims/carrier-1`, `/operator/exports/${nowhere}/delete`, '/operator/log']
const forms = ['/operator/connections/test', '/operator/exports/start', `/operator/exports/${nowhere}/do`]
const interfaces = ['/api/operator/session', `/api/operator/exports/${nowhere}`]

/** As a document, as the data of a page, and as a look ahead. */
const asked: readonly Record<string, string>[] = [{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }]

/** One link is good at a time, and a claim of an export takes a moment to be found on slow cores. */
test.describe.configure({ timeout: 300_000 })

/**
 * Asks for a link until one opens: two are some seconds apart, and another journey may have asked for the newest.
 * @param how `open` the link, or `paste` it where no script reads what stands behind the #
 */
async function signIn(page: Page, how: 'open' | 'paste' = 'open'): Promise<string> {
  let link = ''
  await expect(async () => {
    await page.goto('/operator/sign-in')
    await page.getByRole('button', { name: 'Show a new link in the terminal' }).click()
    link = (await readFile(linkFile, 'utf8')).trim()
    expect((await stat(linkFile)).mode & 0o777, 'readable by its owner alone').toBe(0o600)
    const field = page.getByLabel('Link, or the part behind #')
    if (how === 'paste') await field.fill(link)
    else await page.goto(link)
    await expect(field).not.toHaveValue('')
    expect(page.url(), 'the key leaves the address').not.toContain('#')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 90_000 })
  return link
}

/** No sideways scroll on a desk and on a phone; nothing from axe on the one, or on the other in the dark, by turns. */
async function expectWellSet(page: Page, axeAt: 1280 | 320): Promise<void> {
  for (const [width, colorScheme] of [[1280, 'light'], [320, 'dark']] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${page.url()} at ${width}`).toBeLessThanOrEqual(0)
    if (width === axeAt) await expectAccessible(page, 'main tr:nth-child(n + 6)')
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The id of the export whose page this is. */
const idIn = (page: Page): string => /exports\/([^/?]+)/.exec(page.url())?.[1] ?? ''

test('an export from sign-in to removal', async ({ page, request }) => {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto('/operator/sign-in')
  await expectWellSet(page, 1280)
  const link = await signIn(page)

  await test.step('a connection is tested', async () => {
    const bcda = page.getByRole('region', { name: 'BCDA' })
    await expect(bcda.getByText('Set, id ending in')).toBeVisible()
    await bcda.getByRole('button', { name: 'Test connection: BCDA' }).click()
    await expect(bcda.getByText('The test worked')).toBeVisible()
    await expect(bcda.getByText('Good until')).toBeVisible()
    await expectWellSet(page, 320)
  })

  await test.step('an export is started, stopped, resumed, watched and comes to its end', async () => {
    await tellSandbox(request, 'behaviour', { bcdaRunMs: 6_000, clientId: bcdaClient })
    await page.getByRole('link', { name: 'Exports', exact: true }).click()
    await expect(page.getByText('There is none yet.')).toBeVisible()
    await expectWellSet(page, 1280)
    await page.getByLabel('Version', { exact: true }).selectOption('2')
    await page.getByRole('button', { name: 'Start the export' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'One export' })).toBeVisible()
    await expect(page.getByRole('progressbar').first()).toBeVisible()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(page.getByText('Stopped. It can be resumed')).toBeVisible()
    await expect(page.getByText('An operator stopped it.')).toBeVisible()
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 120_000 })
    await expect(page.getByText('3 of 3')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Files' })).toBeVisible()
    await expectWellSet(page, 320)
  })
  await tellSandbox(request, 'behaviour', { bcdaRunMs: 600, clientId: bcdaClient })
  const id = idIn(page)

  await test.step('its files are verified', async () => {
    await page.getByRole('button', { name: 'Verify the files' }).click()
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(/^Verified: \d+ files are as received\./)).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 60_000 })
  })

  await test.step('what it holds, and one claim as its owner would read it', async () => {
    await page.getByRole('link', { name: 'What it holds' }).click()
    await expect(page.getByRole('heading', { name: 'Total paid' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('row', { name: /^Patient/ })).toContainText('50')
    await expect(page.getByRole('table', { name: 'Claims by kind', exact: true }).getByRole('row').last()).toContainText('$')
    await expectWellSet(page, 1280)
    await page.getByRole('link', { name: 'Open a claim' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Claims in this export' })).toBeVisible({ timeout: 60_000 })
    await expectWellSet(page, 320)
    await page.getByRole('table').getByRole('link').first().click()
    await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('This is not a bill').first()).toBeVisible()
    expect(await page.getByRole('main').getByText(/NaN|undefined|\[object|Invalid Date/).count()).toBe(0)
    await expectWellSet(page, 1280)
  })

  await test.step('it is removed, after one question', async () => {
    await page.goto(`/operator/exports/${id}`)
    await page.getByRole('link', { name: 'Delete', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Delete this export?' })).toBeVisible()
    await expectWellSet(page, 320)
    await page.getByRole('button', { name: 'Delete the export' }).click()
    await expect(page.getByText('There is none yet.')).toBeVisible()
    expect((await page.goto(`/operator/exports/${id}`))?.status()).toBe(404)
  })

  await test.step('the log tells all of it, and the server’s own log none of its secrets', async () => {
    await page.goto('/operator/log')
    await expect(page.getByText('No line is missing or changed.')).toBeVisible()
    for (const deed of ['Deleted an export.', 'Read a claim.', 'Verified an export: it is whole.', 'Resumed an export.', 'Stopped an export.', 'Started an export.', 'Tested BCDA, sandbox: it worked.', 'Signed in with the link of the terminal.']) {
      await expect(page.getByText(deed).first()).toBeVisible()
    }
    await expectWellSet(page, 1280)
    const log = await readFile(process.env['E2E_APP_LOG'] ?? '', 'utf8')
    expect(log).not.toContain(link.split('#')[1] ?? 'no key')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('You are signed out.')).toBeVisible()
    await page.goto('/operator/exports')
    await expect(page).toHaveURL(/\/operator\/sign-in/)
  })
  expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
})

test('an enrollee’s session is refused on every route of the operators, however it is asked for', async ({ page, baseURL }) => {
  await openSession(page, user(740))
  const { request } = page.context()
  for (const path of [...pages, ...pages.map((page) => `${page}.rsc`)]) {
    for (const headers of asked) {
      for (const method of ['GET', 'HEAD']) {
        const reply = await request.fetch(path, { method, headers, maxRedirects: 0 })
        const text = await reply.text()
        const what = `${method} ${path} ${JSON.stringify(headers)}: ${reply.status()}`
        // The data of a page may say 200 and hold nothing but the way to the sign-in page.
        if (reply.status() === 200 && method === 'GET') expect(text, what).toContain('/operator/sign-in?then=')
        else expect([200, 307, 404], what).toContain(reply.status())
        expect(text, what).not.toMatch(/Test connection|Start an export|How it stands|Signed in by/)
      }
    }
  }
  for (const path of interfaces) expect((await request.get(path)).status(), path).toBe(401)
  for (const path of forms) {
    const own = await request.post(path, { form: { system: 'bcda', deed: 'delete' }, headers: { origin: baseURL ?? '' }, maxRedirects: 0 })
    expect([own.status(), own.headers()['location']], path).toEqual([303, expect.stringContaining('/operator/sign-in')])
  }
})

test('an operator’s session opens no page of an enrollee, and no form of another site is obeyed', async ({ page, baseURL }) => {
  await signIn(page)
  const { request } = page.context()
  for (const path of ['/claims', '/drugs', '/coverage', '/profile', '/access', '/welcome']) {
    const reply = await request.get(path, { maxRedirects: 0 })
    expect([reply.status(), reply.headers()['location']], path).toEqual([307, expect.stringContaining('/sign-in')])
  }
  expect((await request.get('/api/claims?starts=0')).status()).toBe(401)
  for (const path of [...forms, '/operator/sign-out', '/operator/sign-in/link', '/operator/sign-in/print']) {
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const reply = await request.post(path, { form: { system: 'bcda', deed: 'delete' }, headers: origin === undefined ? {} : { origin }, maxRedirects: 0 })
      expect(reply.status(), `${path} from ${origin}`).toBe(403)
    }
  }
  const sane = await request.post(`/operator/exports/${nowhere}/do`, { form: { deed: 'stop' }, headers: { origin: baseURL ?? '' }, maxRedirects: 0 })
  expect(sane.status()).toBe(404)
})

test('without script an export is started, verified and removed', async ({ browser, baseURL }) => {
  const page = await withoutScript(browser, baseURL)
  await signIn(page, 'paste')
  await page.getByRole('link', { name: 'Exports', exact: true }).click()
  await page.getByLabel('Patient', { exact: true }).check()
  await page.getByLabel('Changed since when').selectOption('at')
  await page.getByRole('button', { name: 'Start the export' }).click()
  await expect(page.getByText('“Since” must be a past day')).toBeVisible()
  await page.getByLabel('Patient', { exact: true }).check()
  await page.getByRole('button', { name: 'Start the export' }).click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Complete', { exact: true })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Verify the files' }).click()
  await expect(page.getByText(/^Verified: 1 file is as received\./)).toBeVisible()
  await page.getByRole('link', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete the export' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Exports' })).toBeVisible()
  await page.context().close()
})

async function withoutScript(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  return context.newPage()
}
