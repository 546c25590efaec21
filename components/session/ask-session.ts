// What a page may know of its session: how much longer it lasts, and a name to tell it from the next. Asking does not keep
// it awake.

export interface SessionLook {
  /** Counted by the server's clock alone: a visitor's own clock may be wrong by hours. */
  readonly leftMs: number
  /** `null` when the server does not say. */
  readonly session: string | null
}

/**
 * @returns `null` when there is no session
 * @throws when nobody answers, or not in the form agreed
 */
export async function askSession(ask: typeof fetch = fetch): Promise<SessionLook | null> {
  const reply = await ask('/api/auth/session', { cache: 'no-store', credentials: 'same-origin' })
  if (!reply.ok) throw new Error('session state unknown')
  const body: unknown = await reply.json()
  const expires = readText(body, 'expires')
  if (expires === null) return null
  const nowMs = Date.parse(reply.headers.get('date') ?? '') || Date.now()
  return { leftMs: Math.max(0, Date.parse(expires) - nowMs), session: readText(body, 'session') }
}

function readText(body: unknown, field: string): string | null {
  const value: unknown = body !== null && typeof body === 'object' ? Reflect.get(body, field) : null
  return typeof value === 'string' ? value : null
}
