// Somebody wants to know what a year of care came to: in bars, in a table, on a phone, and without script.
import { expect, test } from '@playwright/test'
import { expectAccessible, openSession, user } from './steps'

const sumOwed = /You may be billed up to (\$[\d,.]+)/

test('the sums of each year say the same as the list of claims, and are not bills', async ({ page }) => {
  await openSession(page, user(0))
  await page.goto('/spending')
  await expect(page.getByRole('heading', { level: 1, name: 'What your care cost' })).toBeVisible()
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  const bars = page.getByRole('img', { name: /^Bars, one for each year\. This is not a bill\. 20\d\d: Amount Medicare paid \$/ })
  await expect(bars).toBeVisible()
  await page.getByText('The same numbers as a table: all years').press('Enter')
  const year = page.getByRole('table').first().getByRole('row').filter({ hasText: '2025' })
  await expect(year.getByRole('cell').last()).toHaveText(/^\$[\d,]+\.\d\d/)
  const owed = await year.getByRole('cell').last().innerText()
  await page.getByText('2025', { exact: true }).last().click()
  await expect(page.getByText(`You may be billed up to ${owed}. This is not a bill.`)).toBeVisible()
  await expectAccessible(page)
  await page.goto('/claims')
  await expect(page.getByText('52 of 52 claims')).toBeVisible()
  const line = await page.getByRole('region', { name: '2025' }).getByText(sumOwed).first().innerText()
  expect(sumOwed.exec(line)?.[1]).toBe(owed)
})

test('on a small phone in the dark nothing is cut off, and drugs are never owed', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 320, height: 640 })
  await openSession(page, user(29_992))
  await page.goto('/spending')
  await expect(page.getByRole('heading', { name: 'Drugs: already paid' })).toBeVisible()
  await expect(page.getByText('You may be billed up to')).toHaveCount(0)
  await page.getByText('The same numbers as a table: drugs').click()
  await expect(page.getByRole('table')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expectAccessible(page)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('no sum is shown of a part, and every sum of the whole', async ({ page }) => {
    await openSession(page, user(0))
    await page.goto('/spending')
    await expect(page.getByText('Sums wait until every claim is here.')).toBeVisible()
    await expect(page.getByText(/\$\d/)).toHaveCount(0)
    await page.getByRole('link', { name: 'Show all my claims on one page' }).click()
    await expect(page.getByRole('img', { name: /^Bars, one for each year/ })).toBeVisible()
  })
})
