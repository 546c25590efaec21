// Ends the session at once; Medicare is told afterwards, so this works when Medicare does not answer (quality SES-05).
import { after, type NextRequest } from 'next/server'
import { forApi } from '@/app/for-api'
import { goodbye } from '@/app/goodbye'
import { refuseForeign } from '@/app/same-origin'
import { signOut } from '@/lib/session/leave'

export async function POST(request: NextRequest): Promise<Response> {
  return forApi(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    after(await signOut())
    return goodbye('signed-out')
  })
}
