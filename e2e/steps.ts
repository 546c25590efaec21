// The steps most journeys share: who signs in, what they choose at Medicare, and that a page leaves nobody out.
import { AxeBuilder } from '@axe-core/playwright'
import { type APIRequestContext, type Browser, expect, type Page } from '@playwright/test'
import { connectOverHttp } from './over-http'

/** Where the sandbox is; its control address is spoken to over HTTP, as a stranger's test would. */
export const sandboxUrl = process.env['E2E_SANDBOX_URL'] ?? ''

export interface Login {
  readonly username: string
  readonly password: string
}

/** One of the 30,000 invented people. */
export function user(number: number): Login {
  const digits = String(number).padStart(5, '0')
  return { username: `BBUser${digits}`, password: `PW${digits}!` }
}

export interface RecordedLogin extends Login {
  readonly versions: readonly number[]
}

/** Who can sign in with recorded replies on this version; nobody when the sandbox was given no recordings. */
export async function recordedPeople(request: APIRequestContext, version: 2 | 3): Promise<readonly RecordedLogin[]> {
  const reply = await request.get(`${sandboxUrl}/__sandbox/state`)
  const { recordedPeople: all } = (await reply.json()) as { recordedPeople: readonly RecordedLogin[] }
  return all.filter(({ versions }) => versions.includes(version))
}

export interface Choices {
  /** Leave the box for personal information ticked? */
  readonly sharePersonal?: boolean
  readonly answer?: 'connect' | 'cancel'
  /** The words on our own button, when the page is not in English. */
  readonly button?: string | RegExp
}

/** The box that must be ticked; the other one is for a shared computer. */
const agreement = /privacy policy|política de privacidad/

const connectButton = /^(Connect your Medicare record|Conectar mi registro de Medicare)$/

/** From a page of ours with the connect form to Medicare's sign-in page. */
export async function leaveForMedicare(page: Page): Promise<void> {
  const connect = page.getByRole('button', { name: connectButton })
  // The page with the form may still be on its way, and before it is here no box is to be seen.
  await connect.waitFor()
  const box = page.getByRole('checkbox', { name: agreement })
  if (await box.isVisible()) await box.check()
  await connect.click()
  await expect(page.locator('#username-textbox')).toBeVisible()
}

/** Medicare's two-step sign-in, then its consent page. */
export async function answerMedicare(page: Page, login: Login, { sharePersonal = true, answer = 'connect' }: Choices = {}): Promise<void> {
  await page.locator('#username-textbox').fill(login.username)
  await page.locator('#login-button').click()
  await page.locator('#password-textbox').fill(login.password)
  await page.locator('#login-button').click()
  if (!sharePersonal) await page.locator('input[type=checkbox][name=share_demographic_scopes]').uncheck()
  await page.locator(answer === 'connect' ? '#approve' : '#deny').click()
}

/** The whole way from the first page to the receipt of what was shared. */
export async function connect(page: Page, login: Login, choices: Choices = {}): Promise<void> {
  await page.goto('/')
  await leaveForMedicare(page)
  await answerMedicare(page, login, choices)
  await expect(page).toHaveURL(/\/welcome/)
}

/**
 * A page whose browser is signed in, by the same forms sent without looking at them: the looks of the way are the matter of the
 * journeys that `connect`. Nothing has been asked of Medicare yet but who this is.
 */
export async function openSession(page: Page, login: Login, appUrl: string = process.env['E2E_APP_URL'] ?? ''): Promise<void> {
  await connectOverHttp(page.request, appUrl, login)
}

/** The same, and the list of claims is open. */
export async function openClaims(page: Page, login: Login, appUrl?: string): Promise<void> {
  await openSession(page, login, appUrl)
  await page.goto('/claims')
  await expectScript(page)
}

/** The script of the page runs: before, a button is there that does nothing yet. React marks what it has taken over. */
export async function expectScript(page: Page): Promise<void> {
  await expect(async () => {
    expect(await page.getByRole('heading', { level: 1 }).evaluate((title) => Object.keys(title).some((key) => key.startsWith('__react')))).toBe(true)
  }).toPass({ timeout: 20_000 })
}

/** axe has nothing to say about the page as it is now (quality A11-01). `except` leaves out what repeats by the hundred. */
export async function expectAccessible(page: Page, except?: string): Promise<void> {
  // On the way from page to page the title is away for a moment.
  await expect(page).toHaveTitle(/\S/)
  // No page of ours has frames, for which alone axe would open a second tab and read itself in once more.
  // What passes need not be written down in full: that is a third of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (except) builder.exclude(except)
  const { violations } = await builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

/** Turns a switch of the sandbox. @throws when the sandbox does not take it, so that no journey passes by a typing error */
export async function tellSandbox(request: APIRequestContext, path: string, body: Record<string, unknown>): Promise<void> {
  const reply = await request.post(`${sandboxUrl}/__sandbox/${path}`, { data: body })
  expect(reply.ok(), `the sandbox takes ${path}`).toBe(true)
}

/** How many requests of one kind the sandbox has seen of one person. */
export async function countOf(request: APIRequestContext, route: string, login: Login): Promise<number> {
  const reply = await request.get(`${sandboxUrl}/__sandbox/journal?route=${route}&person=${login.username}`)
  expect(reply.ok(), `the journal tells of ${route}`).toBe(true)
  const { entries } = (await reply.json()) as { readonly entries: readonly unknown[] }
  return entries.length
}

/**
 * Connects, looks at every page, and answers how many claims there were. Nothing may read like a fault of ours.
 * @param closely axe looks too; it finds the same in each record, so a few people are enough
 */
export async function readAsRecorded(browser: Browser, login: Login, baseURL: string, closely: boolean): Promise<number> {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await openClaims(page, login, baseURL)
  await expect(page.getByText('All your claims are here.').or(page.getByText('Medicare lists no claims for you yet')).first()).toBeVisible()
  // One of each kind of row says it all; axe would look at each of hundreds for seconds.
  if (closely) await expectAccessible(page, 'main li:nth-child(n + 6)')
  const rows = page.getByRole('main').locator('a[href^="/claims/"]')
  const count = await rows.count()
  if (count > 0) {
    await rows.first().click()
    await expect(page.getByRole('heading', { name: 'What was this?' })).toBeVisible()
    if (closely) await expectAccessible(page)
  }
  for (const path of closely ? ['/coverage', '/profile'] : ['/coverage']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.getByText(/NaN|undefined|\[object|Invalid Date/).count()).toBe(0)
  }
  await context.close()
  return count
}
