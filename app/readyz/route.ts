// May this process be sent people? Only if its vault answers and it is not about to end; Medicare being down does not count.
// Outsiders drive no work by asking (quality AVL-07, AVL-10).
import { noStore } from '@/app/for-api'
import { rateLimit } from '@/app/rate-limit'
import { isReady } from '@/lib/session/ready'

/** Many watchers ask every second; nobody who watches asks so often. */
const tooMany = rateLimit(100, 1)

export async function GET(): Promise<Response> {
  const refused = tooMany()
  if (refused) return refused
  const ready = await isReady()
  return new Response(ready ? 'ready\n' : 'not ready\n', { status: ready ? 200 : 503, headers: { ...noStore, 'content-type': 'text/plain' } })
}
