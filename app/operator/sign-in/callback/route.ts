// The provider's answer, read once. Whatever comes of it, the operator ends on a page whose address holds neither code nor
// state.
import type { NextRequest } from 'next/server'
import { hopPage } from '@/app/connect/hop-page'
import { noStore } from '@/app/for-api'
import { forNavigation } from '@/app/for-navigation'
import { leadTo } from '@/app/operator/for-operator'
import { attemptName, removeAttempt } from '@/lib/operator/attempt'
import { operatorPath } from '@/lib/operator/destinations'
import { finishAtProvider } from '@/lib/operator/sign-in-at-provider'

export async function GET(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const finished = await finishAtProvider(request.nextUrl.searchParams, request.cookies.get(attemptName())?.value)
    if (finished.kind === 'signed-in') return leadTo(operatorPath(finished.then), [removeAttempt(), finished.cookie])
    if (finished.kind === 'refused') return leadTo(`/operator/sign-in?reason=${finished.problem}&then=${finished.then}`, [removeAttempt()])
    return hopPage({ status: 400, language: 'en', title: 'This answer is not of a sign-in begun here', link: 'Sign in', to: '/operator/sign-in', byItself: false })
  })
}

/** Looking at the headers must not redeem a code. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { ...noStore, allow: 'GET' } })
}
