// What every answer carries, and what no request may do: the content policy with a fresh nonce, our own host only, known
// methods only, one address for each page, and the chosen language. It is no lock: each page and handler asks for the session itself.
import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { keptForAYear } from '@/lib/session/lasting-cookie'
import { ourAddress } from '@/lib/session/place'

const methods = new Set(['GET', 'HEAD', 'POST'])
const withoutHost = new Set(['/livez', '/readyz'])
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

export default function proxy(request: NextRequest): NextResponse {
  if (!methods.has(request.method)) return refusal(405, { allow: [...methods].join(', ') })
  const elsewhere = withoutHost.has(request.nextUrl.pathname) ? null : atAnotherHost(request)
  if (elsewhere) return elsewhere
  // Next answers 500 to what it cannot decode.
  if (!isDecodable(request.nextUrl.pathname)) return refusal(400)
  if (/.\/$/.test(request.nextUrl.pathname)) return withoutLastSlash(request)

  const policy = contentPolicy(randomBytes(16).toString('base64'))
  const forwarded = new Headers(request.headers)
  // Next reads the nonce from here; a policy the client sent is overwritten.
  forwarded.set('content-security-policy', policy)
  const choices = readChoices(request)
  if (choices.length > 0) forwarded.set('cookie', withChoices(request, choices))
  const response = NextResponse.next({ request: { headers: forwarded } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('reporting-endpoints', 'csp="/csp-report"')
  if (ourAddress().secure) response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains; preload')
  for (const { cookie, value } of choices) {
    response.cookies.set(cookie, value, keptForAYear())
  }
  return response
}

export const config = { matcher: '/((?!_next/static/).*)' }

/** quality C3. Next's development server needs eval and a socket; production never gets them. */
export function contentPolicy(nonce: string, development = process.env.NODE_ENV === 'development', secure = ourAddress().secure): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `script-src-attr 'none'`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    ...(development ? [] : [`style-src-attr 'none'`]),
    `img-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'${development ? ' ws:' : ''}`,
    `manifest-src 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `report-uri /csp-report`,
    `report-to csp`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** Another host name answers 421; another name of this same machine is sent to ours, since cookies are kept by name. */
function atAnotherHost(request: NextRequest): NextResponse | null {
  const ours = new URL(ourAddress().origin)
  const host = request.headers.get('host') ?? ''
  if (host === ours.host) return null
  const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null
  const whole = asked?.host === host.toLowerCase()
  const sameMachine = asked && whole && loopback.has(ours.hostname) && loopback.has(asked.hostname) && asked.port === ours.port
  if (!sameMachine || request.method !== 'GET') return refusal(421)
  // Set, not resolved: a path that begins with two slashes would be read as another host.
  ours.pathname = request.nextUrl.pathname
  ours.search = request.nextUrl.search
  return NextResponse.redirect(ours, 307)
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** Next would do this itself, but before us: at any host, by any method, and without our headers (next.config.ts). */
function withoutLastSlash(request: NextRequest): NextResponse {
  const ours = new URL(ourAddress().origin)
  ours.pathname = request.nextUrl.pathname.replace(/\/+$/, '')
  ours.search = request.nextUrl.search
  return NextResponse.redirect(ours, { status: 308, headers: { 'cache-control': 'private, no-store' } })
}

interface Choice {
  readonly cookie: string
  readonly value: string
}

/** How a reader wants to read, in the address of any page: `?lang=es`, `?text=150`. Remembered from then on. */
function readChoices(request: NextRequest): readonly Choice[] {
  return readable.flatMap(({ param, cookie, values }) => {
    const value = request.nextUrl.searchParams.get(param)
    return value && values.includes(value) ? [{ cookie, value }] : []
  })
}

const readable = [
  { param: 'lang', cookie: 'pc_lang', values: ['en', 'es'] },
  { param: 'text', cookie: 'pc_text', values: ['100', '125', '150'] },
]

/** The request's cookies with the new choices, so that this very answer is already in them. */
function withChoices(request: NextRequest, choices: readonly Choice[]): string {
  const others = (request.headers.get('cookie') ?? '').split(/;\s*/).filter((pair) => pair && !choices.some(({ cookie }) => pair.startsWith(`${cookie}=`)))
  return [...others, ...choices.map(({ cookie, value }) => `${cookie}=${value}`)].join('; ')
}

function refusal(status: number, headers: Record<string, string> = {}): NextResponse {
  return new NextResponse(null, { status, headers: { 'cache-control': 'private, no-store', ...headers } })
}
