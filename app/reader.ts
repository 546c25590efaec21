// How this reader wants to read: language and text size, each kept in a cookie that says nothing else. Without a cookie
// the browser's own language decides.
import 'server-only'
import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { type Language, languages } from '@/lib/format'

/** Per cent of the browser's own text size. */
const textSizes = ['100', '125', '150'] as const
export type TextSize = (typeof textSizes)[number]

export const languageCookie = 'pc_lang'
export const textSizeCookie = 'pc_text'

export interface Reader {
  readonly language: Language
  readonly textSize: TextSize
}

/** The reader of this request, looked up once. */
export const readReader = cache(async (): Promise<Reader> => {
  const jar = await cookies()
  const language = readLanguageCode(jar.get(languageCookie)?.value) ?? preferredLanguage((await headers()).get('accept-language') ?? '')
  return { language, textSize: readTextSize(jar.get(textSizeCookie)?.value) ?? '100' }
})

/** The language alone, for pages and handlers that need no more. */
export async function readLanguage(): Promise<Language> {
  return (await readReader()).language
}

/** A language of ours, or null for anything else. */
export function readLanguageCode(text: unknown): Language | null {
  return languages.find((language) => language === text) ?? null
}

/** A text size of ours, or null for anything else. */
export function readTextSize(text: unknown): TextSize | null {
  return textSizes.find((size) => size === text) ?? null
}

/** The first of ours in `Accept-Language`, by weight; English when there is none. */
export function preferredLanguage(acceptLanguage: string): Language {
  const wanted = acceptLanguage.slice(0, 500).split(',').map((part) => {
    const [tag = '', weight] = part.trim().toLowerCase().split(/;\s*q=/)
    return { code: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) || 0 }
  })
  const first = wanted.sort((a, b) => b.weight - a.weight).find(({ code, weight }) => weight > 0 && readLanguageCode(code))
  return readLanguageCode(first?.code) ?? 'en'
}
