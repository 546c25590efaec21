// The last answer of a session: the browser forgets us, and the person reads what happened.
import { NextResponse } from 'next/server'
import { noStore } from '@/app/for-api'
import { readReader } from '@/app/reader'
import { setCookies } from '@/app/set-cookies'
import { ourAddress } from '@/lib/session/place'
import { endCookie } from '@/lib/session/session'

/** Clears what the browser keeps of us. How it is read goes along in the address, since those cookies are cleared too. */
export async function goodbye(how: 'signed-out' | 'signed-out-everywhere' | 'disconnected' | 'disconnected-waiting' | 'disconnected-unproven'): Promise<Response> {
  const { language, textSize } = await readReader()
  const location = `${ourAddress().origin}/signed-out?how=${how}&lang=${language}&text=${textSize}`
  const response = new NextResponse(null, { status: 303, headers: { ...noStore, location, 'clear-site-data': '"cache", "cookies", "storage"' } })
  setCookies(response, [endCookie()])
  return response
}
