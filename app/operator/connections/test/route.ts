// Tests one connection and leads back to the page, which says how it went.
import type { NextRequest } from 'next/server'
import { forOperatorForm } from '@/app/operator/for-operator'
import { testConnection } from '@/lib/operator/connections'

export function POST(request: NextRequest): Promise<Response> {
  return forOperatorForm(request, 'connections', async (form) => {
    await testConnection(form.get('system'))
    return null
  })
}
