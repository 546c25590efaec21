// The access log as people see it: in words of both languages, newest first, and as files that no program mistakes for
// something else (quality PRV-06, INP-05).
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
