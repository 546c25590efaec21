// Walks through the sign-in as a browser would, one form at a time; for tests. It reads the forms that the pages really
// contain, so a page that loses a field fails here.
import { createHash, randomBytes } from 'node:crypto'
import type { App } from '@/sandbox/apps'

/** How the person behaves; they are BBUser00000, leave the boxes as they are and connect, unless told otherwise. */
export interface SignIn {
  readonly username?: string
  readonly password?: string
  /** Names of boxes to flip: `share_demographic_scopes`, `share_samhsa_data`. */
  readonly toggle?: readonly string[]
  readonly press?: 'approve' | 'deny'
  readonly headers?: Readonly<Record<string, string>>
}

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

/** Follows redirects of the sandbox itself, and stops at pages and at the way back to the app. */
export async function visit(address: string, options: SignIn, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, { redirect: 'manual', ...init, headers: { ...options.headers, ...init.headers } })
  const location = answer.headers.get('location')
  if (location === null) return answer
  const next = new URL(location, address)
  return next.origin === new URL(address).origin ? visit(next.href, options) : answer
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

export interface Page {
  readonly response: Response
  readonly status: number
  readonly html: string
  readonly location: URL | null
  /** Sends the page's form by the button with this id; `toggle` flips boxes by name. */
  submit(fields: Readonly<Record<string, string>>, button: string, toggle?: readonly string[]): Promise<Page>
}

async function readPage(response: Response, options: SignIn): Promise<Page> {
  const html = await response.text()
  const location = response.headers.get('location')
  return {
    response,
    status: response.status,
    html,
    location: location === null ? null : new URL(location),
    submit: async (fields, button, toggle = []) => {
      const form = formWith(html, button)
      const body = new URLSearchParams(formFields(form, toggle))
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      const pressed = tags(form, 'button').find(tag => attribute(tag, 'id') === button)
      const name = pressed && attribute(pressed, 'name')
      if (name) body.append(name, attribute(pressed, 'value') ?? '')
      const action = new URL(attribute(tags(form, 'form')[0] ?? '', 'action') ?? '', response.url)
      return readPage(await visit(action.href, options, { method: 'POST', body }), options)
    },
  }
}

function formWith(html: string, button: string): string {
  const forms = html.match(/<form\b[\s\S]*?<\/form>/g) ?? []
  const form = forms.find(text => text.includes(`id="${button}"`))
  if (!form) throw new Error(`No form has a button ${button}`)
  return form
}

function formFields(form: string, toggle: readonly string[]): [string, string][] {
  return tags(form, 'input').flatMap(tag => {
    const name = attribute(tag, 'name') ?? ''
    const box = attribute(tag, 'type') === 'checkbox'
    const sent = !box || /\schecked\b/.test(tag) !== toggle.includes(name)
    return name && sent ? [[name, attribute(tag, 'value') ?? ''] as [string, string]] : []
  })
}

function tags(html: string, name: string): readonly string[] {
  return html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? []
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  if (value === undefined) return null
  const names: Record<string, string> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }
  return value.replace(/&(quot|#39|lt|gt|amp);/g, (whole, name: string) => names[name] ?? whole)
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
