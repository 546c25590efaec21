// One export: how far it is, what can be done with it, and what it brought.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { ExportFiles } from '@/components/operator/export-files'
import { ExportAsked, ExportHead } from '@/components/operator/export-head'
import { ExportStanding } from '@/components/operator/export-standing'
import { OperatorProblem, readProblem } from '@/components/operator/operator-problem'
import { VerificationNotice } from '@/components/operator/verification-notice'
import { seeExport } from '@/lib/operator/exports'

export const metadata: Metadata = { title: 'One export' }

interface Props {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export default async function ExportPage({ params, searchParams }: Props) {
  const { id } = await params
  const seen = await forOperatorPage(() => seeExport(id), `export.${id}`)
  if (!seen.ok) return <OperatorPage operator={null}><OperatorProblem problem={seen.problem} /></OperatorPage>
  const { operator, view, manifest, verification } = seen.value
  const problem = readProblem((await searchParams)['problem'])
  return (
    <OperatorPage operator={operator} current="exports">
      <div className="grid gap-8">
        <ExportHead createdAtMs={view.createdAtMs} />
        {problem ? <OperatorProblem problem={problem} /> : null}
        <ExportStanding key={`${view.state} ${view.isWorking}`} begun={view} />
        {verification ? <VerificationNotice verification={verification} /> : null}
        {manifest ? <ExportFiles manifest={manifest} /> : null}
        <ExportAsked view={view} />
      </div>
    </OperatorPage>
  )
}
