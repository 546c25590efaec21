// Median, 95th percentile and the words for them.

export interface Figures {
  readonly runs: number
  readonly median: number
  readonly p95: number
}

/** Nearest-rank percentiles of at least one value. */
export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { runs: values.length, median: at(0.5), p95: at(0.95) }
}

export function inMs({ median, p95, runs }: Figures): string {
  return `${Math.round(median)} ms (p95 ${Math.round(p95)}, ${runs} runs)`
}

export function inMb({ median }: Figures): string {
  return `${Math.round(median)} MB`
}
