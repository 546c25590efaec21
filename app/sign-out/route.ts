// Ends the session at once; Medicare is told afterwards, so this works when Medicare does not answer (quality SES-05).
import { after, type NextRequest } from 'next/server'
import { forNavigation } from '@/app/for-navigation'
import { goodbye } from '@/app/goodbye'
import { refuseForeign } from '@/app/same-origin'
import { signOut } from '@/lib/session/leave'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    after(await signOut())
    return goodbye('signed-out')
  })
}
