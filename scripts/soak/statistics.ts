// The few sums the long proofs need. Pure.
import { figuresOf } from '@/bench/figures'

export interface Statuses {
  add(status: number): void
  /** How many were not 200, and what they were. */
  tell(): string
  failed(): number
}

/** 0 stands for no answer at all. */
export function countStatuses(): Statuses {
  const counts = new Map<number, number>()
  const others = () => [...counts].filter(([status]) => status !== 200)
  const failed = () => others().reduce((sum, [, count]) => sum + count, 0)
  return {
    add: (status) => void counts.set(status, (counts.get(status) ?? 0) + 1),
    failed,
    tell: () => (failed() === 0 ? '0' : `${failed()} (${others().map(([status, count]) => `${count} × ${status === 0 ? 'no answer' : status}`).join(', ')})`),
  }
}

export interface Times {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly text: string
}

/** Nearest-rank percentiles; NaN of nothing. */
export function timesOf(values: readonly number[]): Times {
  const { median: p50, p95 } = figuresOf(values)
  const p99 = values.toSorted((one, other) => one - other)[Math.max(0, Math.ceil(0.99 * values.length) - 1)] ?? Number.NaN
  return { p50, p95, p99, text: [p50, p95, p99].map((ms) => `${Math.round(ms)} ms`).join(', ') }
}

/** How much y grows for each x: the straight line that lies closest. 0 for fewer than two points. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const count = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count
  const along = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const across = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return along > 0 ? across / along : 0
}
