// A person without a browser: signs in over plain HTTP and loads all claims as the page's own script does. What is timed
// here is the way of the data; painting is timed in a real Chromium (reader.ts).
import { type IncomingMessage, request } from 'node:http'
import { createGunzip } from 'node:zlib'
import { signInAt } from '@/sandbox/bluebutton/walk'
import type { Product } from './product'

export interface Visitor {
  /** Every claim in one answer. */
  loadAll(): Promise<Load>
}

export interface Load {
  readonly ms: number
  readonly claims: number
  /** As they cross the wire. */
  readonly bytes: number
}

export async function connectOverHttp({ appUrl }: Product, userNumber: number): Promise<Visitor> {
  const cookie = await signInOverHttp(appUrl, userNumber)
  return { loadAll: () => load(`${appUrl}/api/claims?starts=0`, cookie) }
}

/** The whole way through our pages and the sandbox's. @returns what the browser sends along from then on */
export async function signInOverHttp(appUrl: string, userNumber: number): Promise<string> {
  const agreed = await agree(appUrl)
  const start = await visit(`${appUrl}/connect/start?then=claims`, agreed)
  const answer = await signInAt(start.headers.location ?? '', { username: `BBUser${String(userNumber).padStart(5, '0')}` })
  const back = await visit(answer ?? '', cookiesOf(start.headers['set-cookie']))
  if (back.statusCode !== 303) throw new Error(`the sign-in ended with ${back.statusCode}`)
  return cookiesOf(back.headers['set-cookie'])
}

async function agree(appUrl: string): Promise<string> {
  const reply = await fetch(`${appUrl}/connect/start`, {
    method: 'POST',
    headers: { origin: appUrl, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ agree: 'yes', then: 'claims' }),
  })
  if (!reply.ok) throw new Error(`agreeing was answered with ${reply.status}`)
  return cookiesOf(reply.headers.getSetCookie())
}

/** Goes to an address as a person does; `fetch` would call itself a script, which the app turns away there. */
function visit(address: string, cookie: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: { cookie } }, (reply) => {
      reply.resume()
      reply.on('end', () => resolve(reply))
    })
    asked.on('error', reject)
    asked.end()
  })
}

function cookiesOf(lines: readonly string[] = []): string {
  return lines.flatMap((line) => (/;\s*max-age=0/i.test(line) ? [] : [line.split(';')[0] ?? ''])).join('; ')
}

/** By hand, because only here the bytes can be counted before they are unpacked. */
function load(address: string, cookie: string): Promise<Load> {
  const begunMs = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: { cookie, 'accept-encoding': 'gzip', 'sec-fetch-site': 'same-origin' } }, (reply) => {
      let bytes = 0
      let text = ''
      reply.on('data', (part: Buffer) => (bytes += part.length))
      const body = reply.headers['content-encoding'] === 'gzip' ? reply.pipe(createGunzip()) : reply
      body.setEncoding('utf8')
      body.on('data', (part: string) => (text += part))
      body.on('error', reject)
      body.on('end', () => resolve({ ms: performance.now() - begunMs, claims: countClaims(text), bytes }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

function countClaims(text: string): number {
  const events = text.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]))
  return events.reduce((sum: number, event) => sum + claimsIn(event), 0)
}

function claimsIn(event: unknown): number {
  const claims: unknown = typeof event === 'object' && event !== null && 'claims' in event ? event.claims : []
  return Array.isArray(claims) ? claims.length : 0
}
