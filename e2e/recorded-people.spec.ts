// The main job on real input: people whose records are real recorded replies of Blue Button.
import { expect, test } from '@playwright/test'
import { connectAndOpenClaims, expectAccessible, type Login, sandboxUrl } from './steps'

test('recorded people connect, and every record of theirs is shown or counted', async ({ browser, request }) => {
  const reply = await request.get(`${sandboxUrl}/__sandbox/state`)
  const { recordedPeople } = (await reply.json()) as { recordedPeople: readonly Login[] }
  test.skip(recordedPeople.length === 0, 'skipped: no fixtures')
  test.setTimeout(60_000 + recordedPeople.length * 15_000)
  let withClaims = 0
  for (const login of recordedPeople) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await connectAndOpenClaims(page, login)
    const rows = page.getByRole('main').locator('a[href^="/claims/"]')
    await expect(page.getByText(/^(\d+) of \1 claims?$/).or(page.getByText('Medicare lists no claims for you yet')).first()).toBeVisible()
    await expectAccessible(page)
    const count = await rows.count()
    if (count > 0) {
      withClaims += 1
      await rows.first().click()
      await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
      await expectAccessible(page)
    }
    for (const path of ['/coverage', '/profile']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await page.getByText(/NaN|undefined|\[object|Invalid Date/).count()).toBe(0)
    }
    await context.close()
  }
  expect(withClaims).toBeGreaterThan(0)
})
