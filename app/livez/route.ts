// Is this process alive? Says nothing else, and not as often as anybody likes (quality AVL-10).
import { noStore } from '@/app/for-api'
import { rateLimit } from '@/app/rate-limit'

/** Many watchers ask every second; nobody who watches asks so often. */
const tooMany = rateLimit(100, 1)

export function GET(): Response {
  return tooMany() ?? new Response('ok\n', { headers: { ...noStore, 'content-type': 'text/plain' } })
}
