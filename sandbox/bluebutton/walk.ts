// Walks through the sign-in as a person with a browser would, and makes the calls that an app would; for tests.
import { createHash, randomBytes } from 'node:crypto'
import type { App } from '@/sandbox/apps'
import { readPage, visit } from './browse'
import type { Page, SignIn } from './browse'

export interface WalkOptions extends SignIn {
  readonly url: string
  readonly app: App
  readonly version?: 1 | 2 | 3
  readonly scope?: string | null
  readonly redirectUri?: string | null
  readonly verifier?: string
  readonly state?: string
  readonly more?: Readonly<Record<string, string>>
}

export const fullScope =
  'patient/Patient.rs patient/Coverage.rs patient/ExplanationOfBenefit.rs profile'

/** A fresh verifier of 43 characters and its challenge. */
export function newPkce(verifier = randomBytes(32).toString('base64url')) {
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** The authorize address of a well-formed request. Null leaves a parameter out. */
export function authorizeAddress(options: WalkOptions): string {
  const { url, app, version = 2, state = 'a-state-of-sixteen', verifier } = options
  const query = new URLSearchParams({
    client_id: app.clientId,
    response_type: 'code',
    state,
    code_challenge: newPkce(verifier).challenge,
    code_challenge_method: 'S256',
    ...options.more,
  })
  const redirectUri = options.redirectUri === undefined ? app.redirectUris[0] : options.redirectUri
  if (redirectUri !== null && redirectUri !== undefined) query.set('redirect_uri', redirectUri)
  if (options.scope !== null) query.set('scope', options.scope ?? fullScope)
  return `${url}/v${version}/o/authorize/?${query.toString()}`
}

/** From authorize to the consent page, or to whatever stands in its place. */
export function walkToConsent(options: WalkOptions, address = authorizeAddress(options)): Promise<Page> {
  return signInToConsent(address, options)
}

async function signInToConsent(address: string, how: SignIn): Promise<Page> {
  const { username = 'BBUser00000', password = `PW${username.slice(-5)}!` } = how
  const first = await readPage(await visit(address, how), how)
  if (!first.html.includes('username-textbox')) return first
  const second = await first.submit({ username }, 'login-button')
  return second.submit({ password }, 'login-button')
}

/** The whole way; answers the last redirect, whose target is the app. */
export async function walk(options: WalkOptions): Promise<Page> {
  return answerConsent(await walkToConsent(options), options)
}

/** The whole way from an address that a client made; answers where the app is sent back to, or null. */
export async function signInAt(address: string, how: SignIn = {}): Promise<string | null> {
  const last = await answerConsent(await signInToConsent(address, how), how)
  return last.location?.href ?? null
}

async function answerConsent(page: Page, { press = 'approve', toggle }: SignIn): Promise<Page> {
  return page.html.includes('id="approve"') ? page.submit({}, press, toggle) : page
}

/** The whole way; answers the code. */
export async function walkToCode(options: WalkOptions): Promise<string> {
  const code = (await walk(options)).location?.searchParams.get('code')
  if (!code) throw new Error('The walk ended without a code')
  return code
}

/** Sends a form to the sandbox, with Basic when `basic` is given. */
export function post(
  address: string,
  fields: Readonly<Record<string, string>> | URLSearchParams,
  basic: App | null = null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const authorization = basic && `Basic ${Buffer.from(`${basic.clientId}:${basic.clientSecret}`).toString('base64')}`
  return fetch(address, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { ...(authorization && { authorization }), ...headers },
  })
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly scope: string
  readonly expires_in: number
  readonly token_type: string
  readonly patient?: string
  readonly access_grant_expiration: string
}

/** Signs in and trades the code for tokens. */
export async function connect(options: WalkOptions): Promise<Tokens> {
  const verifier = options.verifier ?? newPkce().verifier
  const code = await walkToCode({ ...options, verifier })
  const response = await exchange({ ...options, verifier }, code)
  if (response.status !== 200) throw new Error(`The exchange was refused with ${response.status}`)
  return readTokens(response)
}

/** Trades a code for tokens, with Basic. */
export function exchange(options: WalkOptions, code: string): Promise<Response> {
  const { url, app, version = 2, verifier = '' } = options
  const redirectUri = options.redirectUri ?? app.redirectUris[0] ?? ''
  const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
  return post(`${url}/v${version}/o/token/`, fields, app)
}

/** Refreshes, with Basic. */
export function refreshWith(options: WalkOptions, refreshToken: string): Promise<Response> {
  const { url, app, version = 2 } = options
  return post(`${url}/v${version}/o/token/`, { grant_type: 'refresh_token', refresh_token: refreshToken }, app)
}

/** The tokens of a successful reply. */
export async function readTokens(response: Response): Promise<Tokens> {
  const body: unknown = await response.json()
  if (!isTokens(body)) throw new Error('This is not a token reply')
  return body
}

function isTokens(body: unknown): body is Tokens {
  return typeof body === 'object' && body !== null && 'access_token' in body && 'refresh_token' in body
}

/** Calls a data path with a token. */
export function call(url: string, path: string, token: string | null, headers: Record<string, string> = {}) {
  const authorization = token !== null && { authorization: `Bearer ${token}` }
  return fetch(`${url}${path}`, { headers: { ...authorization, ...headers } })
}
