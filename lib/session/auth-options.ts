// next-auth keeps one thing for us: the encrypted session cookie. It has no providers, and the browser's view of a
// session is only when it ends (stack section 3, design C).
import 'server-only'
import type { AuthOptions, DefaultSession } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { settings } from '@/lib/env'
import { log } from '@/lib/log'
import { unsealCookie } from './cookie-seal'

/** Nobody is signed in longer than this, whatever they do (quality C1). */
export const sessionSeconds = 12 * 60 * 60

/** What only the server sees of a session. */
export interface ServerSession extends DefaultSession {
  readonly token: JWT
}

/** `__Host-` on https; plain http on this machine cannot carry it (quality, decisions on cookies). */
export function sessionCookie(): { readonly name: string; readonly options: { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean } } {
  const { secure } = settings()
  return { name: secure ? '__Host-plainclaim-session' : 'plainclaim-session', options: { httpOnly: true, sameSite: 'lax', path: '/', secure } }
}

/** Options whose session carries the sealed token: for requireSession only, never for a public address. */
export function serverAuthOptions(): AuthOptions {
  const cookie = sessionCookie()
  return {
    providers: [],
    // Not used by our own seal below, but next-auth wants one.
    secret: settings().vault.keys[0].key.reveal(),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    jwt: {
      // next-auth would seal the cookie anew for each look at it, into an answer that is thrown away: a session is not
      // prolonged by its cookie, and the one that begins it is sealed in session.ts.
      encode: async () => '',
      decode: ({ token }) => unsealCookie(token, cookie.name),
    },
    cookies: { sessionToken: { name: cookie.name, options: cookie.options } },
    callbacks: { session: ({ session, token }) => Object.assign(session, { token }) },
    logger: {
      // The third-party text may quote a cookie, so only the code is kept.
      error: (code) => log('warn', 'request.refused', { what: 'session cookie', code }),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}
