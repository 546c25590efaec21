// Single values that are wrong: gone, null, of another type, hostile texts, odd dates and odd amounts.
import { resourcesOf, isFields, textValue } from './content'
import type { Content, ContentEditor, Fields } from './content'
import { replaceAt } from './json-path'
import type { valueEdits } from './names'
import { dates, texts } from './packs'

const usualPath = 'entry.*.resource.billablePeriod'
/** Keys that hold words for people; codes, ids and addresses are left alone. */
const wordKeys = ['display', 'text', 'family', 'given', 'name', 'city', 'line', 'family_name', 'given_name', 'title']
const dateKeys = ['start', 'end', 'date', 'birthDate', 'servicedDate', 'created', 'valueDate', 'birthdate']

export const valueEditors: Record<(typeof valueEdits)[number], ContentEditor> = {
  'null-at': content => at(content, () => null),
  'missing-at': content => at(content, () => undefined),
  'mistyped-at': content => at(content, old => (typeof old === 'number' ? 'a number' : 42)),
  'text-xss': content => layTexts(content, texts.xss),
  'text-csv': content => layTexts(content, texts.csv),
  'text-bidi': content => layTexts(content, texts.bidi),
  'text-control': content => layTexts(content, texts.control),
  'dates-odd': ({ body }) => lay(body, dateKeys, dates),
  'amounts-negative': ({ body }) => changeAmounts(body, ({ value, ...rest }) => ({ ...rest, value: -Math.abs(Number(value) || 1) })),
  'amounts-decimals': ({ body }) => changeAmounts(body, amount => ({ ...amount, value: 0.1 + 0.2 })),
  'amounts-currency': ({ body }) => changeAmounts(body, amount => ({ ...amount, currency: 'EUR' })),
  'amounts-huge': ({ body }) => changeAmounts(body, amount => ({ ...amount, value: 1e21 })),
}

function at(content: Content, change: (old: unknown) => unknown): Fields {
  replaceAt(content.body, textValue(content, usualPath).split('.'), change)
  return content.body
}

function layTexts({ body }: Content, pack: readonly string[]): Fields {
  return lay(body, wordKeys, pack)
}

/** Puts one after the other of the pack wherever text stands under one of these keys. */
function lay(body: Fields, keys: readonly string[], pack: readonly string[]): Fields {
  let laid = 0
  const next = () => pack[laid++ % pack.length]
  const fresh = (old: unknown): unknown => {
    if (typeof old === 'string') return next()
    return Array.isArray(old) && old.every(part => typeof part === 'string') ? old.map(next) : old
  }
  for (const resource of resourcesOf(body))
    visit(resource, fields => {
      for (const key of keys) if (Object.hasOwn(fields, key)) fields[key] = fresh(fields[key])
    })
  return body
}

/** Amounts are the objects with a value and a currency; a benefit or a total, wherever it stands. */
function changeAmounts(body: Fields, change: (amount: Fields) => Fields): Fields {
  for (const resource of resourcesOf(body))
    visit(resource, fields => {
      if (typeof fields['value'] === 'number' && 'currency' in fields) Object.assign(fields, change(fields))
    })
  return body
}

function visit(value: unknown, look: (fields: Fields) => void): void {
  if (Array.isArray(value)) for (const part of value) visit(part, look)
  else if (isFields(value)) {
    look(value)
    for (const part of Object.values(value)) visit(part, look)
  }
}
