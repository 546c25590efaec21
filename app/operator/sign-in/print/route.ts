// Shows a new link in the terminal. Anybody on this machine may ask; only who sees the terminal has it.
import type { NextRequest } from 'next/server'
import { leadTo } from '@/app/operator/for-operator'
import { refuseForeign } from '@/app/same-origin'
import { readOperatorDestination } from '@/lib/operator/destinations'
import { askForLink } from '@/lib/operator/sign-in'

export async function POST(request: NextRequest): Promise<Response> {
  const refused = refuseForeign(request)
  if (refused) return refused
  const form = await request.formData().catch(() => null)
  const then = readOperatorDestination(form?.get('then'))
  return leadTo(`/operator/sign-in?reason=${askForLink() ? 'link-shown' : 'link-wait'}&then=${then}`)
}
