// Requests of many signed-in people at a steady rate: nobody waits for the one before, as long as answers come at all. Each
// answer is read to its end and timed.
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export interface Asked {
  readonly kind: string
  readonly path: string
  /** Who asks, as the cookie header. */
  readonly cookie: string
  /** Further headers; without them a page is opened as from a link of ours. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answered {
  readonly kind: string
  /** 0 when the connection failed. */
  readonly status: number
  readonly ms: number
  readonly body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 512 })

export function ask(url: string, asks: Asked, again = false): Promise<Answered> {
  const { kind, path, cookie, headers } = asks
  const startedAtMs = performance.now()
  return new Promise((resolve) => {
    const finish = (status: number, body: string) => resolve({ kind, status, ms: performance.now() - startedAtMs, body })
    const asked = request(new URL(path, url), { agent: again ? false : agent, headers: { 'sec-fetch-site': 'same-origin', ...headers, cookie } }, (reply) => {
      let body = ''
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => (body += part))
      reply.on('end', () => finish(reply.statusCode ?? 0, body))
      reply.on('error', () => finish(0, body))
    })
    asked.on('error', () => {
      // A kept connection that the other side had closed already: every browser asks once more, on a new one.
      if (asked.reusedSocket && !again) void ask(url, asks, true).then(resolve)
      else finish(0, '')
    })
    asked.end()
  })
}

export interface Rate {
  readonly perSecond: number
  readonly seconds: number
}

/** More than this at once and the next one waits: what asks must not fall over before what is asked. */
const mostUnderWay = 400

/**
 * @param next what to ask, by number
 * @param hear is told every answer as it comes, so that none has to be kept
 */
export async function keepAsking(url: string, { perSecond, seconds }: Rate, next: (number: number) => Asked, hear: (answered: Answered) => void, stop: AbortSignal): Promise<void> {
  const startedAtMs = performance.now()
  const underWay = new Set<Promise<void>>()
  for (let number = 0; number < perSecond * seconds && !stop.aborted; number += 1) {
    const waitMs = startedAtMs + (number * 1_000) / perSecond - performance.now()
    if (waitMs > 1) await pause(waitMs)
    while (underWay.size >= mostUnderWay) await Promise.race(underWay)
    const one: Promise<void> = ask(url, next(number)).then((answered) => {
      hear(answered)
      underWay.delete(one)
    })
    underWay.add(one)
  }
  await Promise.all(underWay)
}
