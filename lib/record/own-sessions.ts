// How many sessions the person who asks has open here, this one included: a number, and nothing about where they are.
import 'server-only'
import { Unavailable } from '@/lib/errors'
import { requireSession } from '@/lib/session/session'
import { countSessions } from '@/lib/session/every-session'

/** Null when Medicare did not say who it is, or the store does not answer. @throws SignInNeeded when nobody is signed in */
export async function countOwnSessions(): Promise<number | null> {
  const { grant } = await requireSession()
  return countSessions(grant).catch((error: unknown) => {
    if (error instanceof Unavailable) return null
    throw error
  })
}
