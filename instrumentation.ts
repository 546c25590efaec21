// Runs once when the server starts: wrong settings stop it here, before the first request. Then the figures are served.
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { beginProcess } = await import('@/lib/session/process')
  beginProcess()
  const { refuseTrace } = await import('@/lib/http/refuse-trace')
  refuseTrace()
  const { readPlainTargets } = await import('@/lib/http/plain-target')
  readPlainTargets()
  const { beginMetrics } = await import('@/lib/metrics/serve')
  const { settings } = await import('@/lib/env')
  await beginMetrics(settings().metrics)
  const { beginOperatorRealm } = await import('@/lib/operator/begin')
  beginOperatorRealm()
}
