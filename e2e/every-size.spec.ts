// Nobody has too few claims or too many: every page of the record at 0, 1, 51 and 500 claims (product section 3).
import { expect, test } from '@playwright/test'
import { expectAccessible, openSession, user } from './steps'

const pages = ['/claims', '/drugs', '/providers', '/conditions', '/spending', '/check', '/coverage', '/profile']

/** More claims are more of the same rows, at which axe looks on every page among the rules (rules-of-every-page). */
const sizes = [
  { number: 3, claims: 0, closely: true },
  { number: 732, claims: 1, closely: false },
  { number: 82, claims: 51, closely: false },
  { number: 1243, claims: 500, closely: false },
]

for (const { number, claims, closely } of sizes) {
  test(`${claims} claims: every page is whole, and says so`, async ({ page }) => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await openSession(page, user(number))
    for (const path of pages) {
      await test.step(path, async () => {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const ofRecord = !['/coverage', '/profile'].includes(path)
        if (ofRecord && claims > 0) await expect(page.getByText(`${claims} of ${claims} claim`).first()).toBeVisible()
        expect(await page.getByRole('main').getByText(/NaN|undefined|\[object|Invalid Date/).count()).toBe(0)
        if (closely) await expectAccessible(page)
      })
    }
    expect(faults).toEqual([])
  })
}
