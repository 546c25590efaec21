// Runs a handler inside a request of Next's own making, and keeps cookies from one request to the next as a browser does.
// For tests only; nothing of the product imports it. A test of handlers imports it before them.
import 'server-only'
// Next's storages look for this global when they are loaded, so it comes first.
import 'next/dist/server/node-environment-baseline.js'
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external.js'
import { workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external.js'
import { createRequestStoreForAPI } from 'next/dist/server/async-storage/request-store.js'
import { createWorkStore } from 'next/dist/server/async-storage/work-store.js'
import { ResponseCookies } from 'next/dist/server/web/spec-extension/cookies.js'
import { NextRequest } from 'next/server.js'
import { processAudit } from '@/lib/audit/process-audit'
import { connectPerson, type Medicare, playMedicare, setSettings, testOrigin } from '@/lib/bluebutton/testing'
import type { Grant } from '@/lib/vault/grant'
import { processVault } from '@/lib/vault/process-vault'
import { sealCookie } from './cookie-seal'
import { sessionCookie } from './auth-options'
import type { CookieJar } from './transaction'

export { playMedicare, processAudit, processVault, setSettings, testOrigin }

export interface Answered<T> {
  readonly value: T
  /** Lets run what the handler left for after its answer. */
  afterwards(): Promise<void>
}

/** What `handle` gives when `cookies()`, `headers()` and `after()` speak of this request. */
export async function inRequest<T>(request: NextRequest, handle: () => Promise<T>): Promise<Answered<T>> {
  const closing: (() => void)[] = []
  const waiting: Promise<unknown>[] = []
  const work = createWorkStore({
    page: '/test/route',
    buildId: 'test',
    deploymentId: 'test',
    previouslyRevalidatedTags: [],
    renderOpts: {
      cacheComponents: false,
      cacheLifeProfiles: { default: { stale: 0, revalidate: 0, expire: 0 } },
      experimental: { isRoutePPREnabled: false, authInterrupts: false, useCacheTimeout: 0, durableUseCacheEntries: false },
      staticPageGenerationTimeout: 60,
      validationLevel: 'manual-warning',
      waitUntil: (promise) => void waiting.push(promise),
      onClose: (callback) => void closing.push(callback),
      onAfterTaskError: undefined,
    },
  })
  const store = createRequestStoreForAPI(request, request.nextUrl, { tags: [], expirationsByCacheKind: new Map() }, undefined, undefined, undefined)
  const value = await workAsyncStorage.run(work, () => workUnitAsyncStorage.run(store, handle))
  const afterwards = async (): Promise<void> => {
    closing.splice(0).forEach((close) => close())
    while (waiting.length > 0) await Promise.all(waiting.splice(0))
  }
  return { value, afterwards }
}

interface Wish {
  readonly method?: 'GET' | 'POST' | 'HEAD'
  /** Sent as a form of our own page unless headers say otherwise. */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string | null>>
}

type Handler = (request: NextRequest) => Response | Promise<Response>

/** A browser in which somebody has signed in, without the pages of ours on the way; `more` changes what was granted. */
export async function signedInBrowser<How>(medicare: Medicare<How>, how: How, more: Partial<Grant> = {}): Promise<{ browser: Browser; grant: Grant }> {
  const { ref, grant } = await connectPerson(medicare, how, more)
  const browser = createBrowser(testOrigin)
  const { name } = sessionCookie()
  browser.cookies.set(name, await sealCookie({ grantId: ref.id, half: ref.half.reveal() }, 60 * 60, name))
  return { browser, grant }
}

/** A browser with nothing in it. */
export function createBrowser(origin: string) {
  const cookies = new Map<string, string>()
  const jar = (): CookieJar => [...cookies].map(([name, value]) => ({ name, value }))
  const request = (path: string, { method, form, headers = {} }: Wish = {}): NextRequest => {
    const own = form ? { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' } : {}
    const all = { host: new URL(origin).host, cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...own, ...headers }
    const sent = new Headers(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value] satisfies [string, string]] : [])))
    return new NextRequest(new URL(path, origin), { method: method ?? (form ? 'POST' : 'GET'), headers: sent, ...(form ? { body: new URLSearchParams(form).toString() } : {}) })
  }
  return {
    cookies,
    jar,
    request,
    /** Runs something inside a request with this browser's cookies. */
    run: async <T>(work: () => Promise<T>): Promise<T> => (await inRequest(request('/'), work)).value,
    /** Asks a handler, keeps the cookies it sets, and lets it finish. */
    async ask(handler: Handler, path: string, wish: Wish = {}): Promise<Response> {
      const asked = request(path, wish)
      const { value, afterwards } = await inRequest(asked, async () => handler(asked))
      keep(value)
      await afterwards()
      return value
    },
    keep,
  }

  function keep(response: Response): void {
    if (response.headers.get('clear-site-data')?.includes('"cookies"')) cookies.clear()
    for (const cookie of new ResponseCookies(response.headers).getAll()) {
      if (cookie.maxAge === 0 || !cookie.value) cookies.delete(cookie.name)
      else cookies.set(cookie.name, cookie.value)
    }
  }
}

export type Browser = ReturnType<typeof createBrowser>
