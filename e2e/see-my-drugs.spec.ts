// Somebody wants to see their medicines: which, until when, from where, and what they cost.
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, openClaims, openSession, tellSandbox, user } from './steps'

/** Somebody with drugs alone. */
const drugsOnly = user(29992)

test('each drug stands once with its last fill and its cost, and each fill leads to its claim', async ({ page }) => {
  await openSession(page, drugsOnly)
  await page.goto('/drugs')
  await expect(page.getByRole('heading', { level: 1, name: 'Your drugs' })).toBeVisible()
  await expect(page.getByText('24 of 24 claims')).toBeVisible()
  const drugs = page.locator('.records > li')
  const count = await drugs.count()
  await expect(page.getByText(`${count} drugs.`)).toBeVisible()
  const days = await drugs.evaluateAll((rows) => rows.map((row) => Date.parse(/Last fill\s*(\w+ \d+, \d{4})/.exec(row.textContent ?? '')?.[1] ?? '')))
  expect(days).toEqual(days.toSorted((one, other) => other - one))
  await expect(page.getByText(/you may be billed|you may owe/i)).toHaveCount(0)
  await expectAccessible(page)
  await drugs.first().locator('summary').press('Enter')
  await drugs.first().locator('a[href^="/claims/"]').first().click()
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Your drugs' })).toBeVisible()
})

test('the sums are the sums of the fills', async ({ page }) => {
  await openSession(page, drugsOnly)
  await page.goto('/drugs')
  await expect(page.getByText('24 of 24 claims')).toBeVisible()
  for (const fold of await page.locator('.records details').all()) await fold.locator('summary').click()
  const fills = await amountsOf(page, '.claim-link-figure')
  expect(fills).toHaveLength(24)
  const said = /You paid \$([\d,.]+) for drugs in all/.exec((await page.locator('main').textContent()) ?? '')?.[1]
  expect(cents(said ?? '')).toBe(fills.reduce((sum, fill) => sum + fill, 0))
  await expectAccessible(page)
})

test('a phone shows all of it without moving sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openSession(page, drugsOnly)
  await page.goto('/drugs')
  await expect(page.getByText('24 of 24 claims')).toBeVisible()
  await page.locator('.records summary').first().click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await expectAccessible(page)
})

test('while a claim is missing, no sum and no next fill is said', async ({ page, request }) => {
  const me = user(3678)
  await openSession(page, me)
  await tellSandbox(request, 'faults', { match: { path: 'startIndex=150', person: me.username }, action: { kind: 'answer', status: 502, body: '{}' }, times: 3 })
  await page.goto('/drugs')
  await expect(page.getByText(/150 of 200 loaded/)).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.records > li').first()).toBeVisible()
  await expect(page.getByText('shows once all claims are here')).toBeVisible()
  await expect(page.getByText(/for drugs in all|Next fill/)).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(/for drugs in all/)).toBeVisible({ timeout: 30_000 })
})

test('nobody without drugs meets an empty list', async ({ page }) => {
  await openClaims(page, user(0))
  await page.goto('/drugs')
  await expect(page.getByRole('heading', { name: 'No drugs on your claims' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'See your claims' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your claims' })).toBeVisible()
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('all drugs are on one page', async ({ page }) => {
    await openSession(page, user(7199))
    await page.goto('/drugs')
    await expect(page.getByText('for drugs in all')).toHaveCount(0)
    await page.getByRole('link', { name: 'Show all my claims on one page' }).click()
    await expect(page).toHaveURL(/\/drugs\?all=1$/)
    await expect(page.getByText('190 of 190 claims')).toBeVisible()
    await expect(page.getByText(/for drugs in all/)).toBeVisible()
  })
})

function cents(amount: string): number {
  return Math.round(Number(amount.replace(/[$,]/g, '')) * 100)
}

async function amountsOf(page: Page, selector: string): Promise<readonly number[]> {
  return (await page.locator(selector).allTextContents()).map(cents)
}
