// The head of an export's page: when it was begun and what was asked for.
import { LocalMoment } from '@/components/access/local-moment'
import { Facts } from '@/components/ui/facts'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { populationNames, typesWords } from './export-words'
import type { ShownExport } from './shown-export'

export function ExportHead({ view }: { readonly view: ShownExport }) {
  const { id, environment, request, createdAtMs, finishedAtMs, transactionTime } = view
  const facts = [
    { label: 'Name', value: <span className="code">{id}</span> },
    { label: 'From', value: `BCDA ${environment}, version ${request.version}` },
    { label: 'Whose records', value: populationNames[request.population] ?? request.population },
    { label: 'Kinds of records', value: typesWords(request.types) },
    { label: 'Changed since', value: request.since ?? 'Everything there is' },
    { label: 'Begun', value: <LocalMoment atMs={createdAtMs} language="en" /> },
    ...(finishedAtMs === null ? [] : [{ label: 'Ended', value: <LocalMoment atMs={finishedAtMs} language="en" /> }]),
    ...(transactionTime === null ? [] : [{ label: 'State of the data', value: transactionTime }]),
  ]
  return (
    <div className="flow">
      <WalkLink href="/operator/exports" className="plain-link"><span className="size-6"><Icon name="back" /></span>All exports</WalkLink>
      <PageTitle>One export</PageTitle>
      <section className="sheet"><Facts kind="words" facts={facts} /></section>
    </div>
  )
}
