// Somebody looks for one claim among many: by words, by year, by provider, with the keyboard alone; comes back to the same
// place; moves through all pages on one load; and asks whether anything is new.
import { expect, type Page, test } from '@playwright/test'
import { countOf, expectAccessible, expectScript, openClaims, openSession, tellSandbox, user } from './steps'

const rowsOf = (page: Page) => page.getByRole('main').locator('a.claim-row')

test('words, year and kind narrow the list, the count is said, and nothing of it goes to a server', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await openClaims(page, user(0))
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  const before = asked.length
  await page.getByLabel('Words to look for').fill('lab visit')
  const found = page.getByText(/^\d+ of 52 claims shown$/)
  await expect(found).toBeVisible()
  const byWords = await rowsOf(page).count()
  expect(byWords).toBeGreaterThan(0)
  expect(byWords).toBeLessThan(52)
  await expect(found).toHaveText(`${byWords} of 52 claims shown`)
  const year = await page.getByLabel('Year').locator('option').nth(1).getAttribute('value')
  await page.getByLabel('Year').selectOption(year ?? '')
  await expect(page.getByRole('heading', { level: 2, name: year ?? '' })).toBeVisible()
  await expect.poll(() => rowsOf(page).count()).toBeLessThan(byWords)
  expect(new URL(page.url()).hash).toContain('text=lab+visit')
  expect(asked.slice(before).filter((url) => url.includes('visit'))).toEqual([])
  await expectAccessible(page)
  await page.getByLabel('Words to look for').fill('no such words at all')
  await expect(page.getByText('No claim fits all of this.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all claims' }).click()
  await expect(rowsOf(page)).toHaveCount(52)
  expect(new URL(page.url()).hash).toBe('')
})

test('Back keeps the filter', async ({ page }) => {
  await openClaims(page, user(0))
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  await page.getByLabel('Kind of care').selectOption({ label: 'Hospital outpatient or clinic visit' })
  await expect(page.getByText(/^\d+ of 52 claims shown$/)).toBeVisible()
  const count = await rowsOf(page).count()
  await rowsOf(page).first().click()
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
  await page.goBack()
  await expect(page.getByText(`${count} of 52 claims shown`)).toBeVisible()
  await expect(page.getByLabel('Kind of care')).toHaveValue('outpatient')
})

test('with the keyboard alone one finds a claim, reads it, and goes to another page', async ({ page }) => {
  await openClaims(page, user(0))
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  await tabTo(page, '#claims-search')
  await page.keyboard.type('visit')
  await expect(page.getByText(/of 52 claims shown/)).toBeVisible()
  await tabTo(page, 'a.claim-row')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.goBack()
  await expect(page.getByText(/of 52 claims shown/)).toBeVisible()
  await tabTo(page, '.site-nav a[href="/coverage"]')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
})

test('one load serves all pages: walking from page to page asks Medicare for no claim again', async ({ page, request }) => {
  const me = user(98)
  await openClaims(page, me)
  await expect(page.getByText('50 of 50 claims')).toBeVisible()
  const before = await countOf(request, 'claims', me)
  for (const path of ['/drugs', '/providers', '/conditions', '/spending', '/check', '/claims']) {
    await page.locator(`.site-nav a[href="${path}"]`).filter({ visible: true }).click()
    await expect(page).toHaveURL(new RegExp(`${path}$`))
    await expect(page.getByText('50 of 50 claims')).toBeVisible()
  }
  expect(await countOf(request, 'claims', me)).toBe(before)
})

test('a long load shows true progress, can be stopped, and goes on from there', async ({ page, request }) => {
  const me = user(374)
  await openSession(page, me)
  await tellSandbox(request, 'faults', { match: { route: 'claims', person: me.username }, action: { kind: 'delay', ms: 700 } })
  await page.goto('/claims')
  await expectScript(page)
  await expect(page.getByText(/^\d[\d,]* of 2,919 claims$/)).toBeVisible()
  await page.getByRole('button', { name: 'Stop loading' }).click()
  await expect(page.getByText(/of 2,919 loaded/)).toBeVisible()
  expect(await page.getByText(/You may be billed up to \$[\d,.]+ in all/).count()).toBe(0)
  await page.getByRole('button', { name: 'Load the rest' }).click()
  await expect(page.getByText('2,919 of 2,919 claims')).toBeVisible({ timeout: 60_000 })
})

test('"Look for new claims" adds what is new, or says that there is nothing', async ({ page, request }) => {
  const me = user(28)
  await openClaims(page, me)
  await expect(page.getByText('11 of 11 claims')).toBeVisible()
  const before = await countOf(request, 'claims', me)
  await page.getByRole('button', { name: 'Look for new claims' }).click()
  await expect(page.getByText('Nothing new at Medicare.')).toBeVisible()
  expect(await countOf(request, 'claims', me)).toBe(before + 1)
  await tellSandbox(request, 'faults', { match: { route: 'claims', person: me.username }, action: { kind: 'answer', status: 403, body: '{}' }, times: 1 })
  await page.getByRole('button', { name: 'Look for new claims' }).click()
  await expect(page.getByText(/What you see stays as it is/)).toBeVisible()
  await expect(rowsOf(page)).toHaveCount(11)
})

/** Presses Tab until the focus is on it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}
