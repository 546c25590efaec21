// One claim of an export, with the same view as the enrollee's own. Its title in the browser's history says nothing about
// anybody's health.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { ClaimLetter } from '@/components/claims/letter/claim-letter'
import { OperatorProblem } from '@/components/operator/operator-problem'
import { seeClaim } from '@/lib/operator/exports'

export const metadata: Metadata = { title: 'A claim of an export' }

interface Props {
  readonly params: Promise<{ readonly id: string; readonly claimId: string }>
}

export default async function ExportedClaimPage({ params }: Props) {
  const { id, claimId } = await params
  const seen = await forOperatorPage(() => seeClaim(id, claimId), `export.${id}`)
  if (!seen.ok) return <OperatorPage operator={null}><OperatorProblem problem={seen.problem} /></OperatorPage>
  const { operator, claim, codes } = seen.value
  if (!claim) return <OperatorPage operator={operator} current="exports"><OperatorProblem problem="version-1" /></OperatorPage>
  return (
    <OperatorPage operator={operator} current="exports">
      <ClaimLetter claim={claim} codes={codes} language="en" elsewhere={{ back: `/operator/exports/${id}/claims`, words: 'Back to the claims of this export' }} />
    </OperatorPage>
  )
}
