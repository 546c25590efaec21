// What a page may know of its session: how much longer it lasts. Asking does not keep it awake.

/**
 * @returns milliseconds left, or null when there is no session. Counted by the server's clock alone: a visitor's own
 * clock may be wrong by hours.
 * @throws when nobody answers, or not in the form agreed
 */
export async function askSessionLeftMs(ask: typeof fetch = fetch): Promise<number | null> {
  const reply = await ask('/api/auth/session', { cache: 'no-store', credentials: 'same-origin' })
  if (!reply.ok) throw new Error('session state unknown')
  const body: unknown = await reply.json()
  const expires = body !== null && typeof body === 'object' && 'expires' in body ? body.expires : null
  if (typeof expires !== 'string') return null
  const nowMs = Date.parse(reply.headers.get('date') ?? '') || Date.now()
  return Math.max(0, Date.parse(expires) - nowMs)
}
