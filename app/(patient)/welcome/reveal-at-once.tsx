// Lets what streams into a page be shown when it is there. React otherwise holds it back until 300 ms after the first
// paint, so that many parts do not flicker one after the other; the first claims are one part, and what people came for.
import { headers } from 'next/headers'

/** React keeps the time of the first paint under this name; without it nothing is held back. Unknown names do no harm. */
const forgetFirstPaint = `Object.defineProperty(window,'$RT',{get(){},set(){}})`

export async function RevealAtOnce() {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  return <script nonce={nonce}>{forgetFirstPaint}</script>
}
