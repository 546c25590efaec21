// Remembers that the box for the privacy policy and the terms was ticked in this browser. It holds no more than that.
import type { NextRequest } from 'next/server'
import { ourAddress } from '@/lib/session/place'
import type { SetCookie } from '@/lib/session/session'

/** The version of the texts that was agreed to: a new text asks again. */
const agreedTo = '1'
const yearSeconds = 365 * 24 * 60 * 60

export function hasAgreed(request: NextRequest): boolean {
  return request.cookies.get('pc_agreed')?.value === agreedTo
}

export function agreedCookie(): SetCookie {
  return { name: 'pc_agreed', value: agreedTo, options: { httpOnly: true, sameSite: 'lax', path: '/', secure: ourAddress().secure, maxAge: yearSeconds } }
}
