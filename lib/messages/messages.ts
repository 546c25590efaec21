// Every sentence a person reads on a page, in both languages. The compiler holds Spanish to the shape of English;
// messages.test.ts holds both to the rules for words (product section 4).
import type { Language } from '@/lib/format'
import en from './en.json'
import es from './es.json'
import { createWords } from './translate'

export type Messages = typeof en

const all: Record<Language, Messages> = { en, es }

/** All parts in one language. */
export function messagesFor(language: Language): Messages {
  return all[language]
}

/** The speaker of one part, for the server: `words('es', 'claims')('title')`. */
export function words<Part extends keyof Messages>(language: Language, part: Part) {
  return createWords(language, messagesFor(language)[part])
}
