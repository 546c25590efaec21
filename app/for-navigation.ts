// The door for addresses that a person's browser opens and that are no pages: their failures must be words too, not JSON.
import { NextResponse } from 'next/server'
import { hopPage } from '@/app/connect/hop-page'
import { noStore } from '@/app/for-api'
import { readLanguage } from '@/app/reader'
import { SignInNeeded, Unavailable } from '@/lib/errors'
import { log } from '@/lib/log'
import hop from '@/lib/messages/hop.json'
import { ourAddress } from '@/lib/session/place'

export async function forNavigation(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    if (error instanceof SignInNeeded) {
      return new NextResponse(null, { status: 303, headers: { ...noStore, location: `${ourAddress().origin}/sign-in?reason=${error.reason}` } })
    }
    return troublePage(error)
  }
}

/** 503 in words, whatever failed. */
export async function troublePage(error: unknown): Promise<NextResponse> {
  log('error', 'request.failed', { what: error instanceof Unavailable ? error.what : 'navigation' })
  const language = await readLanguage()
  return hopPage({ status: 503, language, title: hop[language].unavailableTitle, link: hop[language].unavailableLink, to: '/', byItself: false })
}
