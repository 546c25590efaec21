// Browsers report here when a page tried to run or load what it may not. Only the count and the directive are kept: the
// report itself quotes addresses.
import { log } from '@/lib/log'
import { noStore } from '@/app/for-api'
import { rateLimit } from '@/app/rate-limit'

const mostBytes = 8 * 1024
const tooMany = rateLimit(10, 60)

export async function POST(request: Request): Promise<Response> {
  const refused = tooMany()
  if (refused) return refused
  if (Number(request.headers.get('content-length') ?? mostBytes + 1) > mostBytes) return new Response(null, { status: 413, headers: noStore })
  const directive = /"(?:violated-directive|effectiveDirective)"\s*:\s*"([a-z-]{1,40})/.exec(await request.text())?.[1]
  log('warn', 'request.refused', { what: 'content policy', directive: directive ?? 'unknown' })
  return new Response(null, { status: 204, headers: noStore })
}
