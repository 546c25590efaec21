// Somebody is new to Medicare and has no claims yet, or just one.
import { expect, test } from '@playwright/test'
import { expectAccessible, openClaims, user } from './steps'

test('no claims is a page of its own, not an empty list', async ({ page }) => {
  await openClaims(page, user(3))
  await expect(page.getByText('Medicare lists no claims for you yet')).toBeVisible()
  await expectAccessible(page)
})

test('one claim is counted as one', async ({ page }) => {
  await openClaims(page, user(732))
  await expect(page.getByText('1 of 1 claim', { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
})
