// The watch over an operator's session in one tab. Another tab may have kept it awake, so the server is asked before
// anything is said; when it does not answer, what it said last decides, and the page is left at that time.

const warnBeforeMs = 2 * 60_000
/** A little later than the server, which decides. */
const graceMs = 1_000

export interface Watching {
  readonly warn: (soon: boolean) => void
  readonly leave: () => void
}

/** How long it still lasts; `over` when it does not, `silence` when the server does not answer. */
export type Told = number | 'over' | 'silence'

/** @returns how to stop it */
export function watchOperator(endsInMs: number, { warn, leave }: Watching, ask: () => Promise<Told> = askServer): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let endsAtMs = Date.now() + endsInMs
  const wait = (leftMs: number): void => {
    endsAtMs = Date.now() + leftMs
    clearTimeout(timer)
    timer = setTimeout(() => void look(), Math.max(graceMs, leftMs > warnBeforeMs ? leftMs - warnBeforeMs : leftMs + graceMs))
  }
  const look = async (): Promise<void> => {
    const told = await ask()
    if (stopped) return
    const leftMs = told === 'silence' ? endsAtMs - Date.now() : told
    if (leftMs === 'over' || leftMs <= 0) return leave()
    warn(leftMs <= warnBeforeMs)
    wait(leftMs)
  }
  const seen = (): void => {
    if (document.visibilityState === 'visible') void look()
  }
  wait(endsInMs)
  // A machine that slept has slept through its timers too.
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('pageshow', seen)
  return () => {
    stopped = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('pageshow', seen)
  }
}

async function askServer(): Promise<Told> {
  const reply = await fetch('/api/operator/session', { cache: 'no-store' }).catch(() => null)
  if (reply?.status === 401) return 'over'
  const told: unknown = reply?.ok ? await reply.json().catch(() => null) : null
  const left = typeof told === 'object' && told !== null && 'endsInMs' in told ? told.endsInMs : null
  return typeof left === 'number' ? left : 'silence'
}
