// Starts an export and leads to its page. Asks for a sign-in of the last fifteen minutes.
import type { NextRequest } from 'next/server'
import { forOperatorForm } from '@/app/operator/for-operator'
import { beginExport } from '@/lib/operator/exports'

export function POST(request: NextRequest): Promise<Response> {
  const start = async (form: FormData) => {
    const begun = await beginExport(form)
    return 'id' in begun ? `/operator/exports/${begun.id}` : `/operator/exports?problem=${begun.problem}`
  }
  return forOperatorForm(request, 'exports', start, ['type'])
}
