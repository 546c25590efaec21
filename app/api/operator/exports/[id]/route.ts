// How far one export is, for its page. Asking does not keep the operator's session awake.
import { forApi, noStore } from '@/app/for-api'
import { watchExport } from '@/lib/operator/exports'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return forApi(async () => Response.json(await watchExport((await params).id), { headers: noStore }))
}
