// Runs once when the server starts: wrong settings stop it here, before the first request.
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { beginProcess } = await import('@/lib/session/process')
  beginProcess()
}
