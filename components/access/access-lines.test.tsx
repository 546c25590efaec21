// The access log as people see it: in words of both languages, newest first, and as files that no program mistakes for
// something else (quality PRV-06, INP-05).
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type AccessLine, deeds } from '@/lib/claims/access-line'
import { languages } from '@/lib/format'
import { messagesFor } from '@/lib/messages/messages'
import { accessJsonLines, accessText } from './access-file'
import { AccessLinesSheet } from './access-lines-sheet'
import { accessSentence, sentenceKeys } from './access-sentence'

const atMs = Date.UTC(2026, 2, 4, 21, 41)
/** Every deed with every word it may have. */
const all: readonly AccessLine[] = Object.entries(deeds)
  .flatMap(([deed, words]) => (words.length === 0 ? [{ deed, words: [] }] : words.map((word) => ({ deed, words: [word] }))))
  .map((line, index) => ({ ...line, deed: line.deed as AccessLine['deed'], number: index + 1, atMs: atMs + index }))

describe.each(languages)('in %s', (language) => {
  it('there is a sentence for each deed and word, and none for what does not exist', () => {
    expect(Object.keys(messagesFor(language).access.log.deeds).toSorted()).toEqual(sentenceKeys().toSorted())
    for (const line of all) expect(accessSentence(line, language)).toMatch(/\.$/)
  })

  it('consent names what was granted', () => {
    const said = accessSentence({ deed: 'consented', words: ['claims', 'profile'] }, language)
    expect(said).toBe(language === 'en' ? 'You agreed to share: claims and personal details.' : 'Aceptó compartir: reclamaciones y datos personales.')
  })

  it('the page lists all lines, newest first, and folds the older ones', () => {
    const html = renderToStaticMarkup(<AccessLinesSheet lines={{ lines: all, whole: true }} language={language} />)
    expect(html.match(/<li /g)).toHaveLength(all.length)
    const places = all.map((line) => html.indexOf(accessSentence(line, language) ?? '?'))
    expect(places.at(-1)).toBeLessThan(places[3] ?? 0)
    expect(html).toContain('<details')
    expect(html).not.toMatch(/\{|undefined|claims-first|look-first/)
  })

  it('says when a line is missing, and when the list cannot be read', () => {
    const { log } = messagesFor(language).access
    expect(renderToStaticMarkup(<AccessLinesSheet lines={{ lines: all, whole: false }} language={language} />)).toContain(log.notWhole)
    expect(renderToStaticMarkup(<AccessLinesSheet lines={{ lines: [], whole: false }} language={language} />)).toContain(log.notWhole)
    expect(renderToStaticMarkup(<AccessLinesSheet lines={null} language={language} />)).toContain(log.unavailable)
  })

  it('no line of the text file begins as a formula does, and its letters are told by a mark (INP-05)', () => {
    const { text } = accessText(all, language)
    expect(text.startsWith('\uFEFF')).toBe(true)
    const lines = text.slice(1).split('\r\n')
    expect(lines).toHaveLength(all.length + 5)
    for (const line of lines) expect(line).not.toMatch(/^[\s"']*[=+\-@\t\r\0]/)
    expect(lines[2]).toContain('2026')
  })
})

it('the file for programs is one object a line', () => {
  const told = accessJsonLines(all).text.trimEnd().split('\n').map((line): unknown => JSON.parse(line))
  expect(told).toHaveLength(all.length)
  expect(told[0]).toEqual({ number: 1, time: '2026-03-04T21:41:00.000Z', deed: 'connected', words: ['version-2'] })
})

describe('whatever stands in the words of a line (INP-05)', () => {
  const nasty = fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\u0000=1', '"=1', ' =1', "'=1", '=HYPERLINK("https://evil.example")', '\r\n7. =cmd', '\u2028=1', '\u202e=1', '{words}', '<b>', '\ud800')
  const anything = fc.array(fc.nat({ max: 0xffff }), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes))
  const words = Object.values(deeds).flat()
  const said = fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 3, arbitrary: anything }, { weight: 1, arbitrary: fc.constantFrom(...words) })
  const deed = fc.constantFrom(...Object.keys(deeds)).map((name) => name as AccessLine['deed'])
  const line: fc.Arbitrary<AccessLine> = fc.record({ number: fc.integer({ min: 1, max: 99_999 }), atMs: fc.integer({ min: 0, max: 4e12 }), deed, words: fc.array(said, { maxLength: 3 }) })
  /** Forty lines in each of 250 files: ten thousand. */
  const file = fc.array(line, { minLength: 40, maxLength: 40 })

  it.each(languages)('no line of the text in %s begins as a formula does, and none is broken in two, in ten thousand', (language) => {
    let told = 0
    fc.assert(
      fc.property(file, (lines) => {
        const sentences = lines.filter((one) => accessSentence(one, language) !== null)
        const rows = accessText(lines, language).text.slice(1).split('\r\n')
        told += sentences.length
        expect(rows).toHaveLength(sentences.length + 5)
        expect(rows.filter((row) => /^[\s"']*[=+\-@]|[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e]/.test(row))).toEqual([])
        expect(sentences.filter(({ number }, at) => !rows[at + 2]?.startsWith(`${number}. `))).toEqual([])
      }),
      { numRuns: 250 },
    )
    // Lines whose words are none of ours are left out; of these ten thousand many are not.
    expect(told).toBeGreaterThan(1_000)
  })

  it('the file for programs gives back exactly what was written, one object a line, in ten thousand', () => {
    fc.assert(
      fc.property(file, (lines) => {
        const rows = accessJsonLines(lines).text.split('\n')
        expect(rows.pop()).toBe('')
        expect(rows.map((row): unknown => JSON.parse(row))).toEqual(lines.map(({ number, atMs: at, deed: name, words: all }) => ({ number, time: new Date(at).toISOString(), deed: name, words: all })))
        expect(rows.filter((row) => !/^\{"number":\d+,[^\u0000-\u001f]*\}$/.test(row))).toEqual([])
      }),
      { numRuns: 250 },
    )
  })
})
