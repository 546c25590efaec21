// What the product knows of one person is nowhere it does not belong: not in its log, not in what somebody else is sent,
// not in the browser's storage (quality PRV-01, PRV-03, PRV-04).
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { connectAndOpenClaims, tellSandbox, user } from './steps'

test('a name, a Medicare number, claim ids and tokens are found nowhere they do not belong', async ({ browser, request }) => {
  const mine = await browser.newContext()
  const page = await mine.newPage()
  await connectAndOpenClaims(page, user(4567))
  await expect(page.getByText('All your claims are here.')).toBeVisible()
  const planted = await readPlanted(page)
  expect(planted.length).toBeGreaterThan(5)
  await tellSandbox(request, 'expire-access-tokens', { person: user(4567).username })
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()

  const other = await browser.newContext()
  const sentToOther: string[] = []
  other.on('response', (response) => void response.text().then((body) => sentToOther.push(body), () => undefined))
  const otherPage = await other.newPage()
  await connectAndOpenClaims(otherPage, user(98))
  await expect(otherPage.getByText('50 of 50 claims').first()).toBeVisible()
  for (const path of ['/coverage', '/profile', '/access', '/api/auth/session']) await otherPage.goto(path)

  expect(await storageOf(page)).toEqual({ local: 0, session: 0, databases: 0, caches: 0 })
  expect(page.url()).not.toMatch(/code=|state=/)
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible()

  const log = await readFile(process.env['E2E_APP_LOG'] ?? '', 'utf8')
  expect(log).toContain('grant.refreshed')
  expect(sentToOther.length).toBeGreaterThan(5)
  for (const text of planted) {
    expect(log.includes(text), 'in the log').toBe(false)
    expect(sentToOther.some((body) => body.includes(text)), 'sent to somebody else').toBe(false)
  }
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
