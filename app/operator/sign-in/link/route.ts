// Spends the key of the terminal's link. Only a form of our own page does: whoever merely looks at a link, as previews do,
// spends nothing.
import type { NextRequest } from 'next/server'
import { forNavigation } from '@/app/for-navigation'
import { leadTo } from '@/app/operator/for-operator'
import { withForm } from '@/app/with-form'
import { operatorPath, readOperatorDestination } from '@/lib/operator/destinations'
import { signInByLink } from '@/lib/operator/sign-in'

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(() => withForm(request, async (form) => {
    const then = readOperatorDestination(form.get('then'))
    const cookie = await signInByLink(readKey(form.get('key')))
    return cookie ? leadTo(operatorPath(then), [cookie]) : leadTo(`/operator/sign-in?reason=wrong-link&then=${then}`)
  }))
}

/** Somebody may paste the key, or the whole link. */
function readKey(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.trim().replace(/^.*#/, '') : ''
}
