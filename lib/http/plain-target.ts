// What a request asks for, told to Next as a path alone. Next answers some targets before anything of ours is asked: paths
// with `//` or `\` with redirects that carry no headers and hold for any host, `*` with a fault (quality HDR-02, HDR-06, HDR-07).
import { hearRequests } from '@/lib/hear-requests'

/** Decodes to nothing, and is therefore refused by the proxy with 400. */
const standIn = '/%ff'

/** To be called once, before the first request. */
export function readPlainTargets(): void {
  hearRequests(({ request }) => {
    const whole = /^https?:\/\/([^/?#]*)([^]*)$/i.exec(request.url ?? '')
    // RFC 9112, section 3.2.2: such a target must be understood, and its host counts instead of the one in the header.
    if (whole) request.headers.host = whole[1] ?? ''
    request.url = plain(whole ? withSlash(whole[2] ?? '') : (request.url ?? ''))
  })
}

/** A whole address need not have a path. */
function withSlash(target: string): string {
  return target.startsWith('/') ? target : `/${target}`
}

function plain(target: string): string {
  return /^\/(?!\/)/.test(target) && !/\\|\/\//.test(target.split('?', 1)[0] ?? '') ? target : standIn
}
