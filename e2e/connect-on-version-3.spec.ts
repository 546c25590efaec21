// The same product with one setting changed: Blue Button's version 3, where personal details are not optional and records
// of treatment for drug or alcohol use are.
import { expect, test } from '@playwright/test'
import { answerMedicare, expectAccessible, leaveForMedicare, user } from './steps'

test.use({ baseURL: process.env['E2E_VERSION3_URL'] ?? '' })

test('on version 3 one connects, reads about the substance-use choice, and sees every claim', async ({ page }) => {
  await page.goto('/')
  await leaveForMedicare(page)
  await answerMedicare(page, user(8158))
  await expect(page.getByRole('heading', { name: 'Records of treatment for drug or alcohol use' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/claims')
  await expect(page.getByText('All your claims are here.')).toBeVisible()
  const rows = page.getByRole('main').locator('a[href^="/claims/"]')
  expect(await rows.count()).toBeGreaterThan(85)
  // One of each kind of row says it all; axe would look at each for seconds.
  await expectAccessible(page, 'main li:nth-child(n + 6)')
  await rows.first().click()
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
  await expectAccessible(page)
  for (const path of ['/coverage', '/profile']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
  }
})
