// Browsers report here when a page tried to run or load what it may not. Only the count and the directive are kept: the
// report itself quotes addresses.
import { log } from '@/lib/log'
import { noStore } from '@/app/for-api'

const mostBytes = 8 * 1024
const perMinute = 10

let minute = 0
let seen = 0

export async function POST(request: Request): Promise<Response> {
  const now = Math.floor(Date.now() / 60_000)
  if (now !== minute) [minute, seen] = [now, 0]
  seen += 1
  if (seen > perMinute) return new Response(null, { status: 429, headers: { ...noStore, 'retry-after': '60' } })
  if (Number(request.headers.get('content-length') ?? mostBytes + 1) > mostBytes) return new Response(null, { status: 413, headers: noStore })
  const directive = /"(?:violated-directive|effectiveDirective)"\s*:\s*"([a-z-]{1,40})/.exec(await request.text())?.[1]
  log('warn', 'request.refused', { what: 'content policy', directive: directive ?? 'unknown' })
  return new Response(null, { status: 204, headers: noStore })
}
