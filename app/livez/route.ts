// Is this process alive? Says nothing else, and not as often as anybody likes (quality AVL-10).
import { noStore } from '@/app/for-api'
import { watcherLimit } from '@/app/rate-limit'

const tooMany = watcherLimit()

export function GET(): Response {
  return tooMany() ?? new Response('ok\n', { headers: { ...noStore, 'content-type': 'text/plain' } })
}
