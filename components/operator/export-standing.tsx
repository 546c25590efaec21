'use client'
// How far an export is, in true numbers, and what can be done with it now. With script it looks again every second while
// somebody works on it; without script the page says the same each time it is loaded.
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Mark } from '@/components/ui/mark'
import { Notice } from '@/components/ui/notice'
import { ExportButtons } from './export-buttons'
import { ExportProgress } from './export-progress'
import { exportQuery } from './export-query'
import { reasonWords, standingOf } from './export-words'
import type { ShownExport } from './shown-export'

/** @param begun as the server painted it */
export function ExportStanding({ begun }: { readonly begun: ShownExport }) {
  const router = useRouter()
  const { data: shown, isError } = useQuery(exportQuery(begun))
  const turned = shown.isComplete !== begun.isComplete || shown.isWorking !== begun.isWorking
  useEffect(() => {
    // What the server alone can say has changed too: the files, the manifest, what may be done.
    if (turned) router.refresh()
  }, [turned, router])
  const standing = standingOf(shown)
  const why = reasonWords(shown.reason)
  return (
    <section className="sheet flow" aria-labelledby="standing">
      <h2 id="standing">How it stands</h2>
      <p role="status"><Mark icon={standing.icon} tone={standing.tone}>{standing.words}</Mark></p>
      {why ? <p>{why}{shown.told ? ` BCDA says: ${shown.told}` : ''}</p> : null}
      {isError ? <Notice icon="alert" tone="attention"><p>This page lost sight of it. The export goes on; load the page again.</p></Notice> : null}
      <ExportProgress shown={shown} />
      {shown.warnings.map((warning) => <Notice key={warning} icon="alert" tone="attention"><p>{warning}</p></Notice>)}
      <ExportButtons shown={shown} />
    </section>
  )
}
