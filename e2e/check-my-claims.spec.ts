// Somebody goes through their claims with care: answers, looks at one, and takes what they doubt to the telephone.
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, openSession, user } from './steps'

test('what is doubted goes on the call sheet, stays while one looks at the claim, and is all that is printed', async ({ page }) => {
  await openSession(page, user(12))
  await page.goto('/check')
  await expect(page.getByText('497 of 497 claims')).toBeVisible()
  await openOlder(page)
  const question = page.getByRole('article', { name: 'Does this decision look right to you?' }).last()
  const claim = question.locator('a[href^="/claims/"]').first()
  const who = await claim.locator('.claim-who').innerText()
  await question.getByRole('radio', { name: 'Not sure' }).check()
  const sheet = page.getByRole('region', { name: 'Your call sheet' })
  await expect(sheet.getByText('Your answer: Not sure')).toBeVisible()
  await expect(sheet.getByRole('cell', { name: who })).toBeVisible()
  await expectAccessible(page)

  await claim.click()
  await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
  await page.goBack()
  await expect(sheet.getByText('Your answer: Not sure')).toBeVisible()

  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  await expect(sheet.getByText('This is not a bill.')).toBeVisible()
  await expect(page.getByText('Source: Medicare, shown by Plainclaim.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden()
  await expect(page.getByRole('radio').first()).toBeHidden()
  await page.emulateMedia({ media: 'screen' })

  await openOlder(page)
  await question.getByRole('radio', { name: 'Yes' }).check()
  await expect(sheet.getByText('Your answer:')).toHaveCount(0)
})

test('answers are given with the keyboard, on a small phone, and nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openSession(page, user(12))
  await page.goto('/check')
  await expect(page.getByText('497 of 497 claims')).toBeVisible()
  await openOlder(page)
  const yes = page.getByRole('radio', { name: 'Yes' }).first()
  await yes.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked()
  await expect(page.getByText('1 question to ask.')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expectAccessible(page)
})

test('with one ordinary claim there is nothing to ask, and no promise that all is well', async ({ page }) => {
  await openSession(page, user(29_991))
  await page.goto('/check')
  await expect(page.getByRole('heading', { name: 'We found nothing to ask you' })).toBeVisible()
  await expect(page.getByText('Still, no check can see everything.')).toBeVisible()
  await expectAccessible(page)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('all questions are there to be answered on paper', async ({ page }) => {
    await openSession(page, user(12))
    await page.goto('/check?all=1')
    await openOlder(page)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('article', { name: 'Does this decision look right to you?' }).last()).toBeVisible()
    await expect(page.getByRole('radio').last()).toBeVisible()
    await expect(page.getByText('Senior Medicare Patrol, free help near you:')).toBeVisible()
  })
})

/** Questions about older claims stay folded until one has time for them. */
async function openOlder(page: Page): Promise<void> {
  const older = page.getByRole('heading', { name: /questions? about older claims/ })
  if ((await page.locator('details:has(#older)').getAttribute('open')) === null) await older.click()
}
