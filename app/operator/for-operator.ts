// The doors of the operators' pages and forms: failures become a redirect to the operators' own sign-in, "not found", or a
// value that the page says in words.
import { notFound, redirect } from 'next/navigation'
import { NextResponse } from 'next/server'
import { noStore } from '@/app/for-api'
import type { PageAnswer } from '@/app/for-page'
import { withForm } from '@/app/with-form'
import { NotAllowed, SignInNeeded, Unavailable, Unreadable } from '@/lib/errors'
import { log } from '@/lib/log'
import { type OperatorDestination, operatorPath } from '@/lib/operator/destinations'
import { type OperatorCookie, StepUpNeeded } from '@/lib/operator/operator'
import { ourAddress } from '@/lib/session/place'

/** @param then where to come back to after signing in */
export async function forOperatorPage<T>(load: () => Promise<T>, then: OperatorDestination): Promise<PageAnswer<T>> {
  try {
    return { ok: true, value: await load() }
  } catch (error) {
    if (error instanceof SignInNeeded) redirect(signInPath(error, then))
    if (error instanceof NotAllowed) notFound()
    if (error instanceof Unreadable) return { ok: false, problem: 'unreadable' }
    if (error instanceof Unavailable) return { ok: false, problem: 'unavailable' }
    throw error
  }
}

/**
 * Runs what a form asks for, when it is a form of our own pages, and leads on to a page.
 * @param then the page to lead to, also when something failed: it says what
 * @param handle answers the path to lead to, or null for that page
 * @param many the fields that may come more than once; any other that does is a form of nobody's
 */
export async function forOperatorForm(request: Request, then: OperatorDestination, handle: (form: FormData) => Promise<string | null>, many: readonly string[] = []): Promise<Response> {
  const answer = async (form: FormData) => {
    try {
      return leadTo((await handle(form)) ?? operatorPath(then))
    } catch (error) {
      if (error instanceof SignInNeeded) return leadTo(signInPath(error, then))
      if (error instanceof NotAllowed) return new NextResponse(null, { status: 404, headers: noStore })
      log('warn', 'request.failed', { what: 'operator form' })
      return leadTo(`${operatorPath(then)}?problem=${problemOf(error)}`)
    }
  }
  return withForm(request, answer, many)
}

/** @param path of our own, with a slash in front */
export function leadTo(path: string, cookies: readonly OperatorCookie[] = []): NextResponse {
  const response = new NextResponse(null, { status: 303, headers: { ...noStore, location: `${ourAddress().origin}${path}` } })
  for (const { name, value, options } of cookies) response.cookies.set(name, value, options)
  return response
}

/** Of a closed list: an address can put no words of its own on a page. */
const problems = { unavailable: Unavailable, unreadable: Unreadable } as const

function problemOf(error: unknown): string {
  return Object.entries(problems).find(([, kind]) => error instanceof kind)?.[0] ?? 'failed'
}

function signInPath(error: SignInNeeded, then: OperatorDestination): string {
  const reason = error instanceof StepUpNeeded ? 'step-up' : error.reason === 'no-session' ? null : 'ended'
  return `/operator/sign-in?then=${then}${reason ? `&reason=${reason}` : ''}`
}
