// Somebody signs out on a computer that others use too.
import { expect, test } from '@playwright/test'
import { expectAccessible, openClaims, user } from './steps'

test('after signing out, Back shows nothing, the old cookie opens nothing, and the other tab notices', async ({ page, context, request }) => {
  await openClaims(page, user(8))
  await expect(page.getByText('7 of 7 claims').first()).toBeVisible()
  const other = await context.newPage()
  await other.goto('/claims')
  await expect(other.getByText('7 of 7 claims').first()).toBeVisible()
  const cookie = (await context.cookies()).find(({ name }) => name.includes('session'))
  expect(cookie).toBeDefined()

  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible()
  await expectAccessible(page)

  await expect(other.locator('a[href^="/claims/"]')).toHaveCount(0, { timeout: 2_000 })
  await page.goBack()
  await expect(page.locator('a[href^="/claims/"]')).toHaveCount(0)

  const replay = await request.get('/claims', { headers: { cookie: `${cookie?.name}=${cookie?.value}` }, maxRedirects: 0 })
  expect(replay.status()).toBe(307)
  expect(replay.headers()['location']).toContain('/sign-in')
  const stream = await request.get('/api/claims?starts=0', { headers: { cookie: `${cookie?.name}=${cookie?.value}` } })
  expect(stream.status()).toBe(401)
})
