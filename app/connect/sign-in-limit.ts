// Bounds how many sign-ins begin and come back here in a second, whoever asks: each costs a key of its own, and each that comes
// back is written down (quality LOD-04). Who is one too many reads so in words, and loses nothing by it.
import { hopPage } from '@/app/connect/hop-page'
import { countLimit } from '@/app/rate-limit'
import { readLanguage } from '@/app/reader'
import hop from '@/lib/messages/hop.json'
import type { Destination } from '@/lib/session/destinations'

/** A hundred people a second, each of whom may begin twice: far more than one process has ever signed in. */
export const mostBegun = 200
export const mostAnswered = 100
const windowSeconds = 1

/** @param most in each second */
export function signInLimit(most: number): () => boolean {
  return countLimit(most, windowSeconds)
}

/** @param then where the person wanted to go */
export async function tooManyPage(then: Destination): Promise<Response> {
  const language = await readLanguage()
  const page = hopPage({ status: 429, language, title: hop[language].tooManyTitle, link: hop[language].tooManyLink, to: `/sign-in?then=${then}`, byItself: false })
  page.headers.set('retry-after', String(windowSeconds))
  return page
}
