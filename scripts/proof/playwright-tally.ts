// Reads Playwright's JSON report as a Tally, with the reason each skipped journey gave.
import { z } from 'zod'
import type { Skip, Tally } from './tally'

const test = z.object({
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
})
const spec = z.object({ title: z.string(), file: z.string(), tests: z.array(test) })
const suite = z.object({
  specs: z.array(spec).default([]),
  get suites() {
    return z.array(suite).optional()
  },
})
const report = z.object({ suites: z.array(suite), errors: z.array(z.unknown()).default([]) })

/** A flaky journey counts as failed. Answers null when this is no report. */
export function readPlaywrightReport(content: unknown): Tally | null {
  const read = report.safeParse(content)
  if (!read.success) return null
  const specs = read.data.suites.flatMap(allSpecs)
  const found = specs.flatMap((one) => one.tests.map((each) => ({ ...each, name: `${one.file}: ${one.title}` })))
  const withStatus = (status: string) => found.filter((one) => one.status === status)
  return {
    passed: withStatus('expected').length,
    failed: withStatus('unexpected').length + withStatus('flaky').length + read.data.errors.length,
    skipped: withStatus('skipped').map(asSkip),
  }
}

function allSpecs(from: z.infer<typeof suite>): z.infer<typeof spec>[] {
  return [...from.specs, ...(from.suites ?? []).flatMap(allSpecs)]
}

function asSkip(one: z.infer<typeof test> & { name: string }): Skip {
  const reasons = one.annotations.flatMap(({ description }) => description ?? [])
  return { name: one.name, reason: reasons.join('; ') }
}
