// The rest of the claims, one JSON object a line, as they arrive from Medicare. `starts` names the pages wanted, so that
// "Try again" asks only for what is missing.
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { forApi, noStore } from '@/app/for-api'
import { readLanguage } from '@/app/reader'
import type { ClaimsEvent } from '@/lib/claims/claims-page'
import { streamClaims } from '@/lib/record/claims'
import { requireSession } from '@/lib/session/session'

const mostStarts = 200
const startsList = z
  .string()
  .regex(/^\d{1,6}(,\d{1,6})*$/)
  .transform((text) => [...new Set(text.split(',').map(Number))])
  .refine((starts) => starts.length <= mostStarts)

export async function GET(request: NextRequest): Promise<Response> {
  return forApi(async () => {
    const params = request.nextUrl.searchParams
    const starts = startsList.safeParse(params.get('starts') ?? '')
    if (!starts.success || [...params.keys()].length !== 1) return Response.json({ code: 'bad-request' }, { status: 400, headers: noStore })
    await requireSession('machine')
    const events = streamClaims(await readLanguage(), starts.data, request.signal)
    return new Response(lines(events), { headers: { ...noStore, 'content-type': 'application/x-ndjson; charset=utf-8', 'x-content-type-options': 'nosniff' } })
  })
}

function lines(events: AsyncGenerator<ClaimsEvent>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await events.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`))
    },
    async cancel() {
      await events.return(undefined)
    },
  })
}
