// The sandbox's own pages leave nobody out: sign-in, consent, errors and controls, in both languages, light and dark. And
// what only a browser can show: the controls without script, and the way back to the app taken twice.
import { createServer } from 'node:http'
import { expect, type APIRequestContext, type Page, test } from '@playwright/test'
import { expectAccessible, sandboxUrl, tellSandbox, user } from './steps'

const clientId = 'SandboxPagesJourney000000000000000000000'
const redirectUri = 'http://localhost:3999/callback'

async function register(request: APIRequestContext, address = redirectUri): Promise<void> {
  const app = { client_id: clientId, client_secret: 'opens-nothing-but-a-sandbox', name: 'Pages of the sandbox', redirect_uris: [address] }
  await tellSandbox(request, 'apps', app)
}

function authorizeAddress(version: 2 | 3, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'patient/Patient.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs profile',
    state: 'a-state-of-sixteen',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...more,
  })
  return `${sandboxUrl}/v${version}/o/authorize/?${query.toString()}`
}

/** In the language that was asked for, and with nothing for axe to say. */
async function expectGood(page: Page, language: string, closely = true): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  if (closely) await expectAccessible(page)
}

async function signIn(page: Page): Promise<void> {
  const { username, password } = user(0)
  await page.locator('#username-textbox').fill(username)
  await page.locator('#login-button').click()
  await page.locator('#password-textbox').fill(password)
  await page.locator('#login-button').click()
}

test.beforeEach(({ request }) => register(request))

for (const [language, locale] of [['en', 'en-US'], ['es', 'es-MX']] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })
      // Words do not change with the colours, so axe looks at each language and at each scheme once.
      const closely = (language === 'en') === (colorScheme === 'light')

      test('sign-in in two steps, with both mistakes, and the consent of version 2', async ({ page }) => {
        const { username, password } = user(0)
        await page.goto(authorizeAddress(2))
        await expectGood(page, language, closely)
        await page.locator('#username-textbox').fill('  ')
        await page.locator('#login-button').click()
        await expect(page.getByRole('alert')).toBeVisible()
        await expectGood(page, language, closely)
        await page.locator('#username-textbox').fill(username)
        await page.locator('#login-button').click()
        await expect(page.locator('#password-textbox')).toBeVisible()
        await expectGood(page, language, closely)
        await page.locator('#password-textbox').fill('wrong')
        await page.locator('#login-button').click()
        await expect(page.getByRole('alert')).toBeVisible()
        await expectGood(page, language, closely)
        await page.locator('#password-textbox').fill(password)
        await page.locator('#login-button').click()
        await expect(page.locator('#approve')).toBeVisible()
        await expectGood(page, language, closely)
      })

      test('the consent of version 3', async ({ page }) => {
        await page.goto(authorizeAddress(3))
        await signIn(page)
        await expect(page.locator('#approve')).toBeVisible()
        await expectGood(page, language, closely)
      })

      test('the page of a service that lets nobody in', async ({ page, request }) => {
        await tellSandbox(request, 'knobs', { name: 'login-refuses', clientId, ttlMs: 60_000 })
        await page.goto(authorizeAddress(2))
        await signIn(page)
        await expect(page.getByRole('alert')).toBeVisible()
        await expectGood(page, language, closely)
        await tellSandbox(request, 'behaviour', { medicareLogin: 'works', clientId })
      })

      test('pages that say no', async ({ page, request }) => {
        const stranded = [
          [`${sandboxUrl}/no/such/page`, 404],
          [authorizeAddress(2, { client_id: 'n'.repeat(40) }), null],
          [authorizeAddress(2, { redirect_uri: 'https://elsewhere.example/callback' }), null],
        ] as const
        for (const [address, status] of stranded) {
          const answer = await page.goto(address)
          if (status !== null) expect(answer?.status()).toBe(status)
          await expectGood(page, language, closely)
        }
        for (const name of ['app-paused', 'v3-off']) await tellSandbox(request, 'knobs', { name, clientId, ttlMs: 60_000 })
        await page.goto(authorizeAddress(2))
        await expectGood(page, language, closely)
        await page.goto(authorizeAddress(3))
        await expectGood(page, language, closely)
        await tellSandbox(request, 'behaviour', { app: 'as-registered', v3: 'open', clientId })
      })
    })
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the sandbox's own desk, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('front page and controls, with something switched on and every group open', async ({ page, request }) => {
      await page.goto(sandboxUrl)
      await expectGood(page, 'en')
      await tellSandbox(request, 'knobs', { name: 'total-wrong', clientId, times: 0 })
      await tellSandbox(request, 'knobs', { name: 'canary' })
      await page.goto(`${sandboxUrl}/__sandbox`)
      await expect(page.getByRole('heading', { name: 'Further addresses' })).toBeVisible()
      await expectGood(page, 'en')
      for (const group of await page.locator('details > summary').all()) await group.click()
      await expect(page.getByText('The total is seven too many')).toBeVisible()
      await expectGood(page, 'en')
    })
  })
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a knob is turned for one app on the control page, told what, and turned off', async ({ page }) => {
    await page.goto(`${sandboxUrl}/__sandbox`)
    await page.getByLabel('Turn knobs for').selectOption(clientId)
    await page.getByRole('button', { name: 'Choose' }).click()
    await expect(page.getByText('They are now turned for Pages of the sandbox')).toBeVisible()
    await page.locator('summary', { hasText: 'Claims and people' }).click()
    await page.getByLabel('deep:').fill('12')
    await page.getByRole('button', { name: 'Turn on deep' }).click()
    const name = `deep for ${clientId}`
    await expect(page.getByText(name).first()).toBeVisible()
    await page.getByRole('button', { name: `Turn off ${name}` }).click()
    await expect(page.getByRole('button', { name: `Turn off ${name}` })).toHaveCount(0)
  })
})

test('callback-twice: the app is called back two times with one code and one state', async ({ page, request }) => {
  const calls: string[] = []
  const app = createServer((asked, answer) => {
    if (asked.url?.startsWith('/callback')) calls.push(asked.url)
    answer.setHeader('content-type', 'text/html')
    answer.end('<!doctype html><html lang="en"><title>App</title><h1>Back at the app</h1></html>')
  })
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve))
  const place = app.address()
  const address = `http://127.0.0.1:${typeof place === 'object' && place ? place.port : 0}/callback`
  await register(request, address)
  await tellSandbox(request, 'knobs', { name: 'callback-twice', clientId, times: 1 })
  await page.goto(authorizeAddress(2, { redirect_uri: address }))
  await signIn(page)
  await page.locator('#approve').click()
  await expect(page.getByRole('heading', { name: 'Back at the app', exact: true })).toBeVisible()
  app.close()
  app.closeAllConnections()
  expect(calls).toHaveLength(2)
  expect(new Set(calls).size).toBe(1)
  expect(calls[0]).toMatch(/^\/callback\?code=\w{30}&state=a-state-of-sixteen$/)
})
