// Somebody presses Cancel at Medicare, and starts again when they want to; and answers that belong to no attempt of this
// browser change nothing (quality OAU-03).
import { expect, test } from '@playwright/test'
import { answerOverHttp } from './over-http'
import { answerMedicare, expectAccessible, leaveForMedicare, openSession, user } from './steps'

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

test('an answer to one browser, opened in another, gives neither an account; who began it ends it (OAU-03)', async ({ browser, baseURL }) => {
  const [mine, other] = [await browser.newContext(), await browser.newContext()]
  const session = (context: typeof mine): Promise<unknown> => context.request.get('/api/auth/session').then((reply) => reply.json())
  const names = (context: typeof mine) => context.request.get('/api/claims?starts=0').then((reply) => reply.text()).then((text) => [...text.matchAll(/"id":"[a-z]+-[^"]+"/g)].map(String))
  const answer = await answerOverHttp(mine.request, baseURL ?? '', user(11))
  const elsewhere = await other.newPage()
  const open = async () => {
    expect((await other.request.get(answer, { maxRedirects: 0 })).status()).toBe(400)
    await elsewhere.goto(answer)
    await expect(elsewhere.getByRole('heading', { name: 'We could not be sure this was you' })).toBeVisible()
  }
  await open()
  expect([await session(other), await session(mine)]).toEqual([{}, {}])
  expect((await other.request.get('/api/claims?starts=0')).status()).toBe(401)

  await openSession(elsewhere, user(8))
  const theirs = await names(other)
  expect(theirs).toHaveLength(7)
  await open()
  expect(await names(other)).toEqual(theirs)
  expect(await session(mine)).toEqual({})

  const here = await mine.newPage()
  await here.goto(answer)
  await expect(here).toHaveURL(/\/welcome/)
  const ownNames = await names(mine)
  expect(ownNames.length).toBeGreaterThan(0)
  expect(ownNames.filter((id) => theirs.includes(id))).toEqual([])
  await Promise.all([mine.close(), other.close()])
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
