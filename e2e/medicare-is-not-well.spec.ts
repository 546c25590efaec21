// Medicare is slow, busy or broken while somebody reads, or sends words that are meant for a browser (quality INP-01).
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, openClaims, openSession, tellSandbox, user } from './steps'

test('a broken coverage answer is a page with words, and trying again helps', async ({ page, request }) => {
  const me = user(31)
  await openSession(page, me)
  await tellSandbox(request, 'faults', { match: { route: 'coverage', person: me.username }, action: { kind: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Down</h1>' }, times: 3 })
  await page.goto('/coverage')
  await expect(page.getByRole('heading', { level: 1, name: 'Medicare is not answering right now' })).toBeVisible()
  await expect(page.getByText('<h1>')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Try again' }).or(page.getByRole('button', { name: 'Try again' })).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your coverage' })).toBeVisible()
})

test('a page of claims that stays broken is named, and "Try again" fetches only that', async ({ page, request }) => {
  const me = user(136)
  await openClaims(page, me)
  await expect(page.getByText('101 of 101 claims').first()).toBeVisible()
  await tellSandbox(request, 'faults', { match: { path: 'startIndex=50', person: me.username }, action: { kind: 'answer', status: 502, body: '{"detail":"A failure occurred contacting the upstream server"}' }, times: 3 })
  await page.reload()
  await expect(page.getByText(/51 of 101 loaded/)).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('101 of 101 claims').first()).toBeVisible()
})

test('markup in what Medicare sends is read as text: nothing is made of it, and nothing runs (INP-01)', async ({ page, request }) => {
  const me = user(31)
  const alive: string[] = []
  page.on('dialog', (dialog) => void dialog.dismiss().finally(() => alive.push(dialog.message())))
  page.on('request', (asked) => /^http:\/\/(localhost|127\.0\.0\.1):/.test(asked.url()) || alive.push(asked.url()))
  await openSession(page, me)
  await tellSandbox(request, 'faults', { match: { route: ['claims', 'coverage', 'patient'], person: me.username }, action: { kind: 'edit-content', how: 'text-xss' } })
  await page.goto('/claims')
  const first = await page.getByRole('main').locator('a[href^="/claims/"]').first().getAttribute('href')
  const said = new Set<string>()
  for (const path of ['/claims', first ?? '', '/providers', '/drugs', '/coverage', '/profile']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const [words] of (await page.getByRole('main').innerText()).matchAll(/<script>alert|<img src=x|<svg onload=alert|javascript:alert/g)) said.add(words)
    expect(await madeOfMarkup(page), path).toEqual([])
  }
  expect(said.size, 'they are there to be read').toBeGreaterThan(2)
  expect(alive).toEqual([])
})

/** Elements that only such words could have made. */
function madeOfMarkup(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scripts = [...document.scripts].filter(({ text }) => text.trim() === 'alert(1)')
    return [...scripts, ...document.querySelectorAll('img[src="x"], [onerror], [onload], [href^="javascript:"]')].map((each) => each.outerHTML.slice(0, 120))
  })
}
