// The first half of a sign-in. The form on our pages posts here, with the box ticked, and is answered by a hop page; a link
// may come here by GET once the box has been ticked. Either way the browser gets one sealed cookie and leaves for Medicare.
import { type NextRequest, NextResponse } from 'next/server'
import { noStore } from '@/app/for-api'
import { forNavigation } from '@/app/for-navigation'
import { agreedCookie, hasAgreed } from '@/app/connect/agreement'
import { hopPage } from '@/app/connect/hop-page'
import { mostBegun, signInLimit, tooManyPage } from '@/app/connect/sign-in-limit'
import { readLanguage } from '@/app/reader'
import { setCookies } from '@/app/set-cookies'
import { withForm } from '@/app/with-form'
import hop from '@/lib/messages/hop.json'
import { startConnect } from '@/lib/session/connect'
import { type Destination, readDestination } from '@/lib/session/destinations'
import { ourAddress } from '@/lib/session/place'
import { isSharedHere } from '@/lib/session/session'

const isOneTooMany = signInLimit(mostBegun)

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(() => withForm(request, async (form) => {
    const then = readDestination(form.get('then'))
    const agrees = form.get('agree') === 'yes'
    if (!agrees && !hasAgreed(request)) return askToAgree(then)
    if (isOneTooMany()) return tooManyPage(then)
    const language = await readLanguage()
    const started = await startConnect({ language, then, shared: form.get('shared') === 'yes', jar: request.cookies.getAll() })
    const response = hopPage({ status: 200, language, title: hop[language].toMedicareTitle, link: hop[language].toMedicareLink, to: started.location.href, byItself: true })
    setCookies(response, started.cookies)
    if (agrees) setCookies(response, [agreedCookie()])
    return response
  }))
}

export async function GET(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const [asked, ...more] = request.nextUrl.searchParams.getAll('then')
    const then = readDestination(asked)
    if (!isOwnNavigation(request) || more.length > 0) return new NextResponse(null, { status: 400, headers: noStore })
    if (!hasAgreed(request)) return askToAgree(then)
    if (isOneTooMany()) return tooManyPage(then)
    const started = await startConnect({ language: await readLanguage(), then, shared: await isSharedHere(), jar: request.cookies.getAll() })
    const response = new NextResponse(null, { status: 303, headers: { ...noStore, location: started.location.href } })
    setCookies(response, started.cookies)
    return response
  })
}

/** Looking at the headers must start nothing. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { ...noStore, allow: 'GET, POST' } })
}

/** A person following our link or typing the address; not a prefetch, a frame, a script, or another site (OAU-06). */
function isOwnNavigation(request: NextRequest): boolean {
  const { headers } = request
  if (headers.get('sec-purpose') || headers.get('purpose') || headers.get('rsc') || headers.get('next-router-prefetch')) return false
  const site = headers.get('sec-fetch-site')
  const mode = headers.get('sec-fetch-mode')
  const into = headers.get('sec-fetch-dest')
  return (!site || site === 'same-origin' || site === 'none') && (!mode || mode === 'navigate') && (!into || into === 'document')
}

function askToAgree(then: Destination): Response {
  return new NextResponse(null, { status: 303, headers: { ...noStore, location: `${ourAddress().origin}/sign-in?reason=agree&then=${then}` } })
}
