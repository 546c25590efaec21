// The figures on a port of their own, which no person's browser reaches: `GET /metrics`, and nothing else. It stays open
// while the app finishes its last requests, and never keeps a process alive.
import 'server-only'
import { createServer, type Server } from 'node:http'
import type { MetricsPlace } from '@/lib/env'
import { log } from '@/lib/log'
import { countRequests } from './count-requests'
import { expose, measureProcess } from './meters'

const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/**
 * Starts counting requests and serving the figures.
 * @param place where to listen; null when METRICS_PORT is not set, and then nothing is opened
 * @returns the server once it listens; null when there is none. A port that is taken is told in the log and costs the
 *   figures only: people come first
 */
export async function beginMetrics(place: MetricsPlace | null): Promise<Server | null> {
  if (!place) return null
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, keepAliveTimeout: 5_000 }, (request, response) => {
    void answer(request.method ?? '', request.url ?? '').then(({ status, text, type, allow }) => {
      response.writeHead(status, { ...headers, ...(type ? { 'content-type': type } : {}), ...(allow ? { allow } : {}) })
      response.end(text)
    })
  })
  const stopCounting = countRequests(server)
  server.once('close', stopCounting)
  server.on('connection', (socket) => socket.unref())
  server.unref()
  const listening = await listen(server, place)
  if (listening) measureProcess()
  if (listening) return server
  stopCounting()
  log('error', 'settings.alarm', { what: 'METRICS_PORT' })
  return null
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly type?: string
  readonly allow?: string
}

async function answer(method: string, target: string): Promise<Answer> {
  if (target.split('?', 1)[0] !== '/metrics') return { status: 404, text: '' }
  if (method !== 'GET') return { status: 405, text: '', allow: 'GET' }
  try {
    return { status: 200, ...(await expose()) }
  } catch {
    return { status: 500, text: '' }
  }
}

function listen(server: Server, { host, port }: MetricsPlace): Promise<boolean> {
  return new Promise((resolve) => {
    server.on('error', () => resolve(false))
    server.listen(port, host, () => resolve(true))
  })
}
