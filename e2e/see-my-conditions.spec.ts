// Somebody wants to know what their claims say they were treated for.
import { expect, test } from '@playwright/test'
import { expectAccessible, openClaims, openSession, user } from './steps'

test('each condition stands once in plain words, and unfolds to the claims it is on', async ({ page }) => {
  await openSession(page, user(0))
  await page.goto('/conditions')
  await expect(page.getByRole('heading', { level: 1, name: 'Conditions on your claims' })).toBeVisible()
  await expect(page.getByText('It does not have to be something you have.')).toBeVisible()
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  const names = await page.locator('.records h2').allTextContents()
  expect(new Set(names).size).toBe(names.length)
  const first = page.locator('.records > li').first()
  const seen = Number(/Seen on (\d+) claims/.exec((await first.textContent()) ?? '')?.[1])
  expect(seen).toBeGreaterThan(12)
  await expectAccessible(page)
  await first.locator('summary').press('Enter')
  await first.getByRole('button', { name: `Show all ${seen} claims` }).click()
  await expect(first.locator('a[href^="/claims/"]')).toHaveCount(seen)
  await expectAccessible(page)
  await first.locator('a[href^="/claims/"]').last().click()
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
})

test('a phone shows all of it without moving sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openSession(page, user(0))
  await page.goto('/conditions')
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  await page.locator('.records summary').first().click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await expectAccessible(page)
})

test('nobody whose claims name no condition meets an empty list', async ({ page }) => {
  await openClaims(page, user(2176))
  await page.goto('/conditions')
  await expect(page.getByRole('heading', { name: 'No conditions on your claims' })).toBeVisible()
  await expectAccessible(page)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('all conditions are on one page, and unfold', async ({ page }) => {
    await openSession(page, user(0))
    await page.goto('/conditions')
    await page.getByRole('link', { name: 'Show all my claims on one page' }).click()
    await expect(page.getByText('52 of 52 claims')).toBeVisible()
    const first = page.locator('.records > li').first()
    await first.locator('summary').click()
    await expect(first.locator('a[href^="/claims/"]').first()).toBeVisible()
  })
})
