// Ends access at Medicare, and says whether that was proven by a refused call (quality SES-06).
import type { NextRequest } from 'next/server'
import { forApi } from '@/app/for-api'
import { goodbye } from '@/app/goodbye'
import { refuseForeign } from '@/app/same-origin'
import { disconnect } from '@/lib/session/leave'

export async function POST(request: NextRequest): Promise<Response> {
  return forApi(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    return goodbye((await disconnect()) === 'proven' ? 'disconnected' : 'disconnected-unproven')
  })
}
