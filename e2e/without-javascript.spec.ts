// Somebody's browser runs no script: they still connect, read all their claims, and sign out.
import { expect, test } from '@playwright/test'
import { connect, user } from './steps'

test.use({ javaScriptEnabled: false })

test('without script one connects, reads every claim, opens one, and signs out', async ({ page }) => {
  await connect(page, user(0))
  await expect(page.getByRole('link', { name: 'Show all my claims on one page' }).first()).toBeVisible()
  await page.goto('/claims')
  const rows = page.locator('a[href^="/claims/"]')
  await expect(rows).toHaveCount(50)
  await page.getByRole('link', { name: 'Show all my claims on one page' }).click()
  await expect(page.getByText('52 of 52 claims').first()).toBeVisible()
  await expect(rows).toHaveCount(52)
  await rows.first().click()
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible()
  await page.goto('/claims')
  await expect(page).toHaveURL(/\/sign-in/)
})
