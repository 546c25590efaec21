// Leaves for the operators' provider. A page that leads on, not a redirect: a form may not leave our origin (form-action
// holds for the whole chain).
import type { NextRequest } from 'next/server'
import { hopPage } from '@/app/connect/hop-page'
import { forNavigation } from '@/app/for-navigation'
import { leadTo } from '@/app/operator/for-operator'
import { withForm } from '@/app/with-form'
import { Unavailable } from '@/lib/errors'
import { readOperatorDestination } from '@/lib/operator/destinations'
import { startAtProvider } from '@/lib/operator/sign-in-at-provider'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(() => withForm(request, async (form) => {
    const then = readOperatorDestination(form.get('then'))
    const started = await startAtProvider(then).catch((error: unknown) => {
      if (error instanceof Unavailable) return 'provider-unavailable' as const
      throw error
    })
    if (started === 'provider-unavailable') return leadTo(`/operator/sign-in?reason=${started}&then=${then}`)
    if (!started) return leadTo('/operator/sign-in')
    const response = hopPage({ status: 200, language: 'en', title: 'To your sign-in provider', link: 'Go on', to: started.location.href, byItself: true })
    const { name, value, options } = started.cookie
    response.cookies.set(name, value, options)
    return response
  }))
}
