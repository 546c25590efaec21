// Somebody has 497 claims: they arrive page by page, and the count is true all the way.
import { expect, test } from '@playwright/test'
import { expectAccessible, openClaims, user } from './steps'

/** Rows after the tenth of a year are drawn by the same lines; axe would look at each for seconds. */
const manyAlike = 'li:nth-child(n + 11)'

test('all 497 claims arrive, each once, newest first, and fit a phone', async ({ page }) => {
  await openClaims(page, user(12))
  await expect(page.getByText('497 of 497 claims').first()).toBeVisible({ timeout: 30_000 })
  const ids = await page.locator('a[href^="/claims/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(new Set(ids).size).toBe(497)
  const dates = await page.locator('a[href^="/claims/"] time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''))
  expect(dates.length).toBeGreaterThan(490)
  expect(dates).toEqual(dates.toSorted().toReversed())
  await expectAccessible(page, manyAlike)

  await page.setViewportSize({ width: 320, height: 640 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow, 'nothing has to be moved sideways on a phone').toBe(0)
})
