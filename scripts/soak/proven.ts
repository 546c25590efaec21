// Long proofs that are tests of the suite run many more times: the test command runs the same files with fewer rounds.
import { z } from 'zod'
import { readReport, runNode, withReportFile } from '@/scripts/proof/programs'
import { figureList, type Outcome } from './part'

const reportSchema = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string(), duration: z.number().nullish() })) })),
})

/**
 * Runs some tests of one file.
 * @param named only tests whose name holds this (a regular expression); all when it is empty
 * @param rounds settings of the tests that say how often
 */
export async function runProof(file: string, named: string, rounds: Readonly<Record<string, string>>, stop: AbortSignal): Promise<Outcome> {
  const report = await withReportFile(async (reportFile) => {
    const only = named ? ['-t', named] : []
    await runNode(['node_modules/vitest/vitest.mjs', 'run', file, ...only, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`], stop, rounds)
    return readReport(reportFile)
  })
  const read = reportSchema.safeParse(report)
  const list = figureList()
  if (!read.success) list.add(file, 'ended without a report', 'every test', false)
  const tests = read.success ? read.data.testResults.flatMap(({ assertionResults }) => assertionResults) : []
  for (const { ancestorTitles, title, status, duration } of tests) {
    if (status === 'pending' || status === 'skipped') continue
    list.add([...ancestorTitles, title].filter(Boolean).join(': '), `${status} in ${Math.round((duration ?? 0) / 1_000)} s`, 'passed', status === 'passed')
  }
  return list.outcome()
}
