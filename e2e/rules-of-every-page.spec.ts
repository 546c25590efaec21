// The rules for words and looks that a machine can check, on every page of an enrollee (product section 4): sizes of
// letters and targets, no sideways scroll, contrast, forbidden words, in both languages, light and dark.
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { answerMedicare, leaveForMedicare, openClaims, user } from './steps'

const signedInPages = ['/claims', '/drugs', '/providers', '/conditions', '/spending', '/check', '/coverage', '/profile', '/access', '/access/disconnect']
const openPages = ['/', '/privacy', '/terms', '/sign-in?reason=access-ended', '/nowhere']

/** Never on an enrollee page (product section 4, rule 1 and 14). The endorsement line names Blue Button by contract. */
const forbidden = /adjudicat|\bEOB\b|\bFHIR\b|\bpayer\b|\bbundle\b|\bresource\b|Blue Button(?! APIs|, pero no est)/i
/** What a fault of ours reads like. */
const broken = /undefined|NaN|\[object|Invalid Date/

/** Both languages, both schemes and both widths, each once: the longer language stands in the narrower window. */
const ways = [
  { language: 'en', scheme: 'light', width: 1280 },
  { language: 'es', scheme: 'dark', width: 320 },
] as const

/** Sixteen pages, each looked at by axe, on slow cores. */
test.describe.configure({ timeout: 300_000 })

for (const way of ways) {
  const { language, scheme, width } = way
  test(`${language}, ${scheme}, ${width} px: every page keeps the rules`, async ({ browser, baseURL }) => {
    const page = await openAs(browser, way, baseURL)
    for (const path of openPages) await test.step(path, () => keepsTheRules(page, path, language))
    await expectWaysOut(page, '/', false)
    await page.goto(`/?lang=${language}`)
    await leaveForMedicare(page)
    // All eight kinds of claims, so that every part of every page has something to show.
    await answerMedicare(page, user(8158))
    await expect(page).toHaveURL(/\/welcome/)
    await expectTheRules(page, language)
    for (const path of signedInPages) await test.step(path, () => keepsTheRules(page, path, language))
    await page.goto('/claims')
    for (const path of await oneOfEach(page, ['carrier', 'outpatient', 'pde'])) await test.step(`a claim: ${path}`, () => keepsTheRules(page, path, language))
    await test.step('a printed claim', () => printsWhatIsFolded(page))
    for (const path of [...openPages, ...signedInPages]) await test.step(`the ways out: ${path}`, () => expectWaysOut(page, path, true))
    await page.context().close()
  })
}

test('with letters at 150 % no figure and no word is broken on a phone, and nothing has to be moved sideways', async ({ browser, baseURL }) => {
  const page = await openAs(browser, { language: 'es', scheme: 'light', width: 320 }, baseURL)
  await page.goto('/?lang=es')
  await page.goto('/?text=150')
  await leaveForMedicare(page)
  await answerMedicare(page, user(8158))
  await page.goto('/claims')
  const claims = await oneOfEach(page, ['carrier', 'inpatient', 'pde'])
  for (const path of [...signedInPages, ...claims]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('main progress')).toHaveCount(0)
    expect(await sidewaysOf(page), path).toEqual([])
    expect(await brokenWordsOf(page), path).toEqual([])
  }
  await page.context().close()
})

test('larger letters take away no filter and no answer, and the other language no filter', async ({ page }) => {
  await openClaims(page, user(8158))
  await page.goto('/claims#kind=pde')
  await expectPrescriptionsAlone(page)
  await page.getByRole('button', { name: 'Largest text' }).click()
  await expect(page.getByRole('button', { name: 'Largest text' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('html')).toHaveAttribute('data-text', '150')
  await expect(page).toHaveURL(/#kind=pde$/)
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page.locator('html')).toHaveAttribute('data-text', '150')
  await expect(page).toHaveURL(/\/claims#kind=pde$/)
  await expectPrescriptionsAlone(page)
  await page.goto('/check?lang=en')
  const answer = page.getByRole('radio', { name: 'No', exact: true }).first()
  await answer.check()
  await page.getByRole('button', { name: 'Normal text' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-text', '100')
  await expect(answer).toBeChecked()
})

async function expectPrescriptionsAlone(page: Page): Promise<void> {
  const rows = page.locator('main .claim-rows > li')
  await expect(rows.filter({ hasNot: page.locator('a[href^="/claims/pde"]') })).toHaveCount(0)
  await expect(rows).not.toHaveCount(0)
}

async function openAs(browser: Browser, { scheme, width }: { language: string; scheme: 'light' | 'dark'; width: number }, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: width < 400 ? 640 : 800 }, colorScheme: scheme, reducedMotion: 'reduce', ...(baseURL ? { baseURL } : {}) })
  return context.newPage()
}

/** The address of the first claim of each kind in the list. */
async function oneOfEach(page: Page, kinds: readonly string[]): Promise<readonly string[]> {
  const paths = await Promise.all(kinds.map((kind) => page.locator(`main a[href^="/claims/${kind}"]`).first().getAttribute('href')))
  return paths.map((path) => path ?? '')
}

/** Paper cannot be unfolded: the claim that is open has its number on it, which stands behind "Show codes". */
async function printsWhatIsFolded(page: Page): Promise<void> {
  const number = page.locator('main .code').first()
  await expect(number).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(number).toBeVisible()
  await page.emulateMedia({ media: null })
}

/** Promise 6: whoever is signed in can sign out and disconnect from every page; nobody else is offered it. */
async function expectWaysOut(page: Page, path: string, signedIn: boolean): Promise<void> {
  await page.goto(path)
  for (const way of ['form[action="/sign-out"] button', 'a[href="/access/disconnect"]']) {
    const ways = page.locator(way).filter({ visible: true })
    await (signedIn ? expect(ways).not.toHaveCount(0) : expect(ways).toHaveCount(0))
  }
}

async function keepsTheRules(page: Page, path: string, language: string): Promise<void> {
  await page.goto(path.includes('?') ? `${path}&lang=${language}` : path === '/' || path === '/nowhere' ? `${path}?lang=${language}` : path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectTheRules(page, language)
}

async function expectTheRules(page: Page, language: string): Promise<void> {
  await expect(page).toHaveTitle(/\S/)
  await expect(page.locator('main progress')).toHaveCount(0)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  expect(await sidewaysOf(page), 'no sideways scroll').toEqual([])
  expect(await smallLettersOf(page), 'letters of at least 16 px').toEqual([])
  expect(await smallTargetsOf(page), 'targets of at least 44 by 44 px').toEqual([])
  const text = await page.locator('main').innerText()
  expect(text.match(forbidden)?.[0] ?? null, 'a forbidden word').toBeNull()
  expect(text.match(broken)?.[0] ?? null, 'a broken word').toBeNull()
  expect(billedWithoutWarning(text), 'a figure to be billed without "This is not a bill"').toBe(false)
  await expectNothingFromAxe(page)
}

async function expectNothingFromAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'cat.color'], rules: { 'color-contrast-enhanced': { enabled: true } } })
    .exclude('main li:nth-child(n + 6), main tr:nth-child(n + 6)')
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

/** What sticks out at the right. */
function sidewaysOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > clientWidth + 1).slice(0, 5).map((each) => each.outerHTML.slice(0, 120))
  })
}

/** Words and figures whose letters stand on two lines. A hyphen may end a line, and a word of more than 16 letters may be longer than one. */
function brokenWordsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const broken = new Set<string>()
    while (walker.nextNode()) {
      const { currentNode: node } = walker
      if (!node.parentElement?.checkVisibility() || node.parentElement.closest('select, .sr-only')) continue
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[^\s\-–/]{2,}/g)) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        const lines = [...range.getClientRects()].filter(({ width }) => width > 1).map(({ bottom }) => Math.round(bottom / 8))
        if (word.length <= 16 && new Set(lines).size > 1) broken.add(word)
      }
    }
    return [...broken].slice(0, 5)
  })
}

function smallLettersOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const small = new Set<string>()
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode
      if (!parentElement || !textContent?.trim() || !parentElement.checkVisibility()) continue
      const px = Number.parseFloat(getComputedStyle(parentElement).fontSize)
      if (px < 16) small.add(`${px}px: ${textContent.trim().slice(0, 40)}`)
    }
    return [...small].slice(0, 5)
  })
}

/** A link inside a sentence is as high as its line, and a box is as large as its label; all else is a target. */
function smallTargetsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const inSentence = (each: Element) => {
      const block = each.closest('p, li, dd, td, label')
      return each.tagName === 'A' && getComputedStyle(each).display.startsWith('inline') && !getComputedStyle(each).display.includes('flex') && (block?.textContent?.trim().length ?? 0) > (each.textContent?.trim().length ?? 0)
    }
    const boxOf = (each: Element) => (each.matches('input[type=checkbox], input[type=radio]') ? (each.closest('label') ?? each) : each).getBoundingClientRect()
    const targets = [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')]
    return targets
      .filter((each) => each.checkVisibility() && !each.matches('.skip-link') && !inSentence(each))
      .filter((each) => boxOf(each).height < 43.5 || boxOf(each).width < 43.5)
      .slice(0, 5)
      .map((each) => `${Math.round(boxOf(each).width)} x ${Math.round(boxOf(each).height)}: ${each.outerHTML.slice(0, 120)}`)
  })
}

/** Rule 2: wherever somebody reads what they may be billed, they read that this is not a bill. */
function billedWithoutWarning(text: string): boolean {
  return /may be billed|le pueden cobrar/i.test(text) && !/not a bill|no es una factura/i.test(text)
}
