// Language and text size, chosen by a plain form on any page. The choice sticks for a year, says nothing about anybody,
// and leads back to the page it was made on.
import { cookies } from 'next/headers'
import { forApi, noStore } from '@/app/for-api'
import { languageCookie, readLanguageCode, readTextSize, textSizeCookie } from '@/app/reader'
import { pathBack } from '@/app/preferences/path-back'
import { withForm } from '@/app/with-form'
import { keptForAYear } from '@/lib/session/lasting-cookie'
import { ourAddress } from '@/lib/session/place'

export async function POST(request: Request): Promise<Response> {
  return forApi(() => withForm(request, async (form) => {
    await keep(languageCookie, readLanguageCode(form.get('lang')))
    await keep(textSizeCookie, readTextSize(form.get('text')))
    const { origin } = ourAddress()
    return new Response(null, { status: 303, headers: { ...noStore, location: origin + pathBack(request.headers.get('referer'), origin) } })
  }))
}

async function keep(name: string, value: string | null): Promise<void> {
  if (value === null) return
  const jar = await cookies()
  jar.set(name, value, keptForAYear())
}
