// The form that starts an export. Plain, so that it works without script; the server says what is wrong with it.
import { Notice } from '@/components/ui/notice'
import { populationNames } from './export-words'

const types = [
  { type: 'Patient', of2: false },
  { type: 'Coverage', of2: false },
  { type: 'ExplanationOfBenefit', of2: false },
  { type: 'Claim', of2: true },
  { type: 'ClaimResponse', of2: true },
] as const

export interface StartExportProps {
  /** Signed in so lately that starting needs no further sign-in. */
  readonly fresh: boolean
  readonly connected: boolean
  readonly environment: string
}

export function StartExport({ fresh, connected, environment }: StartExportProps) {
  return (
    <section className="sheet flow" aria-labelledby="start">
      <h2 id="start">Start an export</h2>
      {connected ? null : <Notice icon="alert" tone="attention"><p>No credentials for BCDA are set, so an export would stop at once.</p></Notice>}
      {fresh ? null : <Notice icon="clock" tone="quiet"><p>You signed in more than 15 minutes ago. Starting an export will ask you to sign in once more.</p></Notice>}
      <p>From BCDA’s {environment}.</p>
      <form action="/operator/exports/start" method="post" className="grid gap-6">
        <div className="operator-choices">
          <Choice name="version" label="Version" options={[['2', 'Version 2'], ['3', 'Version 3'], ['1', 'Version 1']]} />
          <Choice name="population" label="Whose records" options={['group-all', 'patient', 'group-runout'].map((name) => [name, populationNames[name] ?? name])} />
        </div>
        <Types />
        <Since />
        <div><button type="submit" className="button">Start the export</button></div>
      </form>
    </section>
  )
}

function Choice({ name, label, options }: { readonly name: string; readonly label: string; readonly options: readonly (readonly [string, string])[] }) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name}>{options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</select>
    </div>
  )
}

function Types() {
  return (
    <fieldset>
      <legend className="font-semibold">What kinds of records. With none ticked, whatever BCDA sends by itself.</legend>
      <div className="operator-choices pt-2">
        {types.map(({ type, of2 }) => (
          <label key={type} className="tick"><input type="checkbox" name="type" value={type} /><span>{type}{of2 ? ' (version 2 only)' : ''}</span></label>
        ))}
      </div>
    </fieldset>
  )
}

function Since() {
  return (
    <div className="operator-choices">
      <Choice name="since" label="Changed since when" options={[['all', 'Everything there is'], ['last', 'Since the last export like this one'], ['at', 'Since the day named here']]} />
      <div className="field">
        <label htmlFor="sinceAt">The day, such as 2026-01-31</label>
        <input id="sinceAt" name="sinceAt" type="text" inputMode="numeric" autoComplete="off" maxLength={40} />
      </div>
    </div>
  )
}
