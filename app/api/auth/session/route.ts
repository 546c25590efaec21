// What a browser may know of its session: when it ends, and nothing else. Asking does not keep it awake.
import { forApi, noStore } from '@/app/for-api'
import { findSession } from '@/lib/session/session'

export async function GET(): Promise<Response> {
  return forApi(async () => {
    const session = await findSession()
    const endsAtMs = session && Math.min(session.endsAtMs, session.idleEndsAtMs)
    return Response.json(endsAtMs ? { expires: new Date(endsAtMs).toISOString() } : {}, { headers: noStore })
  })
}
