// A code in words. Where only Medicare's own English text is known, a Spanish page says that it is English, so that a
// screen reader speaks it right.
import type { Coded } from '@/lib/claims/claim'
import { describeCode } from '@/lib/claims/words/describe'
import type { Language } from '@/lib/format'

export function CodeInWords({ code, language }: { readonly code: Coded; readonly language: Language }) {
  const said = describeCode(code, language)
  return language !== 'en' && said === code.text ? <span lang="en">{said}</span> : said
}
