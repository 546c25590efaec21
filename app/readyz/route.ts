// May this process be sent people? Only if its vault answers and it is not about to end; Medicare being down does not count.
// Outsiders drive no work by asking (quality AVL-07, AVL-10).
import { noStore } from '@/app/for-api'
import { watcherLimit } from '@/app/rate-limit'
import { isReady } from '@/lib/session/ready'

const tooMany = watcherLimit()

export async function GET(): Promise<Response> {
  const refused = tooMany()
  if (refused) return refused
  const ready = await isReady()
  return new Response(ready ? 'ready\n' : 'not ready\n', { status: ready ? 200 : 503, headers: { ...noStore, 'content-type': 'text/plain' } })
}
