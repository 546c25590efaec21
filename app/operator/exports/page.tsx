// All exports, newest first, and the form that starts one.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { ExportList } from '@/components/operator/export-list'
import { OperatorProblem, readProblem } from '@/components/operator/operator-problem'
import { StartExport } from '@/components/operator/start-export'
import { PageTitle } from '@/components/ui/page-title'
import { listSeenExports } from '@/lib/operator/exports'

export const metadata: Metadata = { title: 'Exports' }

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export default async function ExportsPage({ searchParams }: Props) {
  const seen = await forOperatorPage(listSeenExports, 'exports')
  const problem = readProblem((await searchParams)['problem'])
  return (
    <OperatorPage operator={seen.ok ? seen.value.operator : null} current="exports">
      <PageTitle>Exports</PageTitle>
      <p className="lead mt-3 mb-8">Bulk exports from BCDA. Each goes on by itself, also when this page is closed.</p>
      {problem ? <OperatorProblem problem={problem} /> : null}
      {seen.ok ? (
        <div className="grid gap-10">
          <ExportList exports={seen.value.exports} />
          <StartExport fresh={seen.value.fresh} connected={seen.value.connected} environment={seen.value.environment} />
        </div>
      ) : (
        <OperatorProblem problem={seen.problem} />
      )}
    </OperatorPage>
  )
}
