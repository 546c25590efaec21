// Two people use the same machine, one after the other and side by side.
import { expect, test } from '@playwright/test'
import { answerMedicare, expectAccessible, leaveForMedicare, openClaims, openSession, user } from './steps'

const rows = 'a[href^="/claims/"]'

test('the next person on the same machine sees nothing of the one before', async ({ page }) => {
  await openClaims(page, user(8))
  await expect(page.locator(rows)).toHaveCount(7)
  const mine = await page.locator(rows).evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()

  await openClaims(page, user(732))
  await expect(page.getByText('1 of 1 claim').first()).toBeVisible()
  await expect(page.locator(rows)).toHaveCount(1)
  for (const href of mine) {
    const reply = await page.goto(href ?? '')
    expect(reply?.status()).toBe(404)
  }
})

test('connecting as somebody else without signing out ends the first session', async ({ page, context, request }) => {
  await openClaims(page, user(8))
  const first = (await context.cookies()).find(({ name }) => name.includes('session'))
  await openClaims(page, user(732))
  await expect(page.locator(rows)).toHaveCount(1)
  const replay = await request.get('/claims', { headers: { cookie: `${first?.name}=${first?.value}` }, maxRedirects: 0 })
  expect(replay.status()).toBe(307)
})

test('somebody else signs in while no page of theirs ever runs: the open tab mixes nothing, and turns to them by itself (PRV-03)', async ({ page }) => {
  // Neither the rest of the claims nor a look at the session comes through, so that only "Try again" can notice.
  const lost = ['**/api/claims?*', '**/api/auth/session']
  for (const address of lost) await page.route(address, (route) => route.abort())
  await openClaims(page, user(0))
  await expect(page.getByText('50 of 52', { exact: false }).first()).toBeVisible()
  const mine = await page.locator(rows).evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(mine.length).toBeGreaterThan(10)
  await page.evaluate(() => (window.location.hash = 'q=heart'))
  await openSession(page, user(732))
  for (const address of lost) await page.unroute(address)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('1 of 1 claim').first()).toBeVisible()
  expect(new URL(page.url())).toMatchObject({ pathname: '/claims', hash: '' })
  const theirs = await page.locator(rows).evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(theirs).toHaveLength(1)
  expect(mine).not.toContain(theirs[0])

  // The same for who walks on: the next page is already of who is signed in now, and so must the list be.
  await page.evaluate(() => document.documentElement.setAttribute('data-from-before', ''))
  await openSession(page, user(8))
  await page.getByRole('navigation').getByRole('link', { name: 'Coverage' }).first().click()
  await expect(page.locator('html[data-from-before]')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Claims' }).first().click()
  await expect(page.getByText('7 of 7 claims').first()).toBeVisible()
})

test('who says that others use the computer is signed out after ten minutes without use, and is told so', async ({ page }) => {
  await page.goto('/')
  const box = page.getByRole('checkbox', { name: 'Others use this computer too' })
  await expect(box).not.toBeChecked()
  await box.check()
  await leaveForMedicare(page)
  await answerMedicare(page, user(745))
  await expect(page.getByText('It also ends after 10 minutes without use.')).toBeVisible()
  await expectAccessible(page)
  const { expires } = (await (await page.request.get('/api/auth/session')).json()) as { readonly expires: string }
  const minutes = (Date.parse(expires) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(8)
  expect(minutes).toBeLessThanOrEqual(10)
  await page.goto('/access')
  await expect(page.getByRole('checkbox', { name: 'Others use this computer too' })).toBeChecked()
  await page.goto('/access?lang=es')
  await expect(page.getByRole('checkbox', { name: 'Otras personas también usan esta computadora' })).toBeChecked()
})

test('two people at the same time never meet', async ({ browser }) => {
  const [one, two] = await Promise.all([browser.newContext(), browser.newContext()])
  const [pageOne, pageTwo] = await Promise.all([one.newPage(), two.newPage()])
  await Promise.all([openClaims(pageOne, user(8)), openClaims(pageTwo, user(5))])
  await expect(pageOne.getByText('7 of 7 claims').first()).toBeVisible()
  await expect(pageTwo.getByText('10 of 10 claims').first()).toBeVisible()
  const ids = async (page: typeof pageOne) => page.locator(rows).evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  const [ofOne, ofTwo] = await Promise.all([ids(pageOne), ids(pageTwo)])
  expect(ofOne.filter((id) => ofTwo.includes(id))).toEqual([])
  const inTheOtherPage = await pageTwo.content()
  for (const id of ofOne) expect(inTheOtherPage).not.toContain(id?.replace('/claims/', ''))
  await Promise.all([one.close(), two.close()])
})
