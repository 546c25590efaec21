// Somebody wants to know who treated them, how often, and what each may bill.
import { expect, test } from '@playwright/test'
import { expectAccessible, openSession, user } from './steps'

test('every amount that may be billed stands beside "This is not a bill"', async ({ page }) => {
  await openSession(page, user(0))
  await page.goto('/providers')
  await expect(page.getByRole('heading', { level: 1, name: 'Who treated you' })).toBeVisible()
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  const figures = page.locator('.record-figure', { hasText: 'You may be billed up to' })
  expect(await figures.count()).toBeGreaterThan(5)
  for (const text of await figures.allTextContents()) expect(text).toMatch(/\$\d.*This is not a bill\./)
  await expectAccessible(page)
})

test('the claims of one provider are a step away, and no server learns whose', async ({ page }) => {
  await openSession(page, user(0))
  await page.goto('/providers')
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  const provider = page.locator('.records > li', { has: page.getByRole('heading', { name: 'Deer Park Outpatient Center' }) })
  await expect(provider.getByText(/^8 claims,/)).toBeVisible()
  await provider.getByRole('link', { name: 'See these claims' }).click()
  await expect(page).toHaveURL(/\/claims#provider=/)
  await expect(page.getByText(/^8 of 52 claims/)).toBeVisible()
  await expect(page.locator('main a[href^="/claims/"]')).toHaveCount(8)
  const key = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('provider') ?? ''
  expect(key).not.toBe('')
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((request) => request.includes(key))).toEqual([])
})

test('pharmacies stand apart, and what was paid there is not owed', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openSession(page, user(29992))
  await page.goto('/providers')
  await expect(page.getByRole('heading', { name: 'Pharmacies' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Doctors and places of care' })).toHaveCount(0)
  await expect(page.getByText('Already paid at the pharmacy.').first()).toBeVisible()
  await expect(page.getByText(/you may be billed/i)).toHaveCount(0)
  await page.locator('.records summary').first().click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await expectAccessible(page)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('all providers are on one page', async ({ page }) => {
    await openSession(page, user(0))
    await page.goto('/providers?all=1')
    await expect(page.getByText('52 of 52 claims')).toBeVisible()
    await expect(page.getByText('You may be billed up to').first()).toBeVisible()
  })
})
