// Somebody opens the address for the first time.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './steps'

test('the front page opens, says what it is, and leaves nobody out', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page)
})
