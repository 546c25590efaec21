// Shows a new link in the terminal. Anybody on this machine may ask; only who sees the terminal has it.
import type { NextRequest } from 'next/server'
import { forNavigation } from '@/app/for-navigation'
import { leadTo } from '@/app/operator/for-operator'
import { withForm } from '@/app/with-form'
import { readOperatorDestination } from '@/lib/operator/destinations'
import { askForLink } from '@/lib/operator/sign-in'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(() => withForm(request, async (form) => {
    const then = readOperatorDestination(form.get('then'))
    return leadTo(`/operator/sign-in?reason=${askForLink() ? 'link-shown' : 'link-wait'}&then=${then}`)
  }))
}
