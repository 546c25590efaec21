// Medicare is slow, busy or broken while somebody reads.
import { expect, test } from '@playwright/test'
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
