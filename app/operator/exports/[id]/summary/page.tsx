// What is in an export, in numbers: by type, by kind of claim and by year. Nothing of any person.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { ExportSummaryTables } from '@/components/operator/export-summary'
import { OperatorProblem } from '@/components/operator/operator-problem'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { seeSummary } from '@/lib/operator/exports'

export const metadata: Metadata = { title: 'Summary of an export' }

export default async function ExportSummaryPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  const seen = await forOperatorPage(() => seeSummary(id), `export.${id}`)
  if (!seen.ok) return <OperatorPage operator={null}><OperatorProblem problem={seen.problem} /></OperatorPage>
  const { operator, summary } = seen.value
  return (
    <OperatorPage operator={operator} current="exports">
      <WalkLink href={`/operator/exports/${id}`} className="plain-link"><span className="size-6"><Icon name="back" /></span>Back to the export</WalkLink>
      <PageTitle>What this export holds</PageTitle>
      {summary ? <ExportSummaryTables summary={summary} claimsHref={`/operator/exports/${id}/claims`} /> : <p className="mt-6">This export is not complete, so there is nothing to count yet.</p>}
    </OperatorPage>
  )
}
