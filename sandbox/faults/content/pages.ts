// Pages that do not fit together: repeated, out of order, changing while they are read, or without an end. Each looks at
// another page of the same search, as the server has it.
import { entriesOf, windowOf } from './content'
import type { Content, ContentEditor, Fields } from './content'
import { setNext, startingAt } from './links'
import type { pageEdits } from './names'

export const pageEditors: Record<(typeof pageEdits)[number], ContentEditor> = {
  'next-endless': goOnForEver,
  'duplicate-across-pages': repeatLastOfPageBefore,
  'pages-reordered': swapPages,
  'grows-between-pages': content => shiftAfterFirstPage(content, -1),
  'shrinks-between-pages': content => shiftAfterFirstPage(content, 1),
}

/** Past the end the first page comes again, and there is always one more. */
async function goOnForEver(content: Content): Promise<Fields> {
  const { start, count } = windowOf(content.url)
  const page = entriesOf(content.body).length > 0 ? content.body : await content.askPage(0, count)
  return page ? setNext({ ...content, body: page }, startingAt(content.url, start + count)) : content.body
}

async function repeatLastOfPageBefore({ body, url, askPage }: Content): Promise<Fields> {
  const { start } = windowOf(url)
  const before = start > 0 ? await askPage(start - 1, 1) : null
  return before ? Object.assign(body, { entry: [...entriesOf(before), ...entriesOf(body)] }) : body
}

/** The second and the third page change places, the fourth and the fifth, and so on; the links stay in order. */
async function swapPages({ body, url, askPage }: Content): Promise<Fields> {
  const { start, count } = windowOf(url)
  const index = Math.floor(start / count)
  if (index === 0) return body
  const other = await askPage((index % 2 === 1 ? index + 1 : index - 1) * count, count)
  const entry = other ? entriesOf(other) : []
  return entry.length > 0 ? Object.assign(body, { entry }) : body
}

/**
 * After the first page a claim was added in front, so that one comes twice, or one was taken away, so that one is never
 * seen.
 */
async function shiftAfterFirstPage({ body, url, askPage }: Content, by: 1 | -1): Promise<Fields> {
  const { start, count } = windowOf(url)
  if (start === 0) return body
  const shifted = await askPage(start + by, count)
  const total = typeof body['total'] === 'number' ? { total: body['total'] - by } : {}
  return Object.assign(body, total, { entry: shifted ? entriesOf(shifted) : [] })
}
