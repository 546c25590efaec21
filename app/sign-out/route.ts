// Ends the session at once, or all of this person's; Medicare is told afterwards, so this works when Medicare does not
// answer (quality SES-05).
import { after, type NextRequest } from 'next/server'
import { forNavigation, troublePage } from '@/app/for-navigation'
import { goodbye } from '@/app/goodbye'
import { refuseForeign } from '@/app/same-origin'
import { setCookies } from '@/app/set-cookies'
import { Unavailable } from '@/lib/errors'
import { signOut, signOutEverywhere } from '@/lib/session/leave'
import { endCookie } from '@/lib/session/session'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    const everywhere = (await readForm(request)).get('where') === 'everywhere'
    try {
      after(await (everywhere ? signOutEverywhere() : signOut()))
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      return forgetHere(error)
    }
    return goodbye(everywhere ? 'signed-out-everywhere' : 'signed-out')
  })
}

/** A form that cannot be read is a wish to leave all the same. */
function readForm(request: NextRequest): Promise<FormData> {
  return request.formData().catch(() => new FormData())
}

/** With the vault out of reach the record stays until it is over; without the cookie's half nobody opens it. */
async function forgetHere(error: Unavailable): Promise<Response> {
  const response = await troublePage(error)
  setCookies(response, [endCookie()])
  return response
}
