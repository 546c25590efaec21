// What operators did, newest first, in words.
import { LocalMoment } from '@/components/access/local-moment'
import { Notice } from '@/components/ui/notice'
import { deedWords, type LoggedDeed } from './deed-words'

export interface OperatorLogProps {
  readonly deeds: {
    readonly lines: readonly (LoggedDeed & { readonly list: string; readonly number: number; readonly atMs: number })[]
    readonly whole: boolean
    readonly names: ReadonlyMap<string, string>
    readonly most: number
  }
}

export function OperatorLog({ deeds: { lines, whole, names, most } }: OperatorLogProps) {
  return (
    <div className="flow">
      <Notice icon={whole ? 'check' : 'alert'} tone={whole ? 'paid' : 'stop'}><p>{whole ? 'We checked these lists. No line is missing or changed.' : 'A line is missing or was changed. Run the verify command of the access log.'}</p></Notice>
      {lines.length === 0 ? <p>Nothing was done yet.</p> : null}
      <ol className="records">
        {lines.map((line) => (
          <li key={`${line.list} ${line.number}`} className="py-3 tablet:flex tablet:items-baseline tablet:justify-between tablet:gap-6">
            <span className="block min-w-0">
              {deedWords(line)}
              <span className="record-small block">{whoWords(line.refs.by, names)}{line.refs.export ? <>, export <span className="code">{line.refs.export}</span></> : null}{line.refs.claim ? <>, claim reference <span className="code">{line.refs.claim}</span></> : null}</span>
            </span>
            <span className="record-small block tablet:flex-none"><LocalMoment atMs={line.atMs} language="en" /></span>
          </li>
        ))}
      </ol>
      {lines.length >= most ? <p>The newest {most} lines are shown.</p> : null}
    </div>
  )
}

function whoWords(by: string | null, names: ReadonlyMap<string, string>): string {
  if (by === null) return 'Somebody who was not signed in'
  return names.get(by) ?? `Somebody who is no longer on the list (${by})`
}
