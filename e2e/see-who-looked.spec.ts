// Somebody wants to know what was done with their access: they look at the list, and take it home.
import { expect, test } from '@playwright/test'
import { expectAccessible, openClaims, openSession, tellSandbox, user } from './steps'

test('the list says what came from Medicare, newest first, and is saved as a file', async ({ page }) => {
  await openSession(page, user(741))
  await page.goto('/coverage')
  await page.goto('/access')
  await expect(page.getByRole('heading', { level: 2, name: 'What was done with your access' })).toBeVisible()
  await expect(page.getByText('We checked this list. No line is missing or changed.')).toBeVisible()
  const lines = page.getByRole('list').filter({ hasText: 'You connected at Medicare' }).getByRole('listitem')
  await expect(lines.first()).toContainText('Medicare sent us your coverage.')
  await expect(lines.last()).toContainText('You connected at Medicare and came back here.')
  await expect(lines.nth((await lines.count()) - 2)).toContainText('You agreed to share: claims, coverage, and personal details.')
  await expectAccessible(page)
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save as a text file' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toBe('plainclaim-access.txt')
  await page.reload()
  await expect(page.getByText('You saved this list as a file.')).toBeVisible()
  await page.goto('/access?lang=es')
  await expect(page.getByRole('heading', { level: 2, name: 'Qué se hizo con su acceso' })).toBeVisible()
  await expect(page.getByText('Usted guardó esta lista en un archivo.')).toBeVisible()
  await expectAccessible(page)
})

test('who disconnects while Medicare is away is told that it is tried again, and how to be sure', async ({ page, request }) => {
  const person = user(742)
  await openClaims(page, person)
  const fault = { match: { route: ['revoke', 'coverage', 'refresh'], person: person.username }, action: { kind: 'answer', status: 503, body: '' } }
  await tellSandbox(request, 'faults', fault)
  await page.goto('/access/disconnect')
  await page.getByRole('button', { name: 'Disconnect from Medicare' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You are disconnected here' })).toBeVisible()
  await expect(page.getByText('We keep trying for one day.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'My connected apps' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/claims')
  await expect(page).toHaveURL(/\/sign-in/)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the list is there, and so is the file', async ({ page }) => {
    await openSession(page, user(743))
    await page.goto('/access')
    await expect(page.getByText('You connected at Medicare and came back here.')).toBeVisible()
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save for a computer program' }).click()
    expect((await saving).suggestedFilename()).toBe('plainclaim-access.jsonl')
  })
})
