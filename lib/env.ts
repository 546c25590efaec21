// Every setting, read once and checked at start: the server does not begin with a wrong one. A message names the
// setting and what to do, never its value (quality AVL-12).
import 'server-only'
import { z } from 'zod'
import { Misconfigured } from '@/lib/errors'
import { Secret } from '@/lib/secret'

export type Place = 'local-sandbox' | 'cms-sandbox' | 'live'

export interface VaultKey {
  readonly id: string
  readonly key: Secret
}

export interface Settings {
  /** Scheme, host and port of this app; every address of ours is built from it, never from a request (HDR-07). */
  readonly appOrigin: string
  readonly secure: boolean
  readonly place: Place
  readonly blueButton: { readonly url: string; readonly clientId: string; readonly clientSecret: Secret; readonly version: 2 | 3 }
  readonly vault: { readonly url: string; readonly keys: readonly [VaultKey, ...VaultKey[]] }
  /** Where the figures may be read; null for nowhere. */
  readonly metrics: MetricsPlace | null
}

export interface MetricsPlace {
  /** This machine alone, unless somebody named another address. */
  readonly host: string
  readonly port: number
}

type Environment = Readonly<Record<string, string | undefined>>

const known = new Set([
  'BLUE_BUTTON_URL', 'BLUE_BUTTON_CLIENT_ID', 'BLUE_BUTTON_CLIENT_SECRET', 'BLUE_BUTTON_VERSION',
  'VAULT_URL', 'VAULT_KEYS', 'METRICS_PORT', 'METRICS_HOST', 'SANDBOX_PORT', 'SANDBOX_APPS', 'SANDBOX_RECORDS', 'SANDBOX_TEST_KEY',
])
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
const cmsSandboxHost = 'sandbox.bluebutton.cms.gov'

/**
 * Reads and checks all settings.
 * @throws Misconfigured with one line for each problem, none of which holds a value.
 */
export function readSettings(env: Environment): Settings {
  const problems: string[] = []
  const parsed = schema.safeParse(env)
  if (!parsed.success) problems.push(...oneForEach(parsed.error.issues))
  problems.push(...misspelt(env))
  const settings = parsed.success ? assemble(parsed.data) : null
  if (settings) problems.push(...weak(settings), ...mixed(settings, env), ...misplaced(settings, env))
  if (!settings || problems.length > 0) throw new Misconfigured([...new Set(problems)])
  return settings
}

/** The first problem of each setting: the others follow from it. */
function oneForEach(issues: readonly z.core.$ZodIssue[]): string[] {
  const first = new Map(issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))
  return [...first].map(([name, message]) => `${name} ${message}`).toReversed()
}

let current: Settings | null = null

/** The checked settings of this process, read from the environment at the first call. */
export function settings(): Settings {
  current ??= readSettings(process.env)
  // next-auth builds its own addresses from this name; the request's Host must have no say in them.
  process.env['NEXTAUTH_URL'] = current.appOrigin
  return current
}

/** True for hosts on this machine, where plain http is allowed. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname)
}

const origin = (name: string) =>
  z.string({ error: `is missing: set ${name}` }).transform((text, ctx) => {
    const problem = originProblem(text)
    if (problem) {
      ctx.addIssue({ code: 'custom', message: problem })
      return z.NEVER
    }
    return new URL(text).origin
  })

const schema = z.object({
  APP_ORIGIN: origin('the address people open, for example http://localhost:3000'),
  BLUE_BUTTON_URL: origin('https://sandbox.bluebutton.cms.gov, or leave all BLUE_BUTTON_ settings out and run npm start'),
  BLUE_BUTTON_CLIENT_ID: z
    .string({ error: 'is missing: it is on the page of your registered app' })
    .regex(/^[A-Za-z0-9]{40}$/, 'must be the 40 letters and digits of your registered app'),
  BLUE_BUTTON_CLIENT_SECRET: z
    .string({ error: 'is missing: it is on the page of your registered app' })
    .regex(/^[\x21-\x7e]{32,}$/, 'must be the secret of your registered app, at least 32 characters without spaces'),
  BLUE_BUTTON_VERSION: z.enum(['2', '3'], { error: 'must be 2 or 3' }).default('2'),
  VAULT_URL: z
    .string()
    .refine(isVaultAddress, 'must be a file address such as file:.data/vault.db, or one of Redis such as rediss://host:6379')
    .default('file:.data/vault.db'),
  VAULT_KEYS: z.string({ error: 'is missing: npm start makes one' }).transform((text, ctx) => {
    const keys = readKeys(text)
    if (typeof keys !== 'string') return keys
    ctx.addIssue({ code: 'custom', message: keys })
    return z.NEVER
  }),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port number')
    .optional(),
  METRICS_PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, 'must be a port number')
    .optional(),
  METRICS_HOST: z
    .string()
    .refine((text) => /^[\w.:-]+$/.test(text), 'must be an address of this machine, without scheme and port')
    .optional(),
})

/**
 * What the vault's own command needs, which speaks to nobody else.
 * @throws Misconfigured like `readSettings`
 */
export function readVaultSettings(env: Environment): Settings['vault'] {
  const parsed = schema.pick({ VAULT_URL: true, VAULT_KEYS: true }).safeParse(env)
  const problems = [...(parsed.success ? [] : oneForEach(parsed.error.issues)), ...misspelt(env)]
  if (!parsed.success || problems.length > 0) throw new Misconfigured(problems)
  return { url: parsed.data.VAULT_URL, keys: parsed.data.VAULT_KEYS }
}

function isVaultAddress(text: string): boolean {
  if (text.startsWith('file:')) return text.length > 'file:'.length
  return /^rediss?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname !== ''
}

function assemble(data: z.infer<typeof schema>): Settings {
  const url = new URL(data.BLUE_BUTTON_URL)
  return {
    appOrigin: data.APP_ORIGIN,
    secure: data.APP_ORIGIN.startsWith('https:'),
    place: isLoopback(url) ? 'local-sandbox' : url.hostname === cmsSandboxHost ? 'cms-sandbox' : 'live',
    blueButton: {
      url: data.BLUE_BUTTON_URL,
      clientId: data.BLUE_BUTTON_CLIENT_ID,
      clientSecret: new Secret(data.BLUE_BUTTON_CLIENT_SECRET),
      version: data.BLUE_BUTTON_VERSION === '3' ? 3 : 2,
    },
    vault: { url: data.VAULT_URL, keys: data.VAULT_KEYS },
    metrics: data.METRICS_PORT ? { host: data.METRICS_HOST ?? '127.0.0.1', port: Number(data.METRICS_PORT) } : null,
  }
}

function originProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'must be an address such as https://example.org'
  const url = new URL(text)
  if (url.username || url.password) return 'must not carry a user name or password'
  if (url.pathname !== '/' || url.search || url.hash) return 'must be scheme, host and port only, without a path'
  if (url.protocol === 'https:') return null
  return url.protocol === 'http:' && isLoopback(url) ? null : 'must be https: plain http is for this machine only'
}

function readKeys(text: string): readonly [VaultKey, ...VaultKey[]] | string {
  const keys = text.split(',').map((part) => /^([A-Za-z0-9]{1,16}):([A-Za-z0-9_-]{43})$/.exec(part.trim()))
  const pairs = keys.flatMap((match) => (match?.[1] && match[2] ? [{ id: match[1], key: match[2] }] : []))
  if (pairs.length !== keys.length) return 'must be a list of name:key, each key 32 bytes in base64url'
  if (new Set(pairs.map((pair) => pair.id)).size !== pairs.length) return 'names the same key twice'
  if (pairs.some((pair) => !varied(pair.key))) return 'holds a key that is not random'
  const [first, ...others] = pairs.map((pair) => ({ id: pair.id, key: new Secret(pair.key) }))
  return first ? [first, ...others] : 'is empty'
}

/** A random text of this length never has so few different characters; "changeme…" and "000…" do. */
function varied(text: string): boolean {
  return new Set(text).size >= 12
}

/** A name of ours with a typing mistake would otherwise be ignored in silence. Others use names like VAULT_ADDR too. */
function misspelt(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => /^(BLUE_?BUTTON|SANDBOX)_|^VAULT_?(URL|KEY|DB)|^METRICS_?(PORT|HOST|ADDR)/.test(name) && !known.has(name))
    .map((name) => `${name} is not a setting of this product: check its spelling`)
}

/** A sandbox on this machine guards nothing, so only a secret that guards real records must be a real one. */
function weak({ place, blueButton }: Settings): string[] {
  if (place === 'local-sandbox' || varied(blueButton.clientSecret.reveal())) return []
  return ['BLUE_BUTTON_CLIENT_SECRET looks like a placeholder: it is on the page of your registered app']
}

/** The real connection and the local sandbox never run in one process (OAU-13). */
function mixed(settings: Settings, env: Environment): string[] {
  const sandboxNames = ['SANDBOX_PORT', 'SANDBOX_APPS', 'SANDBOX_RECORDS', 'SANDBOX_TEST_KEY'].filter((name) => env[name])
  const publicApp = !isLoopback(new URL(settings.appOrigin))
  if (settings.place !== 'local-sandbox') {
    return sandboxNames.map((name) => `${name} belongs to the local sandbox, but BLUE_BUTTON_URL points elsewhere: remove one of them`)
  }
  return publicApp ? ['APP_ORIGIN is public, but BLUE_BUTTON_URL is a sandbox on this machine: settings are mixed'] : []
}

/** The figures are nobody's business but an operator's, so they have a port that no visitor reaches. */
function misplaced({ metrics }: Settings, env: Environment): string[] {
  if (env['METRICS_HOST'] && !metrics) return ['METRICS_HOST has no effect without METRICS_PORT: set both, or neither']
  return metrics && env['PORT'] === String(metrics.port) ? ['METRICS_PORT must differ from PORT'] : []
}
