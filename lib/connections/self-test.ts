// Whether a connection works, asked at the system's cheapest protected address. It answers a code and never throws.
import 'server-only'
import type { Clock } from './clock'
import type { Connection, TestResult } from './connection'
import type { Dialect } from './dialect'
import { isConnectionFailure } from './errors'

export async function selfTest({ selfTest: { path, ask, accepts } }: Dialect, request: Connection['request'], clock: Clock): Promise<TestResult> {
  const startedAtMs = clock.monoMs()
  const tookMs = () => Math.round(clock.monoMs() - startedAtMs)
  try {
    const { status, body } = await request(path, ask)
    body.destroy()
    if (accepts.includes(status)) return { ok: true, code: 'ok', status, tookMs: tookMs() }
    return { ok: false, code: codeOf(status), status, tookMs: tookMs() }
  } catch (error) {
    const failure = isConnectionFailure(error) ? error : null
    return { ok: false, code: failure?.code ?? 'failed', status: failure?.status ?? null, tookMs: tookMs() }
  }
}

function codeOf(status: number): string {
  if (status === 401) return 'authorization-rejected'
  if (status === 403) return 'forbidden'
  return status >= 500 ? 'unreachable' : 'protocol-error'
}
