// A listener on another origin: nothing of a client's may ever arrive there, and whatever does is written down.
import { createServer } from 'node:http'

/** One request that reached the canary. */
export interface Hit {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface Canary {
  readonly url: string
  readonly hits: readonly Hit[]
  stop(): Promise<void>
}

/** Answers 200 to everything, at `http://127.0.0.1:<spare port>`. */
export async function startCanary(): Promise<Canary> {
  const hits: Hit[] = []
  const server = createServer((request, response) => {
    hits.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers })
    response.end('{}')
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, hits, stop }
}
