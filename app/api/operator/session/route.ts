// How long the operator's session still lasts, for the watch on their pages. Asking does not keep it awake.
import { forApi, noStore } from '@/app/for-api'
import { requireOperator } from '@/lib/operator/operator'

export async function GET(): Promise<Response> {
  return forApi(async () => {
    const { endsAtMs, idleEndsAtMs } = await requireOperator('machine')
    return Response.json({ endsInMs: Math.min(endsAtMs, idleEndsAtMs) - Date.now() }, { headers: noStore })
  })
}
