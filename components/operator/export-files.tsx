// The manifest of a complete export: each file with its lines, size and hash. What could not be delivered is counted; its
// text may name people and is not shown.
import { CardTable } from '@/components/ui/card-table'
import { Fold } from '@/components/ui/fold'
import { Notice } from '@/components/ui/notice'
import { formatCount } from '@/lib/format'
import { bytesWords } from './export-words'

export interface ExportFilesProps {
  readonly manifest: {
    /** The address of the job over there. */
    readonly job: string
    readonly files: readonly { readonly name: string; readonly list: string; readonly type: string; readonly lines: number; readonly bytes: number; readonly sha256: string }[]
  }
}

export function ExportFiles({ manifest: { job, files } }: ExportFilesProps) {
  const errors = files.filter(({ list }) => list === 'error')
  const messages = errors.reduce((sum, { lines }) => sum + lines, 0)
  const rows = files.map(({ name, list, type, lines, bytes }) => ({ key: name, name, cells: [list === 'error' ? 'Messages' : type, formatCount(lines, 'en'), bytesWords(bytes)] }))
  return (
    <section className="sheet flow" aria-labelledby="files">
      <h2 id="files">Files</h2>
      {messages > 0 ? (
        <Notice icon="alert" tone="attention">
          <p>BCDA sent {formatCount(messages, 'en')} {messages === 1 ? 'message' : 'messages'} about records it could not deliver, in {errors.length} {errors.length === 1 ? 'file' : 'files'}. They may name people, so they are not shown here.</p>
        </Notice>
      ) : null}
      <p>Job at the source: <span className="code">{job}</span></p>
      <CardTable caption="What was received" columns={['File', 'Type', 'Lines', 'Size']} rows={rows} />
      <Fold summary="SHA-256 of each file">
        <dl className="flow">{files.map(({ name, sha256 }) => <div key={name}><dt className="code">{name}</dt><dd className="code text-quiet">{sha256}</dd></div>)}</dl>
      </Fold>
    </section>
  )
}
