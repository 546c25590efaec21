// How hard a text is to read: words per sentence, and the Flesch-Kincaid school grade for English. An estimate by rule
// (syllables are counted by vowel groups), good enough to keep a page from drifting upward.

/** The sentences of a text, without the marks at their ends. */
export function splitSentences(text: string): readonly string[] {
  return text.split(/(?<=[.!?:;…]["”’)]?)\s+/).map((part) => part.trim()).filter((part) => /\p{L}/u.test(part))
}

/** The words of a sentence: runs of letters, digits, and what joins them. */
export function splitWords(sentence: string): readonly string[] {
  return sentence.match(/[\p{L}\d][\p{L}\d'’.,-]*/gu) ?? []
}

/** Flesch-Kincaid grade of an English text: 0.39 words per sentence + 11.8 syllables per word - 15.59. */
export function readingGrade(text: string): number {
  const sentences = splitSentences(text)
  const words = sentences.flatMap(splitWords).filter((word) => /^\p{L}/u.test(word))
  if (words.length === 0) return 0
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Vowel groups, less a silent e, at least one. */
function countSyllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  const spoken = letters.replace(/(?:[^laeiouy]es|[^aeiouydt]ed|[^laeiouy]e)$/, (ending) => ending.charAt(0))
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0)
}
