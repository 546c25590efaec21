// A person in a real Chromium who connects and waits for their claims, with a stopwatch.
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { requireChromium } from '@/scripts/proof/chromium'
import type { Product } from './product'

export interface Timing {
  /** From the request to our callback to the receipt on the screen. */
  readonly receiptMs: number
  /** From the request to our callback to the first claim painted. */
  readonly firstClaimMs: number
  /** From the request to our callback to "N of N claims". */
  readonly allClaimsMs: number
}

export async function openBrowser(): Promise<Browser> {
  const { executablePath } = requireChromium()
  const args = ['--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args })
}

/** Connects as one user and reads until all are there. */
export async function readAllClaims(browser: Browser, product: Product, user: { number: number; claims: number }): Promise<Timing> {
  const context = await browser.newContext()
  try {
    await context.addInitScript(watchPaint, painted)
    const page = await context.newPage()
    await waitAtConsent(page, product, user.number)
    const callback = page.waitForRequest((request) => request.url().startsWith(product.credentials.callbackUrl))
    await page.locator('#approve').click({ noWaitAfter: true })
    const request = await callback
    const all = user.claims.toLocaleString('en-US')
    await page.getByText(`${all} of ${all} claims`).first().waitFor({ timeout: 120_000 })
    const shownAtMs = Date.now()
    // Known once it has been answered.
    const begunAtMs = request.timing().startTime
    const paintedAtMs = await Promise.all([painted.receipt, painted.claim].map((name) => page.evaluate((key) => Number(sessionStorage.getItem(key) ?? Number.NaN), name)))
    const [receiptMs = Number.NaN, firstClaimMs = Number.NaN] = paintedAtMs.map((atMs) => atMs - begunAtMs)
    return { receiptMs, firstClaimMs, allClaimsMs: shownAtMs - begunAtMs }
  } finally {
    await context.close()
  }
}

/** Where the page's own watch leaves what it saw. */
const painted = { receipt: 'painted-receipt', claim: 'painted-claim' }

/**
 * Runs inside each page, before it: notes when the receipt and the first claim have been painted, in ms since 1970. A
 * driver that asks from outside would add its own way there and back, and on two cores that is a good part of the figure.
 * No function in it has a name: the translator would mark names with a helper that a page does not have.
 */
function watchPaint(names: { readonly receipt: string; readonly claim: string }): void {
  const awaited = new Map([[names.receipt, 'main a[href="#your-claims"]'], [names.claim, 'main a[href^="/claims/"]']])
  new MutationObserver(() => {
    for (const [name, selector] of awaited) {
      const element = document.querySelector(selector)
      // What has arrived but waits in a hidden part is not there yet. Asking about layout would have the page set early.
      if (!element || element.closest('[hidden]')) continue
      awaited.delete(name)
      // A frame's callbacks run before it is painted; a message sent from them arrives after.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => sessionStorage.setItem(name, String(performance.timeOrigin + performance.now())))
        port1.start()
        port2.postMessage(null)
      })
    }
  }).observe(document, { childList: true, subtree: true })
}

/** Bytes of JavaScript the claims page brings, as they cross the wire (gzip). */
export async function scriptBytes(browser: Browser, product: Product, userNumber: number): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await waitAtConsent(page, product, userNumber)
  await page.locator('#approve').click()
  await page.waitForURL(/\/welcome/)
  const bytes = await countScripts(context, () => page.goto(`${product.appUrl}/claims`))
  await context.close()
  return bytes
}

async function countScripts(context: BrowserContext, visit: () => Promise<unknown>): Promise<number> {
  const page = context.pages()[0]
  if (!page) return Number.NaN
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set<string>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)))
  // The body as it crosses the wire; headers are not script.
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => void (bytes += scripts.has(requestId) ? encodedDataLength : 0))
  await visit()
  await page.waitForLoadState('networkidle')
  return bytes
}

export async function waitAtConsent(page: Page, product: Product, userNumber: number, from = `${product.appUrl}/`): Promise<void> {
  await page.goto(from)
  const digits = String(userNumber).padStart(5, '0')
  if (from.startsWith(product.appUrl)) {
    await page.getByRole('checkbox', { name: 'privacy policy' }).check()
    await page.getByRole('button', { name: 'Connect your Medicare record' }).click()
  }
  await page.locator('#username-textbox').fill(`BBUser${digits}`)
  await page.locator('#login-button').click()
  await page.locator('#password-textbox').fill(`PW${digits}!`)
  await page.locator('#login-button').click()
  await page.locator('#approve').waitFor()
}
