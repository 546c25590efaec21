// The claims of an export, some at a time, to choose one from. Ids and sums only; opening one is a line in the log.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { ExportClaims } from '@/components/operator/export-claims'
import { OperatorProblem } from '@/components/operator/operator-problem'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { seeClaims } from '@/lib/operator/exports'

export const metadata: Metadata = { title: 'Claims of an export' }

interface Props {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export default async function ExportClaimsPage({ params, searchParams }: Props) {
  const { id } = await params
  const { after } = await searchParams
  const seen = await forOperatorPage(() => seeClaims(id, typeof after === 'string' ? after : ''), `export.${id}`)
  if (!seen.ok) return <OperatorPage operator={null}><OperatorProblem problem={seen.problem} /></OperatorPage>
  const { operator, view, claims, next } = seen.value
  const canOpen = view.request.version !== 1
  return (
    <OperatorPage operator={operator} current="exports">
      <WalkLink href={`/operator/exports/${id}`} className="plain-link"><span className="size-6"><Icon name="back" /></span>Back to the export</WalkLink>
      <PageTitle>Claims in this export</PageTitle>
      <p className="mt-3">Ids and sums only. {canOpen ? 'Each claim you open is written into the access log.' : 'Claims of version 1 can be counted here and not opened: export version 2 or 3 for that.'}</p>
      <ExportClaims exportId={id} claims={claims} next={next} canOpen={canOpen} />
    </OperatorPage>
  )
}
