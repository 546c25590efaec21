// Where the link to the next page may lead instead (quality D, "next link"). A page without a next link keeps none,
// except where the point is that there always is one.
import { isFields, startName, textValue, windowOf } from './content'
import type { Content, ContentEditor, Fields } from './content'
import type { linkEdits } from './names'

/** An address where nothing of ours may ever arrive: the name is reserved and leads nowhere (RFC 6761). */
const elsewhere = 'https://elsewhere.invalid'
const otherPatient = '-10000010254647'

export const linkEditors: Record<(typeof linkEdits)[number], ContentEditor> = {
  'next-foreign-host': content =>
    changeNext(content, next => `${textValue(content, elsewhere)}${next.pathname}${next.search}`),
  'next-suffix-host': content => changeNext(content, next => rewrite(next, `${next.hostname}.elsewhere.invalid`)),
  'next-user-info': content => changeNext(content, next => rewrite(next, `${next.host}@elsewhere.invalid`)),
  'next-password': content => changeNext(content, next => rewrite(next, `somebody:secret@${next.host}`)),
  'next-http': content => changeNext(content, next => `http://${next.hostname}${next.pathname}${next.search}`),
  'next-other-path': content =>
    changeNext(content, next => `${next.origin}${textValue(content, '/somewhere/else')}${next.search}`),
  'next-other-patient': content =>
    changeNext(content, next => {
      next.searchParams.set('patient', textValue(content, otherPatient))
      return next.href
    }),
  'next-relative': content => changeNext(content, next => `${next.pathname}${next.search}`),
  'next-script': content => changeNext(content, () => 'javascript:alert(document.domain)'),
  'next-cyclic': content => (windowOf(content.url).start > 0 ? setNext(content, startingAt(content.url, 0)) : content.body),
  'next-itself': content => setNext(content, content.url.href),
  'next-missing': content => dropNext(content.body),
}

/** The address of this search from another start on. */
export function startingAt(url: URL, start: number): string {
  const other = new URL(url)
  other.searchParams.set(startName(url), String(start))
  return other.href
}

/** Writes this address as the next page's, whether there was one or not. */
export function setNext({ body }: Content, address: string): Fields {
  const others = linksOf(body).filter(link => link['relation'] !== 'next')
  return Object.assign(body, { link: [...others, { relation: 'next', url: address }] })
}

function changeNext(content: Content, change: (next: URL) => string): Fields {
  const url = linksOf(content.body).find(link => link['relation'] === 'next')?.['url']
  return typeof url === 'string' && URL.canParse(url) ? setNext(content, change(new URL(url))) : content.body
}

function dropNext(body: Fields): Fields {
  return Object.assign(body, { link: linksOf(body).filter(link => link['relation'] !== 'next') })
}

/** By hand: the URL class would tidy up exactly what is to be wrong. */
function rewrite(next: URL, authority: string): string {
  const port = authority.includes('@') || next.port === '' ? '' : `:${next.port}`
  return `${next.protocol}//${authority}${port}${next.pathname}${next.search}`
}

function linksOf(body: Fields): Fields[] {
  const { link } = body
  return Array.isArray(link) ? link.filter(isFields) : []
}
