// The second half of a sign-in. Medicare's answer is read once; whatever comes of it, the person ends on a page of ours
// whose address holds neither code nor state (quality OAU-07).
import { type NextRequest, NextResponse } from 'next/server'
import { hopPage } from '@/app/connect/hop-page'
import { mostAnswered, signInLimit, tooManyPage } from '@/app/connect/sign-in-limit'
import { noStore } from '@/app/for-api'
import { forNavigation } from '@/app/for-navigation'
import { readLanguage } from '@/app/reader'
import { setCookies } from '@/app/set-cookies'
import hop from '@/lib/messages/hop.json'
import { type Finished, finishConnect } from '@/lib/session/connect'
import { ourAddress } from '@/lib/session/place'

const isOneTooMany = signInLimit(mostAnswered)

export async function GET(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const finished = await finishConnect(request.nextUrl.searchParams, request.cookies.getAll(), isOneTooMany)
    if (finished.kind === 'foreign') return refusal()
    if (finished.kind === 'too-many') return tooManyPage(finished.then)
    const response = new NextResponse(null, { status: 303, headers: { ...noStore, location: landing(finished), 'referrer-policy': 'no-referrer' } })
    setCookies(response, finished.cookies)
    return response
  })
}

/** Looking at the headers must not redeem a code. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { ...noStore, allow: 'GET' } })
}

function landing(finished: Exclude<Finished, { kind: 'foreign' | 'too-many' }>): string {
  const path = finished.kind === 'connected' ? '/welcome?' : `/sign-in?reason=${finished.problem}&`
  return `${ourAddress().origin}${path}then=${finished.then}`
}

/** Says 400 to whoever sent it, and leads a person to the page that explains. Nothing of theirs is changed. */
async function refusal(): Promise<Response> {
  const language = await readLanguage()
  return hopPage({ status: 400, language, title: hop[language].notVerifiedTitle, link: hop[language].notVerifiedLink, to: '/sign-in?reason=not-verified', byItself: true })
}
