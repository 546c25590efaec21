// Ends the operator's session here and at once. An enrollee who is signed in in the same browser stays so.
import type { NextRequest } from 'next/server'
import { forNavigation } from '@/app/for-navigation'
import { leadTo } from '@/app/operator/for-operator'
import { refuseForeign } from '@/app/same-origin'
import { signOutOperator } from '@/lib/operator/sign-in'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    const response = leadTo('/operator/sign-in?reason=signed-out', [await signOutOperator()])
    response.headers.set('clear-site-data', '"cache"')
    return response
  })
}
