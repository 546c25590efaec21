// Is this process alive? Says nothing else (quality AVL-10).
import { noStore } from '@/app/for-api'

export function GET(): Response {
  return new Response('ok\n', { headers: { ...noStore, 'content-type': 'text/plain' } })
}
