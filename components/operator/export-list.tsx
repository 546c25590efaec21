// All exports as rows, newest first; all of a row is the link.
import { LocalMoment } from '@/components/access/local-moment'
import { Mark } from '@/components/ui/mark'
import { WalkLink } from '@/components/ui/walk-link'
import { formatCount } from '@/lib/format'
import { bytesWords, populationNames, standingOf, typesWords } from './export-words'
import type { ShownExport } from './shown-export'

export function ExportList({ exports: all }: { readonly exports: readonly ShownExport[] }) {
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">Exports on this server</h2>
      {all.length === 0 ? <p className="mt-4">There is none yet.</p> : <ol className="records">{all.map((each) => <li key={each.id}><Row shown={each} /></li>)}</ol>}
    </section>
  )
}

function Row({ shown }: { readonly shown: ShownExport }) {
  const { id, request, progress, createdAtMs } = shown
  const standing = standingOf(shown)
  return (
    <div className="record">
      <div className="flow">
        <h3 className="record-name"><WalkLink href={`/operator/exports/${id}`} opening="Opening"><LocalMoment atMs={createdAtMs} language="en" /></WalkLink></h3>
        <p className="record-small">Version {request.version}. {populationNames[request.population] ?? request.population}. {typesWords(request.types)}.</p>
      </div>
      <div className="record-figure">
        <Mark icon={standing.icon} tone={standing.tone}>{standing.words}</Mark>
        <p className="record-small">{formatCount(progress.lines, 'en')} lines, {bytesWords(progress.bytes)}</p>
      </div>
    </div>
  )
}
