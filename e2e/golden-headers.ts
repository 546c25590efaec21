// What every answer carries, as a table (quality section C3 and C4, HDR-01, HDR-02, HDR-04, HDR-05).
import type { APIResponse } from '@playwright/test'

const base: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': 'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
}

/** On plain http of this machine: `upgrade-insecure-requests` belongs to https. */
const policy =
  /^default-src 'none'; script-src 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'; script-src-attr 'none'; style-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='; style-src-attr 'none'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-uri \/csp-report; report-to csp$/

/** Where an answer departs from the table, and to what. */
const departures: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  // The address of the answer holds a code: it must not become a referrer.
  '/connect/callback': { 'referrer-policy': /^(no-referrer|same-origin)$/ },
  '/operator/sign-in/callback': { 'referrer-policy': /^(no-referrer|same-origin)$/ },
}

const never = /^(access-control-.*|x-powered-by|server|etag|last-modified|via)$/

/** Sentences on what is wrong with the headers of an answer that is made for one request. @param of a route, `refusal` or `action` */
export function headerProblems(reply: APIResponse, of = 'page'): string[] {
  const headers = reply.headers()
  const problems = Object.entries(base).flatMap(([name, value]) => (fits(headers[name], departures[of]?.[name] ?? value) ? [] : [`${name} is ${headers[name]}`]))
  const security = headers['content-security-policy'] ?? ''
  // A refusal of the proxy has no body for a policy to hold for.
  if (!policy.test(security) && of !== 'refusal') problems.push(`content-security-policy is ${security}`)
  if (!mayStayUnmarked(reply) && !/\bno-store\b/.test(headers['cache-control'] ?? '')) problems.push(`cache-control is ${headers['cache-control']}`)
  // The two words with which Next refuses an unknown action are a constant, tag and all.
  problems.push(...Object.keys(headers).filter((name) => never.test(name) && !(of === 'action' && name === 'etag')).map((name) => `has ${name}`))
  for (const { name, value } of reply.headersArray()) {
    if (name.toLowerCase() === 'set-cookie' && !(/; path=\/(;|$)/i.test(value) && /; httponly/i.test(value) && /; samesite=lax/i.test(value) && !/; domain=/i.test(value))) problems.push('a loose cookie')
  }
  return problems
}

/** Next's own "no such method" and its redirects to the address that its script meant: without a body, the same for all. */
function mayStayUnmarked(reply: APIResponse): boolean {
  return reply.status() === 405 || (reply.status() === 307 && /[?&]_rsc\b/.test(reply.headers()['location'] ?? ''))
}

/** The same for a file of the build, which is named by its content and therefore kept. */
export function immutableProblems(reply: APIResponse): string[] {
  const headers = reply.headers()
  const problems = Object.entries(base).flatMap(([name, value]) => (headers[name] === value ? [] : [`${name} is ${headers[name]}`]))
  if (headers['cache-control'] !== 'public, max-age=31536000, immutable') problems.push(`cache-control is ${headers['cache-control']}`)
  return reply.status() === 200 ? problems : [`${reply.status()}`]
}

function fits(value: string | undefined, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? value === wanted : wanted.test(value ?? '')
}
