// Scores the headers of an answer as the HTTP Observatory of MDN does, as we read its published tests and modifiers
// (developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, read in November 2026): our own code, not that service. What
// it looks at beside headers is left at 0: where plain http leads to, the preload list of browsers, and whether scripts of our
// own origin carry a hash (quality HDR-03).

export interface Scored {
  /** From 0; bonuses count only when 90 are left without them. */
  readonly score: number
  readonly grade: string
  readonly modifiers: Readonly<Record<string, number>>
}

const fromScore = [[100, 'A+'], [90, 'A'], [85, 'A-'], [80, 'B+'], [70, 'B'], [65, 'B-'], [60, 'C+'], [50, 'C'], [45, 'C-'], [40, 'D+'], [30, 'D'], [25, 'D-']] as const
const bonusesFrom = 90

/** @param headers of an answer over https, to a page */
export function scoreHeaders(headers: Headers): Scored {
  const policy = readPolicy(headers.get('content-security-policy'))
  const modifiers = {
    'content-security-policy': scorePolicy(policy),
    cookies: scoreCookies(headers),
    'cross-origin-resource-sharing': headers.has('access-control-allow-origin') && headers.get('access-control-allow-credentials') === 'true' ? -50 : 0,
    'referrer-policy': scoreReferrer(headers.get('referrer-policy')),
    'strict-transport-security': scoreTransport(headers.get('strict-transport-security')),
    'x-content-type-options': headers.get('x-content-type-options')?.trim().toLowerCase() === 'nosniff' ? 0 : -5,
    'x-frame-options': scoreFraming(headers.get('x-frame-options'), policy),
    'cross-origin-resource-policy': scoreWord(headers.get('cross-origin-resource-policy'), ['same-origin', 'same-site'], ['cross-origin']),
    'cross-origin-opener-policy': scoreWord(headers.get('cross-origin-opener-policy'), ['same-origin'], ['same-origin-allow-popups', 'noopener-allow-popups', 'unsafe-none']),
    'cross-origin-embedder-policy': scoreWord(headers.get('cross-origin-embedder-policy'), ['require-corp', 'credentialless'], ['unsafe-none']),
  }
  const all = Object.values(modifiers)
  const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0)
  const without = 100 + sum(all.filter((one) => one < 0))
  const score = Math.max(0, without < bonusesFrom ? without : without + sum(all.filter((one) => one > 0)))
  return { score, grade: fromScore.find(([least]) => score >= least)?.[1] ?? 'F', modifiers }
}

type Policy = ReadonlyMap<string, readonly string[]>

/** Directives by name; the first of a name counts, as in browsers. */
function readPolicy(text: string | null): Policy {
  const found = new Map<string, readonly string[]>()
  for (const part of (text ?? '').split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    if (name !== '' && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), sources.map((source) => source.toLowerCase()))
  }
  return found
}

const broad = new Set(['*', 'http:', 'https:', 'ftp:', 'http://*', 'https://*', 'http://*.*', 'https://*.*'])
const isPlain = (source: string) => /^(http|ftp):/.test(source)
const isNonceOrHash = (source: string) => /^'(nonce|sha256|sha384|sha512)-/.test(source)

/** What is left of a list when browsers leave out what a nonce, a hash or `strict-dynamic` takes away. */
function effective(sources: readonly string[]): readonly string[] {
  if (!sources.some(isNonceOrHash)) return sources
  const isStrict = sources.includes("'strict-dynamic'")
  return sources.filter((source) => source !== "'unsafe-inline'" && !(isStrict && (source === "'self'" || /^(\*|https?:|ftp:)/.test(source))))
}

function scorePolicy(policy: Policy): number {
  if (policy.size === 0) return -25
  const of = (name: string) => policy.get(name) ?? policy.get('default-src') ?? ['*']
  const [scripts, styles, objects] = [effective(of('script-src')), effective(of('style-src')), of('object-src')]
  const isLoose = (source: string) => broad.has(source) || source === "'unsafe-inline'" || source === 'data:'
  const active = [...policy].filter(([name]) => !['img-src', 'media-src', 'script-src'].includes(name)).flatMap(([, sources]) => sources)
  if (scripts.includes("'strict-dynamic'") && !scripts.some(isNonceOrHash)) return -25
  if (scripts.some(isLoose) || objects.some((source) => broad.has(source))) return -20
  if ([...active, ...scripts].some(isPlain)) return -20
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return -10
  if ([...of('img-src'), ...of('media-src')].some(isPlain)) return -10
  if (styles.some(isLoose)) return 0
  const forms = policy.get('form-action') ?? ['*']
  const isClosed = policy.get('default-src')?.join(' ') === "'none'" && forms.every((source) => source === "'none'" || source === "'self'")
  return isClosed ? 10 : 5
}

/** The worst of all cookies; no cookie is neither good nor bad. Every cookie of ours is looked at as if it held a session. */
function scoreCookies(headers: Headers): number {
  const isKept = headers.has('strict-transport-security')
  const each = headers.getSetCookie().map((line) => {
    const parts = line.split(';').slice(1).map((part) => part.trim().toLowerCase())
    const sameSite = parts.find((part) => part.startsWith('samesite='))?.slice('samesite='.length)
    if (!parts.includes('secure')) return isKept ? -10 : -40
    if (!parts.includes('httponly')) return -30
    if (sameSite === undefined) return 0
    return ['strict', 'lax', 'none'].includes(sameSite) ? (sameSite === 'none' ? 0 : 5) : -20
  })
  return each.length === 0 ? 0 : Math.min(...each)
}

/** The last word that browsers know is the one that counts. */
function scoreReferrer(text: string | null): number {
  const isPrivate = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']
  const known = [...isPrivate, 'origin', 'origin-when-cross-origin', 'unsafe-url', 'no-referrer-when-downgrade']
  if (text === null) return 0
  const last = text.split(',').map((word) => word.trim().toLowerCase()).findLast((word) => known.includes(word))
  return last !== undefined && isPrivate.includes(last) ? 5 : -5
}

const halfYearSeconds = 15_768_000

function scoreTransport(text: string | null): number {
  const seconds = /(?:^|;)\s*max-age\s*=\s*"?(\d+)"?\s*(?:;|$)/i.exec(text ?? '')?.[1]
  if (seconds === undefined) return -20
  return Number(seconds) < halfYearSeconds ? -10 : 0
}

function scoreFraming(text: string | null, policy: Policy): number {
  const ancestors = policy.get('frame-ancestors')
  if (ancestors && !ancestors.some((source) => broad.has(source))) return 5
  return /^(deny|sameorigin|allow-from\s+\S+)$/i.test(text?.trim() ?? '') ? 0 : -20
}

/** Ten for a word that closes, nothing for one that leaves open or none at all, five less for a word that nobody knows. */
function scoreWord(text: string | null, closing: readonly string[], open: readonly string[]): number {
  const word = text?.split(';')[0]?.trim().toLowerCase()
  if (word === undefined || open.includes(word)) return 0
  return closing.includes(word) ? 10 : -5
}
