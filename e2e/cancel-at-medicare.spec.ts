// Somebody presses Cancel at Medicare, and starts again when they want to.
import { expect, test } from '@playwright/test'
import { answerMedicare, expectAccessible, leaveForMedicare, user } from './steps'

test('cancelling ends on a calm page from which one can start again', async ({ page }) => {
  await page.goto('/')
  await leaveForMedicare(page)
  await answerMedicare(page, user(11), { answer: 'cancel' })
  await expect(page.getByRole('heading', { name: 'You chose not to share, and that is fine' })).toBeVisible()
  expect(page.url()).not.toContain('state=')
  await expectAccessible(page)

  await leaveForMedicare(page)
  await answerMedicare(page, user(11))
  await expect(page).toHaveURL(/\/welcome/)
})

test('somebody stranded on a page of Medicare comes back and starts again', async ({ page }) => {
  await page.goto('/')
  await leaveForMedicare(page)
  await page.goto('/')
  await leaveForMedicare(page)
  await answerMedicare(page, user(11))
  await expect(page).toHaveURL(/\/welcome/)
})

test('an answer that nobody here asked for is refused, and changes nothing', async ({ page }) => {
  for (const query of ['', '?error=not_found', '?code=abc&state=0123456789abcdef0123456789', '?error=access_denied&state=0123456789abcdef0123456789']) {
    const reply = await page.request.get(`/connect/callback${query}`, { maxRedirects: 0 })
    expect(reply.status(), query).toBe(400)
  }
  await page.goto('/connect/callback?error=not_found')
  await expect(page.getByRole('heading', { name: 'We could not be sure this was you' })).toBeVisible()
  await expectAccessible(page)
})

test('four tabs started one after the other all finish, the last one first', async ({ context }) => {
  const tabs = []
  for (let number = 0; number < 4; number += 1) {
    const tab = await context.newPage()
    await tab.goto('/')
    await leaveForMedicare(tab)
    tabs.push(tab)
  }
  for (const tab of tabs.reverse()) {
    await answerMedicare(tab, user(11))
    await expect(tab).toHaveURL(/\/welcome/)
  }
})
