// Somebody ends Medicare's permission altogether.
import { expect, test } from '@playwright/test'
import { expectAccessible, openClaims, user } from './steps'

test('disconnecting asks once, ends access, and says that it was proven', async ({ page }) => {
  await openClaims(page, user(732))
  await page.getByRole('link', { name: 'Disconnect from Medicare' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Disconnect from Medicare?' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Disconnect from Medicare' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are disconnected from Medicare' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/claims')
  await expect(page).toHaveURL(/\/sign-in/)
})
