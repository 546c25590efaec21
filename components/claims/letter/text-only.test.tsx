// Whatever Medicare's record says is text on our pages: no markup, no script and no address of it comes to life, and nothing
// in it turns a line around (quality INP-01). Every string of a claim is replaced.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { everyVersionThreeClaim } from '@/lib/claims/translate/fixtures/version-three'
import { everyVersionTwoClaim } from '@/lib/claims/translate/fixtures/version-two'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import { readRecordCodes } from '@/lib/claims/translate/record-codes'
import { ClaimLetter } from './claim-letter'

const vectors: readonly string[] = [
  '<script>__pwned=1</script>', '<img src=x onerror=__pwned=1>', '<svg onload=__pwned=1>', '<svg><script>__pwned=1</script></svg>', '"><script>__pwned=1</script>', "'><img src=x onerror=__pwned=1>",
  '</p><script>__pwned=1</script>', '</title><script>__pwned=1</script>', '</textarea><img src=x onerror=__pwned=1>', '<iframe src=javascript:__pwned=1>', '<iframe srcdoc="<script>__pwned=1</script>">', '<object data=javascript:__pwned=1>',
  '<embed src=javascript:__pwned=1>', '<a href="javascript:__pwned=1">x</a>', '<a href=" javascript:__pwned=1">x</a>', '<a href="java\tscript:__pwned=1">x</a>', '<form action=javascript:__pwned=1><button>x</form>', '<button formaction=javascript:__pwned=1>x',
  '<input autofocus onfocus=__pwned=1>', '<details open ontoggle=__pwned=1>', '<body onload=__pwned=1>', '<video><source onerror=__pwned=1>', '<audio src onerror=__pwned=1>', '<marquee onstart=__pwned=1>', '<math><mtext><script>__pwned=1</script>',
  '<style>*{background:url(//evil.example)}</style>', '<link rel=stylesheet href=//evil.example>', '<base href=//evil.example>', '<meta http-equiv=refresh content="0;url=//evil.example">', '<template><script>__pwned=1</script></template>',
  '<!--><script>__pwned=1</script>-->', '<![CDATA[<script>__pwned=1</script>]]>', '<?xml version="1.0"?><script>__pwned=1</script>', '&lt;script&gt;__pwned=1&lt;/script&gt;', '&#60;script&#62;__pwned=1', '\\u003cscript\\u003e__pwned=1', '%3Cscript%3E__pwned=1',
  'javascript:__pwned=1', 'JaVaScRiPt:__pwned=1', 'data:text/html,<script>__pwned=1</script>', 'vbscript:x', 'https://evil.example', '//evil.example', '[x](javascript:__pwned=1)', '![x](https://evil.example/x.png)', '`<script>__pwned=1</script>`',
  '{{constructor.constructor("__pwned=1")()}}', '${__pwned=1}', '#{__pwned=1}', '<%= __pwned=1 %>', "'-__pwned=1-'", '"-__pwned=1-"', '</script><script>__pwned=1</script>', '<scr<script>ipt>__pwned=1</scr</script>ipt>', '<img src="x` `<script>__pwned=1</script>"` `>',
  '<div style="background:url(javascript:__pwned=1)">', '<p onclick=__pwned=1>x', '<x contenteditable onblur=__pwned=1>', '<isindex action=javascript:__pwned=1>', '\u202e<script>__pwned=1</script>\u202c', 'pay\u200b\u2066pal\u2069\u00ad\ufeff', '\u0000<script>__pwned=1</script>',
]

/** One of each kind of page: a visit, a stay, a prescription, and the way version 3 tells them. */
const records = [
  { version: 2 as const, resource: everyVersionTwoClaim.carrier },
  { version: 2 as const, resource: everyVersionTwoClaim.outpatient },
  { version: 3 as const, resource: everyVersionThreeClaim.pde },
  { version: 3 as const, resource: everyVersionThreeClaim.inpatient },
]

/** What tells a claim apart, so that a claim it stays; these are replaced by themselves. */
const bones = new Set(['resourceType', 'system', 'url', 'code', 'use', 'status', 'outcome', 'reference'])

function page(resource: unknown, version: 2 | 3): string {
  const claim = readClaim(resource, version)
  if (!claim) return ''
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <ClaimLetter claim={claim} codes={readRecordCodes(resource)} language="en" />
    </QueryClientProvider>,
  )
}

const tags = (html: string) => [...html.matchAll(/<([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>/gi)]
const shapesOf = (html: string) => tags(html).map(([, name = '', rest = '']) => `${name.toLowerCase()} ${[...rest.matchAll(/\s([a-zA-Z-]+)=/g)].map(([, attribute]) => attribute).toSorted().join(' ')}`)
/** Elements and attributes that our own pages are made of. */
const ours = new Set(records.flatMap(({ resource, version }) => tags(page(resource, version)).flatMap(([, name = '', rest = '']) => [`<${name}`, ...[...rest.matchAll(/\s([a-zA-Z-]+)=/g)].map(([, attribute]) => `${attribute}`)])))

function problemsOf(html: string): string[] {
  const foreign = shapesOf(html).flatMap((shape) => shape.split(' ').filter((part, at) => part !== '' && !ours.has(at === 0 ? `<${part}` : part)))
  const links = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, link = '']) => link).filter((link) => !/^(\/(?!\/)|#|https:\/\/(www\.)?medicare\.gov\/|tel:)/.test(link))
  const turned = /[\u0000\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/.test(html) ? ['a character that is not seen'] : []
  return [...foreign, ...links, ...turned]
}

function withString(value: unknown, put: (text: string, key: string) => string, key = ''): unknown {
  if (typeof value === 'string') return put(value, key)
  if (Array.isArray(value)) return value.map((entry) => withString(entry, put, key))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withString(entry, put, name)])) : value
}

describe('a record is text (INP-01)', () => {
  it('there are more than sixty vectors, and our own pages have none of their tags', () => {
    expect(new Set(vectors).size).toBeGreaterThanOrEqual(60)
    expect(['<script', '<iframe', '<object', '<embed', '<form', '<style', '<base', '<meta', 'onerror', 'onload', 'style'].filter((part) => ours.has(part))).toEqual([])
  })

  it('each of them in each string of a claim, with the others around it', () => {
    const [visit] = records
    if (!visit) throw new Error('no record')
    const htmls = vectors.map((_, first) => page(scatter(visit.resource, first), visit.version))
    expect(htmls.every((html) => html.length > 1_000)).toBe(true)
    expect(htmls.flatMap(problemsOf)).toEqual([])
  })

  it('in every kind of claim', () => {
    const htmls = records.flatMap(({ resource, version }) => [0, 9, 18, 27, 36, 45, 54].map((first) => page(scatter(resource, first), version)))
    expect(htmls.some((html) => html.length > 1_000)).toBe(true)
    expect(htmls.flatMap(problemsOf)).toEqual([])
  })

  it('and where a code should be', () => {
    const htmls = records.flatMap(({ resource, version }) =>
      [...bones].map((bone, at) => page(withString(resource, (text, key) => (key === bone ? (vectors[at * 5] ?? '') : text)), version)),
    )
    expect(htmls.flatMap(problemsOf)).toEqual([])
  })
})

/** Every string but the bones is another vector, beginning with the given one. */
function scatter(resource: unknown, first: number): unknown {
  let at = first
  return withString(resource, (text, key) => (bones.has(key) ? text : (vectors[(at += 1) % vectors.length] ?? '')))
}
