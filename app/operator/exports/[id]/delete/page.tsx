// Asks once, in words, with the safe choice first; then removes an export and its files.
import type { Metadata } from 'next'
import { forOperatorPage } from '@/app/operator/for-operator'
import { OperatorPage } from '@/app/operator/operator-page'
import { OperatorProblem } from '@/components/operator/operator-problem'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { seeExport } from '@/lib/operator/exports'

export const metadata: Metadata = { title: 'Delete an export' }

export default async function DeleteExportPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  const seen = await forOperatorPage(() => seeExport(id), `export.${id}`)
  if (!seen.ok) return <OperatorPage operator={null}><OperatorProblem problem={seen.problem} /></OperatorPage>
  return (
    <OperatorPage operator={seen.value.operator} current="exports">
      <div className="sheet max-w-letter">
        <PageTitle>Delete this export?</PageTitle>
        <ul className="dots mt-6">
          <li>Its files, its manifest and its sums are removed from this server for good.</li>
          <li>The access log keeps the line that it was there, and who deleted it.</li>
          <li>Nothing changes at BCDA.</li>
        </ul>
        <div className="mt-8 flex flex-wrap gap-4">
          <WalkLink href={`/operator/exports/${id}`} className="button">Keep it</WalkLink>
          <form action={`/operator/exports/${id}/do`} method="post">
            <button type="submit" name="deed" value="delete" className="button button-stop">Delete the export</button>
          </form>
        </div>
      </div>
    </OperatorPage>
  )
}
