// How operators sign in, read from the environment: by a provider of one's own, by a link that the terminal shows, or not
// at all. The link is for this machine alone; a server that others reach needs a provider (quality SES-12).
import 'server-only'
import { z } from 'zod'
import { isLoopback, settings } from '@/lib/env'
import { Misconfigured } from '@/lib/errors'
import { Secret } from '@/lib/secret'

export interface ProviderSettings {
  readonly kind: 'provider'
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** Who may come in: an address of e-mail in lower case, or the subject the provider knows them by. */
  readonly allow: readonly string[]
  readonly requireMfa: boolean
}

export type OperatorSettings = ProviderSettings | { readonly kind: 'link'; readonly linkFile: string | null } | { readonly kind: 'none' }

type Environment = Readonly<Record<string, string | undefined>>

const required = ['OPERATOR_OIDC_ISSUER', 'OPERATOR_OIDC_CLIENT_ID', 'OPERATOR_OIDC_CLIENT_SECRET', 'OPERATOR_OIDC_ALLOW'] as const
const known = new Set<string>([...required, 'OPERATOR_OIDC_REQUIRE_MFA', 'OPERATOR_LINK_FILE'])

/**
 * Reads and checks the operators' settings.
 * @param appOrigin where the app is; `APP_HOST` in `env` may say that it listens to more than this machine
 * @throws Misconfigured with one line for each problem, none of which holds a value.
 */
export function readOperatorSettings(env: Environment, appOrigin: string): OperatorSettings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  // Others use names like OPERATOR_SERVICE_HOST too.
  const misspelt = Object.keys(set).filter((name) => /^OPERATOR_(O[A-Z]{3}|LINK)(_|$)/.test(name) && !known.has(name))
  const problems = misspelt.map((name) => `${name} is not a setting of this product: check its spelling`)
  const wanted = required.some((name) => set[name] !== undefined) || set['OPERATOR_OIDC_REQUIRE_MFA'] !== undefined
  const parsed = wanted ? providerSchema.safeParse(set) : null
  if (parsed && !parsed.success) {
    const first = new Map(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))
    problems.push(...[...first].map(([name, message]) => `${name} ${message}`).toReversed())
  }
  if (problems.length > 0) throw new Misconfigured(problems)
  if (parsed?.success) return assemble(parsed.data)
  return isForThisMachine(appOrigin, set['APP_HOST']) ? { kind: 'link', linkFile: set['OPERATOR_LINK_FILE'] ?? null } : { kind: 'none' }
}

let current: OperatorSettings | null = null

/** The checked settings of this process. @throws Misconfigured as `readOperatorSettings` does */
export function operatorSettings(): OperatorSettings {
  return (current ??= readOperatorSettings(process.env, settings().appOrigin))
}

/** For tests: the next call reads the environment again. */
export function forgetOperatorSettings(): void {
  current = null
}

const issuer = z.string({ error: 'is missing: the address of your provider' }).transform((text, ctx) => {
  const problem = issuerProblem(text)
  if (problem === null) return text
  ctx.addIssue({ code: 'custom', message: problem })
  return z.NEVER
})

const providerSchema = z.object({
  OPERATOR_OIDC_ISSUER: issuer,
  OPERATOR_OIDC_CLIENT_ID: z.string({ error: 'is missing: your provider gave it to this app' }).regex(/^[\x21-\x7e]{1,256}$/, 'must be one word'),
  OPERATOR_OIDC_CLIENT_SECRET: z
    .string({ error: 'is missing: your provider gave it to this app' })
    .regex(/^[\x21-\x7e]{16,512}$/, 'must be at least 16 characters without spaces'),
  OPERATOR_OIDC_ALLOW: z.string({ error: 'is missing: the e-mail addresses or subjects of those who may come in' }).transform((text, ctx) => {
    const entries = text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '')
    if (entries.length > 0 && entries.every((entry) => /^[\x21-\x7e]{1,255}$/.test(entry) && !entry.includes('*'))) return entries.map(asEntry)
    ctx.addIssue({ code: 'custom', message: 'must be a list of e-mail addresses or subjects, with commas between and without *' })
    return z.NEVER
  }),
  OPERATOR_OIDC_REQUIRE_MFA: z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('yes'),
})

/** Addresses of e-mail do not care for capitals; a subject does. */
function asEntry(text: string): string {
  return text.includes('@') ? text.toLowerCase() : text
}

function assemble(data: z.infer<typeof providerSchema>): ProviderSettings {
  return {
    kind: 'provider',
    issuer: data.OPERATOR_OIDC_ISSUER,
    clientId: data.OPERATOR_OIDC_CLIENT_ID,
    clientSecret: new Secret(data.OPERATOR_OIDC_CLIENT_SECRET),
    allow: data.OPERATOR_OIDC_ALLOW,
    requireMfa: data.OPERATOR_OIDC_REQUIRE_MFA === 'yes',
  }
}

/** Unlike an origin, an issuer may have a path, and is compared letter by letter. */
function issuerProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'must be an address such as https://login.example.org'
  const url = new URL(text)
  if (url.username || url.password || url.search || url.hash) return 'must be scheme, host and path only'
  if (url.protocol === 'https:') return null
  return url.protocol === 'http:' && isLoopback(url) ? null : 'must be https: plain http is for this machine only'
}

function isForThisMachine(appOrigin: string, listensAt: string | undefined): boolean {
  return isLoopback(new URL(appOrigin)) && ['localhost', '127.0.0.1', '::1', undefined].includes(listensAt)
}
