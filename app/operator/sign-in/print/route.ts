// Shows a new link in the terminal. Anybody on this machine may ask; only who sees the terminal has it.
import type { NextRequest } from 'next/server'
import { noStore } from '@/app/for-api'
import { forNavigation } from '@/app/for-navigation'
import { leadTo } from '@/app/operator/for-operator'
import { readForm } from '@/app/read-form'
import { refuseForeign } from '@/app/same-origin'
import { readOperatorDestination } from '@/lib/operator/destinations'
import { askForLink } from '@/lib/operator/sign-in'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    const form = await readForm(request)
    if (!form) return new Response(null, { status: 400, headers: noStore })
    const then = readOperatorDestination(form.get('then'))
    return leadTo(`/operator/sign-in?reason=${askForLink() ? 'link-shown' : 'link-wait'}&then=${then}`)
  })
}
