// Puts our cookies on an answer.
import type { NextResponse } from 'next/server'
import type { SetCookie } from '@/lib/session/session'

export function setCookies(response: NextResponse, cookies: readonly SetCookie[]): void {
  for (const { name, value, options } of cookies) response.cookies.set(name, value, options)
}
