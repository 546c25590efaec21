// Somebody unticks "Personal information" at Medicare. Nothing breaks, and nothing is asked for behind their back.
import { expect, test } from '@playwright/test'
import { connect, countOf, expectAccessible, user } from './steps'

test('every page works without a name, and the profile page explains why it is empty', async ({ page, request }) => {
  await connect(page, user(4321), { sharePersonal: false })
  await expect(page.getByText('What you did not share')).toBeVisible()
  await expectAccessible(page)

  await page.goto('/claims')
  await expect(page.getByText(/^(\d[\d,]*) of \1 claims?$/).first()).toBeVisible()
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
  await page.goto('/access')
  await expect(page.getByRole('heading', { level: 1, name: 'Your access' })).toBeVisible()

  await page.goto('/profile')
  await expect(page.getByText('You chose not to share your personal details')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Connect your Medicare record' })).toBeVisible()
  await expectAccessible(page)

  const me = user(4321)
  expect(await countOf(request, 'claims', me)).toBeGreaterThan(0)
  expect(await countOf(request, 'patient', me)).toBe(0)
  expect(await countOf(request, 'userinfo', me)).toBe(0)
})
