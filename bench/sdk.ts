// The peer: CMS's own Node SDK, as its documentation shows it, reading the same person's claims from the same sandbox.
import type { Browser } from '@playwright/test'
import { BlueButton, Environments } from 'cms-bluebutton-sdk'
import type { Product } from './product'
import { waitAtConsent } from './reader'

export interface Peer {
  /** All pages, walked one after another. Answers how many claims came. */
  readAll(pageSize: number | null): Promise<number>
  /** Good for the sandbox, for whoever measures it without a client. */
  accessToken(): string
}

export async function connectSdk(browser: Browser, product: Product, userNumber: number): Promise<Peer> {
  const { clientId, clientSecret, callbackUrl } = product.credentials
  const sdk = new BlueButton({ clientId, clientSecret, callbackUrl, version: '2', environment: Environments.LOCAL })
  sdk.baseUrl = product.sandboxUrl
  const authData = sdk.generateAuthData()
  const context = await browser.newContext()
  const page = await context.newPage()
  await waitAtConsent(page, product, userNumber, sdk.generateAuthorizeUrl(authData))
  // The answer is meant for the SDK. The app sees it too, as one that nobody there asked for, and leaves the code alone.
  const answered = page.waitForRequest((request) => request.url().startsWith(callbackUrl))
  await page.locator('#approve').click({ noWaitAfter: true })
  const answer = new URL((await answered).url()).searchParams
  await context.close()
  let token = await sdk.getAuthorizationToken(authData, answer.get('code') ?? undefined, answer.get('state') ?? undefined)
  return {
    async readAll(pageSize) {
      const first = await sdk.getExplanationOfBenefitData(token, pageSize ? { params: { _count: pageSize } } : {})
      token = first.token
      const body: unknown = first.response?.data
      const { pages } = await sdk.getPages(body, token)
      return pages.reduce((sum, page) => sum + entriesOf(page), 0)
    },
    accessToken: () => token.accessToken,
  }
}

function entriesOf(page: unknown): number {
  const entry: unknown = typeof page === 'object' && page !== null && 'entry' in page ? page.entry : []
  return Array.isArray(entry) ? entry.length : 0
}
