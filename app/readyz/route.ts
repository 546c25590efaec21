// May this process be sent people? Only if its vault answers; Medicare being down does not count (quality AVL-10).
import { noStore } from '@/app/for-api'
import { vaultAnswers } from '@/lib/session/ready'

export async function GET(): Promise<Response> {
  const ready = await vaultAnswers()
  return new Response(ready ? 'ready\n' : 'not ready\n', { status: ready ? 200 : 503, headers: { ...noStore, 'content-type': 'text/plain' } })
}
