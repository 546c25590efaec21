// The head of an export's page, and at its foot what was asked for.
import { LocalMoment } from '@/components/access/local-moment'
import { Facts } from '@/components/ui/facts'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { populationNames, typesWords } from './export-words'
import type { ShownExport } from './shown-export'

export function ExportHead({ createdAtMs }: Pick<ShownExport, 'createdAtMs'>) {
  return (
    <div>
      <WalkLink href="/operator/exports" className="plain-link mb-2"><span className="size-6"><Icon name="back" /></span>All exports</WalkLink>
      <PageTitle>One export</PageTitle>
      <p className="lead mt-2">Begun <LocalMoment atMs={createdAtMs} language="en" /></p>
    </div>
  )
}

export function ExportAsked({ view }: { readonly view: ShownExport }) {
  const { id, environment, request, finishedAtMs, transactionTime } = view
  const facts = [
    { label: 'Name', value: <span className="code">{id}</span> },
    { label: 'From', value: `BCDA ${environment}, version ${request.version}` },
    { label: 'Whose records', value: populationNames[request.population] ?? request.population },
    { label: 'Kinds of records', value: typesWords(request.types) },
    { label: 'Changed since', value: request.since ?? 'Everything there is' },
    ...(finishedAtMs === null ? [] : [{ label: 'Ended', value: <LocalMoment atMs={finishedAtMs} language="en" /> }]),
    ...(transactionTime === null ? [] : [{ label: 'State of the data', value: transactionTime }]),
  ]
  return (
    <section className="sheet flow" aria-labelledby="asked">
      <h2 id="asked">What was asked for</h2>
      <Facts kind="words" facts={facts} />
    </section>
  )
}
