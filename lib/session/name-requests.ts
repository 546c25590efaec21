// Gives every request of this process a name of its own for its log lines: pages, handlers and faults alike (quality PRV-05).
import 'server-only'
import { hearRequests } from '@/lib/hear-requests'
import { beginRequest } from '@/lib/log'
import { routeOf } from '@/lib/metrics/routes'

/** @returns stops the naming */
export function nameRequests(): () => void {
  return hearRequests(({ request }) => {
    // Its address alone: connections that are opened for a request remember where they came from for as long as they live.
    const { url = '' } = request
    beginRequest(() => routeOf(url))
  })
}
