// What a browser may know of its session: when it ends, and a name by which a tab tells it from the next. Asking does not
// keep it awake.
import { forApi, noStore } from '@/app/for-api'
import { findSession } from '@/lib/session/session'
import { sessionName } from '@/lib/session/session-name'

export async function GET(): Promise<Response> {
  return forApi(async () => {
    const session = await findSession()
    if (!session) return Response.json({}, { headers: noStore })
    const expires = new Date(Math.min(session.endsAtMs, session.idleEndsAtMs)).toISOString()
    return Response.json({ expires, session: sessionName(session.ref) }, { headers: noStore })
  })
}
