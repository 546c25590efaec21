// Median and 95th percentile.

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
