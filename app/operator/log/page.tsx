// What operators did, newest first.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { OperatorLog } from '@/components/operator/operator-log'
import { OperatorProblem } from '@/components/operator/operator-problem'
import { PageTitle } from '@/components/ui/page-title'
import { listOperatorDeeds } from '@/lib/operator/operator-log'

export const metadata: Metadata = { title: 'Access log' }

export default async function OperatorLogPage() {
  const seen = await forOperatorPage(listOperatorDeeds, 'log')
  return (
    <OperatorPage operator={seen.ok ? seen.value.operator : null} current="log">
      <PageTitle>Access log</PageTitle>
      <p className="lead mt-3 mb-6">What operators did here. Each line is signed together with the one before.</p>
      {seen.ok ? <OperatorLog deeds={seen.value} /> : <OperatorProblem problem={seen.problem} />}
    </OperatorPage>
  )
}
