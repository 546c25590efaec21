// The rules for words (product section 4), held over every sentence of both languages.
import { describe, expect, it } from 'vitest'
import en from './en.json'
import es from './es.json'
import globalError from './global-error.json'
import hop from './hop.json'
import { messagesFor, words } from './messages'
import { readingGrade, splitSentences, splitWords } from './reading-ease'

const longestSentence = 20
const highestGrade = 7
const endorsementKey = 'shell.endorsement'
// Names and key words of the trade that no enrollee page may show (product section 4, rules 1 and 14).
const banned = /\b(adjudicat\w*|EOBs?|FHIR|payers?|bundles?|resources?|Blue Button|explanation of benefits?)\b/i

describe.each([
  ['en.json', en],
  ['es.json', es],
])('%s', (_name, messages) => {
  const texts = flatten(messages)

  it('has no empty sentence', () => {
    expect(texts.filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('uses no word that belongs to the trade', () => {
    const found = texts.filter(([key, text]) => key !== endorsementKey && banned.test(text))
    expect(found).toEqual([])
  })

  it(`keeps every sentence to ${longestSentence} words`, () => {
    const long = texts
      .filter(([key]) => key !== endorsementKey)
      .flatMap(([key, text]) => variants(text).flatMap(splitSentences).map((sentence) => [key, sentence] as const))
      .filter(([, sentence]) => splitWords(sentence).length > longestSentence)
    expect(long).toEqual([])
  })

  it('gives every count its singular and its plural', () => {
    const broken = texts.filter(([, text]) => pluralsOf(text).some((form) => !/\bone \{/.test(form) || !/\bother \{/.test(form)))
    expect(broken).toEqual([])
  })
})

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(keysOf(es)).toEqual(keysOf(en))
    expect(keysOf(globalError.es)).toEqual(keysOf(globalError.en))
    expect(keysOf(hop.es)).toEqual(keysOf(hop.en))
  })

  it('ask for the same values and tags in every sentence', () => {
    const spanish = new Map(flatten(es))
    const different = flatten(en).filter(([key, text]) => slotsOf(text).join() !== slotsOf(spanish.get(key) ?? '').join())
    expect(different).toEqual([])
  })

  it('differ wherever there is something to translate', () => {
    const spanish = new Map(flatten(es))
    const same = flatten(en).filter(([key, text]) => spanish.get(key) === text && splitWords(text).length > 3)
    expect(same.map(([key]) => key)).toEqual([])
  })
})

describe('English', () => {
  it.each(Object.keys(en))(`%s reads at school grade ${highestGrade} or below`, (part) => {
    const texts = flatten(en).filter(([key]) => key.startsWith(`${part}.`) && key !== endorsementKey)
    const prose = texts.flatMap(([, text]) => variants(text)).filter((text) => splitWords(text).length > 4)
    expect(readingGrade(prose.map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' '))).toBeLessThanOrEqual(highestGrade)
  })

  it('carries the endorsement line word for word (contract section 6)', () => {
    expect(en.shell.endorsement).toBe(
      'This product uses the Blue Button APIs but is not endorsed or certified by the Centers for Medicare & Medicaid Services or the U.S. Department of Health and Human Services.',
    )
  })
})

describe('words', () => {
  it('speaks one and many in both languages', () => {
    expect(words('en', 'claims')('progress', { loaded: 1, total: 1 })).toBe('1 of 1 claim')
    expect(words('en', 'claims')('progress', { loaded: 150, total: 2919 })).toBe('150 of 2,919 claims')
    expect(words('es', 'claims')('progress', { loaded: 1, total: 1 })).toBe('1 de 1 reclamación')
    expect(words('es', 'claims')('progress', { loaded: 150, total: 497 })).toBe('150 de 497 reclamaciones')
  })

  it('gives each language its own text', () => {
    expect(messagesFor('es').claims.title).not.toBe(messagesFor('en').claims.title)
  })
})

/** Every sentence with the path that leads to it. */
function flatten(node: unknown, path = ''): readonly (readonly [key: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]]
  if (node === null || typeof node !== 'object') return []
  return Object.entries(node).flatMap(([key, child]) => flatten(child, path ? `${path}.${key}` : key))
}

function keysOf(messages: unknown): readonly string[] {
  return flatten(messages).map(([key]) => key).sort()
}

/** `{count, plural, one {…} other {…}}`, each whole. */
function pluralsOf(text: string): readonly string[] {
  return text.match(/\{\w+, plural,(?:[^{}]|\{[^{}]*\})*\}/g) ?? []
}

/** The sentence as it is read, once in the singular and once in the plural, without tags. */
function variants(text: string): readonly string[] {
  const read = (form: 'one' | 'other') =>
    text
      .replace(/\{\w+, plural,(?:[^{}]|\{[^{}]*\})*\}/g, (plural) => new RegExp(`\\b${form} \\{([^{}]*)\\}`).exec(plural)?.[1] ?? '')
      .replace(/\{[^{}]*\}|#/g, '5')
      .replace(/<\/?\w+>/g, '')
  return pluralsOf(text).length > 0 ? [read('one'), read('other')] : [read('other')]
}

/** The names of values and tags in a sentence, sorted. */
function slotsOf(text: string): readonly string[] {
  const values = [...text.matchAll(/(?<!one |other )\{(\w+)(?=[,}])/g)].flatMap((match) => match[1] ?? [])
  const tags = [...text.matchAll(/<(\w+)>/g)].flatMap((match) => match[1] ?? [])
  return [...new Set([...values, ...tags])].sort()
}
