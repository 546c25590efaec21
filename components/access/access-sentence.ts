// A line of the access log in plain words.
import { type AccessLine, type Deed, deeds } from '@/lib/claims/access-line'
import type { Language } from '@/lib/format'
import { messagesFor } from '@/lib/messages/messages'

/** Total: a line that no sentence was written for is left out by its reader, never shown as a code. */
export function accessSentence({ deed, words }: Pick<AccessLine, 'deed' | 'words'>, language: Language): string | null {
  const { deeds: sentences, things } = messagesFor(language).access.log
  const key = sentenceKey(deed, words)
  if (!isKey(key, sentences)) return null
  const named = words.flatMap((word) => (isKey(word, things) ? things[word] : []))
  return sentences[key].replace('{things}', new Intl.ListFormat(language === 'es' ? 'es-US' : 'en-US').format(named))
}

/** Every sentence that is needed, for whoever writes them. */
export function sentenceKeys(): readonly string[] {
  return [...new Set(Object.entries(deeds).flatMap(([deed, words]) => (words.length > 0 ? words.map((word) => sentenceKeyOf(deed, word)) : [deed])))]
}

function sentenceKey(deed: Deed, [word]: readonly string[]): string {
  return word === undefined ? deed : sentenceKeyOf(deed, word)
}

/** These two are told in one sentence, whatever the word. */
function sentenceKeyOf(deed: string, word: string): string {
  return deed === 'connected' || deed === 'consented' ? deed : `${deed}-${word}`
}

function isKey<Table extends object>(key: string, table: Table): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key)
}
