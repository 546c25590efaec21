// When a secret must have been replaced, and the days on which that is said (contract 5.2 rule 11: 21, 7 and 1 before).
import 'server-only'

const dayMs = 24 * 60 * 60_000
const warnDays = [1, 7, 21]

/** In ms since 1970; null when the system asks for no replacement or nobody said when the secret was made. */
export function secretDueMs(issuedAtMs: number | null, lifeMs: number | null): number | null {
  return issuedAtMs === null || lifeMs === null ? null : issuedAtMs + lifeMs
}

/** Says a warning once for each threshold that is passed. */
export function createDueWarner(warn: (daysLeft: number) => void): (dueMs: number | null, nowMs: number) => void {
  let warnedFor = ''
  return (dueMs, nowMs) => {
    if (dueMs === null) return
    const daysLeft = Math.floor((dueMs - nowMs) / dayMs)
    const threshold = warnDays.find((days) => daysLeft <= days)
    const warning = `${dueMs} ${threshold ?? ''}`
    if (threshold !== undefined && warning !== warnedFor) warn(daysLeft)
    warnedFor = warning
  }
}
