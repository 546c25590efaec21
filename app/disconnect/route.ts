// Ends access at Medicare, and says whether that was proven by a refused call, or is tried again for a day (quality
// SES-06).
import type { NextRequest } from 'next/server'
import { forNavigation } from '@/app/for-navigation'
import { goodbye } from '@/app/goodbye'
import { refuseForeign } from '@/app/same-origin'
import { disconnect } from '@/lib/session/leave'

const how = { proven: 'disconnected', waiting: 'disconnected-waiting', unproven: 'disconnected-unproven' } as const

export async function POST(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const refused = refuseForeign(request)
    if (refused) return refused
    return goodbye(how[await disconnect()])
  })
}
