// The claims, one JSON object a line, as they arrive from Medicare. `starts` names the pages wanted, so that "Try again"
// asks only for what is missing; `since` asks for what is new, by the time that Medicare gave an earlier answer. A tab says
// whose it is, and is refused when that is no longer who is signed in here: two people's claims never meet (quality PRV-03).
import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { forApi, noStore } from '@/app/for-api'
import { readLanguage } from '@/app/reader'
import type { ClaimsEvent } from '@/lib/claims/claims-page'
import { streamClaims, streamNewClaims } from '@/lib/record/claims'
import { requireSession } from '@/lib/session/session'
import { sessionName } from '@/lib/session/session-name'

const mostStarts = 200
const moment = z.iso.datetime({ offset: true }).max(40)
const startsList = z
  .string()
  .regex(/^\d{1,6}(,\d{1,6})*$/)
  .transform((text) => [...new Set(text.split(',').map(Number))])
  .refine((starts) => starts.length <= mostStarts)

export async function GET(request: NextRequest): Promise<Response> {
  return forApi(async () => {
    const wish = readWish(request.nextUrl.searchParams)
    if (!wish) return Response.json({ code: 'bad-request' }, { status: 400, headers: noStore })
    const { ref } = await requireSession('machine')
    if (!isFor(request.headers.get('x-plainclaim-session'), sessionName(ref), wish)) return Response.json({ code: 'other-session' }, { status: 409, headers: noStore })
    const language = await readLanguage()
    const events = 'since' in wish ? streamNewClaims(language, wish.since, request.signal) : streamClaims(language, wish.starts, request.signal)
    return new Response(lines(events), { headers: { ...noStore, 'content-type': 'application/x-ndjson; charset=utf-8', 'x-content-type-options': 'nosniff' } })
  })
}

type Wish = { readonly starts: readonly number[] } | { readonly since: string }

/**
 * Whoever does not say whose they are is given the claims from their beginning only: that is what one asks for who holds
 * nothing yet. All else goes on from something, and we could not know from whose.
 */
function isFor(named: string | null, current: string, wish: Wish): boolean {
  if (named !== null) return named === current
  return 'starts' in wish && wish.starts.join() === '0'
}

/** Exactly one of the two, and nothing beside it. */
function readWish(params: URLSearchParams): Wish | null {
  if ([...params.keys()].length !== 1) return null
  const starts = startsList.safeParse(params.get('starts'))
  if (starts.success) return { starts: starts.data }
  const since = moment.safeParse(params.get('since'))
  return since.success ? { since: since.data } : null
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
