// The four connections: how each one is, and whether it works right now.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { ConnectionSheets } from '@/components/operator/connection-sheets'
import { OperatorProblem, readProblem } from '@/components/operator/operator-problem'
import { PageTitle } from '@/components/ui/page-title'
import { listConnections } from '@/lib/operator/connections'

export const metadata: Metadata = { title: 'Connections' }

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export default async function ConnectionsPage({ searchParams }: Props) {
  const seen = await forOperatorPage(listConnections, 'connections')
  const problem = readProblem((await searchParams)['problem'])
  return (
    <OperatorPage operator={seen.ok ? seen.value.operator : null} current="connections">
      <PageTitle>Connections</PageTitle>
      <p className="lead mt-3 mb-8">The four organizations’ systems this server speaks to. A test gets a token and asks for something small that nobody is in.</p>
      {problem ? <OperatorProblem problem={problem} /> : null}
      {seen.ok ? <ConnectionSheets connections={seen.value.connections} nowMs={Date.now()} /> : <OperatorProblem problem={seen.problem} />}
    </OperatorPage>
  )
}
