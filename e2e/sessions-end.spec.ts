// A session ends: because nobody used it, or because the person ended all of theirs from another device (quality SES-04,
// SES-05, C1).
import { expect, type Page, test } from '@playwright/test'
import { answerMedicare, expectAccessible, leaveForMedicare, openClaims, openSession, user } from './steps'

/** From now on the server seems to say that so much is left; null: that there is no session. */
async function pretendLeft(page: Page, leftMs: number | null): Promise<void> {
  await page.unrouteAll({ behavior: 'wait' })
  await page.route('**/api/auth/session', (route) => {
    const nowMs = Date.now()
    const json = leftMs === null ? {} : { expires: new Date(nowMs + leftMs).toISOString() }
    return route.fulfill({ json, headers: { date: new Date(nowMs).toUTCString() } })
  })
}

test('two minutes before the end the page asks; one key goes on, and the focus returns', async ({ page }) => {
  await openClaims(page, user(746))
  await pretendLeft(page, 119_000)
  await page.goto('/coverage')
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' })
  await expect(dialog).toBeVisible()
  await expect(dialog).toContainText('we sign you out in two minutes or less')
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  await expectAccessible(page)
  await page.unrouteAll({ behavior: 'wait' })
  const extended = page.waitForRequest((request) => request.headers()['rsc'] === '1' && new URL(request.url()).pathname === '/coverage')
  await page.keyboard.press('Enter')
  await extended
  await expect(dialog).toBeHidden()
})

test('after the end nothing of the person is on the screen, and signing in again leads back to the page', async ({ page }) => {
  const person = user(747)
  await openSession(page, person)
  await page.goto('/profile')
  const name = await page.locator('main dd').first().innerText()
  expect(name.length).toBeGreaterThan(4)
  await pretendLeft(page, null)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByRole('heading', { level: 1, name: 'Your visit here has ended' })).toBeVisible()
  expect(await page.content()).not.toContain(name)
  await expectAccessible(page)
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('link', { name: 'Sign in again and go back to your page' }).click()
  await leaveForMedicare(page)
  await answerMedicare(page, person)
  await expect(page).toHaveURL(/\/welcome\?then=profile/)
  await page.goto('/profile')
  await expect(page.locator('main')).toContainText(name)
})

test('who signs out everywhere ends the visit on the other device too, and sees how many there were', async ({ browser }) => {
  const person = user(748)
  const [here, there] = [await browser.newContext(), await browser.newContext()]
  const [page, other] = [await here.newPage(), await there.newPage()]
  await openClaims(other, person)
  await openClaims(page, person)
  await page.goto('/access')
  await expect(page.getByText('You are signed in 2 times, on this and other devices or browsers.')).toBeVisible()
  await expect(page.getByText('You connected at Medicare and came back here.')).toHaveCount(2)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out everywhere' })).toBeVisible()
  await expectAccessible(page)
  await other.goto('/claims')
  await expect(other).toHaveURL(/\/sign-in/)
  await Promise.all([here.close(), there.close()])
})
