// A small proxy in front of several app processes, as an edge would be: one after the other, and a request that no process
// has begun to answer goes to the next one when its connection is refused or cut.
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'

/** The app itself never says this: nobody took the request. */
const noBackend = 504
const tryLaterMs = 20
const latestTryMs = 200

export interface Proxy {
  /** How many requests went to another process than the first one tried. */
  tries(): number
  stop(): Promise<void>
}

/**
 * @param backends ports on this machine; looked at anew for each request
 * @param patienceMs how long a request waits for somebody who takes it. By the clock and not by tries: where restarts follow
 *   one another faster than a busy process comes to a request, each of them sends it on
 */
export async function startProxy(port: number, backends: () => readonly number[], patienceMs = 30_000): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  let turn = 0
  let again = 0
  const server: Server = createServer((asked, answer) => {
    void readBody(asked).then((body) => pass(asked, answer, body, { at: turn++, tries: 0, giveUpAtMs: performance.now() + patienceMs }))
  })
  const pass = (asked: IncomingMessage, answer: ServerResponse, body: Buffer, { at, tries, giveUpAtMs }: Try): void => {
    if (performance.now() >= giveUpAtMs) return void answer.writeHead(noBackend).end()
    const later = () => void setTimeout(() => pass(asked, answer, body, { at: at + 1, tries: tries + 1, giveUpAtMs }), Math.min(latestTryMs, tries * tryLaterMs))
    // Looked at for each try: who is there may change while a request waits.
    const ports = backends()
    const backend = ports[at % Math.max(1, ports.length)]
    if (backend === undefined) return later()
    // A kept connection may have been closed by the other side a moment ago; a new one says whether anybody is there.
    const passed = request({ agent: tries === 0 ? agent : false, host: '127.0.0.1', port: backend, path: asked.url, method: asked.method, headers: withoutHopByHop(asked.headers) }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, withoutHopByHop(reply.headers))
      reply.pipe(answer)
      reply.on('error', () => answer.destroy())
    })
    const leave = () => void (answer.writableFinished || passed.destroy())
    passed.on('error', () => {
      answer.off('close', leave)
      // Whoever asked has left: then it is our own breaking off that is heard here.
      if (answer.destroyed) return
      if (answer.headersSent) return void answer.destroy()
      again += 1
      later()
    })
    answer.on('close', leave)
    passed.end(body)
  }
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    tries: () => again,
    async stop() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Try {
  /** Whose turn it is. */
  readonly at: number
  readonly tries: number
  readonly giveUpAtMs: number
}

async function readBody(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of asked) if (Buffer.isBuffer(part)) parts.push(part)
  return Buffer.concat(parts)
}

function withoutHopByHop(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'connection' && name !== 'keep-alive'))
}
