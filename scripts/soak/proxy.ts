// A small proxy in front of several app processes, as an edge would be: one after the other, and a request that no process
// has begun to answer goes to the next one when its connection is refused or cut.
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'

/** The app itself never says this: nobody took the request. */
const noBackend = 504
const mostTries = 6
const tryLaterMs = 20

export interface Proxy {
  /** How many requests went to another process than the first one tried. */
  tries(): number
  stop(): Promise<void>
}

/** @param backends ports on this machine; looked at anew for each request */
export async function startProxy(port: number, backends: () => readonly number[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  let turn = 0
  let again = 0
  const server: Server = createServer((asked, answer) => {
    void readBody(asked).then((body) => pass(asked, answer, body, turn++))
  })
  const pass = (asked: IncomingMessage, answer: ServerResponse, body: Buffer, at: number, tries = 0): void => {
    // Looked at for each try: who is there may change while a request waits.
    const ports = backends()
    const backend = ports[at % Math.max(1, ports.length)]
    if (backend === undefined || tries === mostTries) return void answer.writeHead(noBackend).end()
    // A kept connection may have been closed by the other side a moment ago; a new one says whether anybody is there.
    const passed = request({ agent: tries === 0 ? agent : false, host: '127.0.0.1', port: backend, path: asked.url, method: asked.method, headers: withoutHopByHop(asked.headers) }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, withoutHopByHop(reply.headers))
      reply.pipe(answer)
      reply.on('error', () => answer.destroy())
    })
    passed.on('error', () => {
      if (answer.headersSent) return void answer.destroy()
      again += 1
      setTimeout(() => pass(asked, answer, body, at + 1, tries + 1), tries * tryLaterMs)
    })
    answer.on('close', () => answer.writableFinished || passed.destroy())
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

async function readBody(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of asked) if (Buffer.isBuffer(part)) parts.push(part)
  return Buffer.concat(parts)
}

function withoutHopByHop(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'connection' && name !== 'keep-alive'))
}
