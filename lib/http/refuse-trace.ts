// Next cannot hold a TRACE request and answers 500 before anything of ours is asked. Here it is called by the name of
// another method that we do not know, so that the proxy refuses it with 405 like all of those (quality HDR-06).
import { hearRequests } from '@/lib/hear-requests'

/** Any method that the proxy refuses and `Request` can hold. */
const standIn = 'UNLINK'

/** To be called once, before the first request. */
export function refuseTrace(): void {
  hearRequests(({ request }) => {
    if (request.method === 'TRACE') request.method = standIn
  })
}
