// Breaks the connection itself: written straight to the socket, because no proper server would send these bytes.
// Without a socket (a sandbox inside the test's process) the answer only breaks off.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Socket } from 'node:net'
import type { Context } from 'hono'
import type { Env } from '@/sandbox/env'
import { waitFor } from './delay'
import type { FaultAction } from './fault'

type Action = Extract<FaultAction, { kind: 'transport' }>

interface Line {
  readonly c: Context<Env>
  readonly socket: Socket
  readonly head: readonly string[]
  readonly bytes: Buffer
  readonly action: Action
}

/** Sends the answer that is ready in this broken way; what it returns says that nothing is left to send. */
export async function breakTransport(c: Context<Env>, action: Action): Promise<Response> {
  const socket = c.env?.incoming?.socket
  if (!socket) return brokenStream()
  if (action.how === 'reset-before') return reset(socket)
  const { res } = c
  const bytes = Buffer.from(await res.arrayBuffer())
  await send({ c, socket, bytes, action, head: headLines(res, statedLength(action.how, bytes.length)) })
  return RESPONSE_ALREADY_SENT
}

function statedLength(how: Action['how'], length: number): number {
  if (how === 'length-too-long') return length + 50
  return how === 'length-too-short' ? Math.floor(length / 2) : length
}

function headLines(response: Response, length: number): string[] {
  const headers = [...response.headers].filter(([name]) => name !== 'content-length' && name !== 'transfer-encoding')
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return [`HTTP/1.1 ${response.status} Broken\r\n`, ...lines, `content-length: ${length}\r\n`, '\r\n']
}

async function send(line: Line): Promise<void> {
  const { c, socket, head, bytes, action } = line
  const at = Math.min(action.atByte ?? Math.floor(bytes.length / 2), bytes.length)
  switch (action.how) {
    case 'reset-after':
      return void reset(socket)
    case 'reset-at-byte':
      await write(socket, [...head, bytes.subarray(0, at)])
      return void reset(socket)
    case 'half-close':
      await write(socket, [...head, bytes.subarray(0, at)])
      return void socket.end()
    case 'stall-at-byte':
      await write(socket, [...head, bytes.subarray(0, at)])
      await waitFor(action.ms ?? Infinity, c)
      return void socket.destroy()
    case 'slow-headers':
      for (const part of head) {
        await write(socket, [part])
        await waitFor((action.ms ?? 1_000) / head.length, c)
      }
      await write(socket, [bytes])
      return void socket.end()
    case 'slow-body':
      await write(socket, head)
      return trickle(line, action.bytesPerSecond ?? 1_000)
    default:
      await write(socket, [...head, bytes])
      // `close-after` looks like a healthy connection that may be used again, and is gone before it can be.
      return void (action.how === 'close-after' ? socket.destroySoon() : socket.end())
  }
}

async function trickle({ c, socket, bytes }: Line, bytesPerSecond: number): Promise<void> {
  const step = Math.max(1, Math.ceil(bytesPerSecond / 20))
  for (let from = 0; from < bytes.length && !socket.destroyed; from += step) {
    await write(socket, [bytes.subarray(from, from + step)])
    await waitFor(50, c)
  }
  socket.end()
}

async function write(socket: Socket, parts: readonly (string | Buffer)[]): Promise<void> {
  for (const part of parts) {
    if (socket.destroyed) return
    await new Promise<void>(resolve => void socket.write(part, () => resolve()))
  }
}

function reset(socket: Socket): Response {
  socket.resetAndDestroy()
  return RESPONSE_ALREADY_SENT
}

function brokenStream(): Response {
  const cut = new Error('The sandbox cut the connection')
  const body = new ReadableStream({ start: controller => controller.error(cut) })
  return new Response(body, { status: 200 })
}
