// The watch over an operator's session in one tab. Another tab may have kept it awake, so the server is asked before
// anything is said; its answer alone decides.

const warnBeforeMs = 2 * 60_000
/** A little later than the server, which decides. */
const graceMs = 1_000

export interface Watching {
  readonly warn: (soon: boolean) => void
  readonly leave: () => void
}

/** @returns how to stop it */
export function watchOperator(endsInMs: number, { warn, leave }: Watching, ask: () => Promise<number | null> = askServer): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const wait = (leftMs: number): void => {
    const untilMs = leftMs > warnBeforeMs ? leftMs - warnBeforeMs : leftMs + graceMs
    timer = setTimeout(() => void look(), Math.max(0, untilMs))
  }
  const look = async (): Promise<void> => {
    const leftMs = await ask()
    if (stopped) return
    if (leftMs === null) return leave()
    warn(leftMs <= warnBeforeMs)
    wait(leftMs)
  }
  const seen = (): void => {
    if (document.visibilityState !== 'visible') return
    clearTimeout(timer)
    void look()
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

/** Null when the session is over. Without an answer the page stays for a minute more and asks again. */
async function askServer(): Promise<number | null> {
  const reply = await fetch('/api/operator/session', { cache: 'no-store' }).catch(() => null)
  if (reply?.status === 401) return null
  const told: unknown = reply?.ok ? await reply.json().catch(() => null) : null
  const left = typeof told === 'object' && told !== null && 'endsInMs' in told ? told.endsInMs : null
  return typeof left === 'number' ? left : warnBeforeMs + 60_000
}
