// Somebody leaves the page open until Medicare's token has ended, or until Medicare itself says no.
import { expect, test } from '@playwright/test'
import { answerMedicare, countOf, expectAccessible, leaveForMedicare, openClaims, tellSandbox, user } from './steps'

test('after the token has expired the next page just works, with one refresh', async ({ page, request }) => {
  const me = user(130)
  await openClaims(page, me)
  await expect(page.getByText('49 of 49 claims').first()).toBeVisible()
  await tellSandbox(request, 'expire-access-tokens', { person: me.username })
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
  await page.goto('/claims')
  await expect(page.getByText('49 of 49 claims').first()).toBeVisible()
  expect(await countOf(request, 'refresh', me)).toBe(1)
})

test('after access was ended at Medicare.gov we say so, and connecting again leads back', async ({ page, request }) => {
  const me = user(754)
  await openClaims(page, me)
  await tellSandbox(request, 'revoke', { person: me.username })
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Medicare no longer shares your records with us' })).toBeVisible()
  await expectAccessible(page)
  await leaveForMedicare(page)
  await answerMedicare(page, me)
  await page.getByRole('link', { name: 'See your coverage' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
})

test('who connects again elsewhere is told so where they were before, though a load in the page finds it out', async ({ page, browser, baseURL }) => {
  const me = user(130)
  await openClaims(page, me)
  await expect(page.getByText('49 of 49 claims').first()).toBeVisible()
  const other = await browser.newContext(baseURL ? { baseURL } : {})
  const elsewhere = await other.newPage()
  await openClaims(elsewhere, me)
  await page.getByRole('button', { name: 'Look for new claims' }).click()
  await expect(page).toHaveURL(/\/sign-in\?reason=connection-replaced&then=claims$/)
  await expect(page.getByRole('heading', { level: 1, name: 'You connected again somewhere else' })).toBeVisible()
  await expectAccessible(page)
  await expect(elsewhere.getByText('49 of 49 claims').first()).toBeVisible()
  await other.close()
})
