// What an open tab asks for when somebody walks from one page to the next, taken down from a real Chromium: the page without
// its frame, which costs less than the whole page of a reload. What is asked depends on where the tab stands, not on who
// sits there, so the request of one is the request of all, but for the cookie.
import type { Page } from '@playwright/test'
import { openBrowser } from '@/bench/reader'

/** The address with what Next adds to it, and the headers but for who asks. */
export interface Walk {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** By the path that is walked to. */
export type Walks = ReadonlyMap<string, Walk>

/** Where a tab stands after signing in. */
const firstPath = '/claims'
/** What belongs to one connection or one person; and nothing is packed, so that no time goes into unpacking it here. */
const own = new Set(['cookie', 'host', 'connection', 'accept-encoding', 'content-length'])

/** A click before the page's script runs opens the page anew; the script of a page that was opened so is at hand. */
const mostTries = 5

/** Opens the claims, and walks on by the links of the navigation. @throws Error when a link only ever opens a page anew */
export async function recordWalks(url: string, cookie: string, paths: readonly string[]): Promise<Walks> {
  const browser = await openBrowser()
  try {
    const context = await browser.newContext()
    await context.addCookies(cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url })))
    const page = await context.newPage()
    const walks = new Map<string, Walk>()
    let from = firstPath
    for (const path of paths) {
      walks.set(path, await recordWalk(page, url, { from, to: path }))
      from = path
    }
    return walks
  } finally {
    await browser.close()
  }
}

async function recordWalk(page: Page, url: string, { from, to }: { readonly from: string; readonly to: string }): Promise<Walk> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (page.url() !== url + from) await page.goto(url + from, { waitUntil: 'networkidle' })
    const asking = page.waitForRequest((request) => new URL(request.url()).pathname === to)
    await page.locator(`nav a[href="${to}"]`).first().click()
    const request = await asking
    await page.waitForURL(url + to)
    const headers = await request.allHeaders()
    if (headers['rsc'] !== '1') continue
    const { pathname, search } = new URL(request.url())
    return { path: pathname + search, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name) && !name.startsWith(':'))) }
  }
  throw new Error(`The link to ${to} opened the page anew, ${mostTries} times.`)
}
