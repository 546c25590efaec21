// Somebody connects for the first time, reads what they shared, finds a claim and understands it. The way in leaves neither
// code nor state behind (quality OAU-07).
import { expect, test } from '@playwright/test'
import { answerMedicare, expectAccessible, leaveForMedicare, openClaims, sandboxUrl, user } from './steps'

test('a person connects, reads the receipt, and sees all 52 claims', async ({ page }) => {
  const foreign: string[] = []
  const referrers: string[] = []
  page.on('request', (request) => {
    const { hostname } = new URL(request.url())
    if (hostname !== 'localhost' && hostname !== '127.0.0.1') foreign.push(hostname)
    if (!request.url().startsWith(sandboxUrl)) referrers.push(request.headers()['referer'] ?? '')
  })
  await page.goto('/')
  await expect(page.getByText('not endorsed or certified by the Centers for Medicare & Medicaid Services').first()).toBeVisible()
  for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked()
  await leaveForMedicare(page)
  await expectAccessible(page)
  await answerMedicare(page, user(0))

  await expect(page.getByRole('heading', { level: 1, name: 'You are connected. Here is what you chose.' })).toBeVisible()
  expect(page.url()).not.toMatch(/code=|state=/)
  const { entries } = await (await page.context().newCDPSession(page)).send('Page.getNavigationHistory')
  const ours = entries.map(({ url }) => url).filter((url) => !url.startsWith(sandboxUrl))
  // Our first page, and the receipt: neither the way out nor the callback is a place to go back to.
  expect(ours.map((url) => (URL.canParse(url) ? new URL(url).pathname : url))).toEqual(['blank', '/', '/welcome'])
  expect(await page.evaluate(() => history.length)).toBe(entries.length)
  expect(entries.filter(({ url }) => url.includes('code='))).toEqual([])
  await expectAccessible(page)

  await page.getByRole('link', { name: 'See your claims' }).click()
  await expect(page.getByText('52 of 52 claims').first()).toBeVisible()
  await expect(page.getByRole('main').locator('a[href^="/claims/"]')).toHaveCount(52)
  await expectAccessible(page)
  expect(foreign).toEqual([])
  expect(referrers.some((referrer) => referrer.includes('/welcome'))).toBe(true)
  expect([...referrers, await page.evaluate(() => document.referrer)].filter((referrer) => /code=|state=/.test(referrer))).toEqual([])
})

test('a claim answers the questions people ask of it', async ({ page }) => {
  await openClaims(page, user(8158))
  // A drug is paid at the pharmacy and never billed, so it is no claim to look for these words on.
  await page.getByRole('main').locator('a[href^="/claims/carrier"]').first().click()
  await expect(page).toHaveURL(/\/claims\/carrier-/)
  for (const question of ['What was this?', 'Who and where?', /^What did (Medicare|your drug plan) pay\?$/]) {
    await expect(page.getByRole('heading', { name: question })).toBeVisible()
  }
  await expect(page.getByText('This is not a bill').filter({ visible: true }).first()).toBeVisible()
  await expectAccessible(page)
})

test('coverage and profile are in words', async ({ page }) => {
  await openClaims(page, user(2))
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
  await expect(page.getByText('Hospital insurance')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/profile')
  await expect(page.getByText('Date of birth')).toBeVisible()
  await expectAccessible(page)
})
