// Remembers that the box for the privacy policy and the terms was ticked in this browser. It holds no more than that.
import type { NextRequest } from 'next/server'
import { keptForAYear } from '@/lib/session/lasting-cookie'
import type { SetCookie } from '@/lib/session/session'

/** The version of the texts that was agreed to: a new text asks again. */
const agreedTo = '1'

export function hasAgreed(request: NextRequest): boolean {
  return request.cookies.get('pc_agreed')?.value === agreedTo
}

export function agreedCookie(): SetCookie {
  return { name: 'pc_agreed', value: agreedTo, options: keptForAYear() }
}
