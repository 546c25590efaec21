// One sheet for each connection: whether it can work, until when its token is good, what went wrong last, and the test.
import { LocalMoment } from '@/components/access/local-moment'
import { type Fact, Facts } from '@/components/ui/facts'
import { Mark } from '@/components/ui/mark'
import { failureWords, systemName } from './system-names'

export interface ConnectionSheet {
  readonly system: string
  readonly environment: string
  readonly baseUrl: string
  readonly credentials: 'set' | 'missing'
  readonly clientIdEnd: string | null
  readonly tokenGoodUntilMs: number | null
  readonly lastError: { readonly atMs: number; readonly code: string } | null
  readonly secretDueMs: number | null
  readonly lastTest: { readonly ok: boolean; readonly code: string; readonly status: number | null; readonly tookMs: number; readonly atMs: number } | null
}

const dayMs = 24 * 60 * 60_000
/** From here on the secret is said to be due. */
const dueSoonDays = 14

export function ConnectionSheets({ connections, nowMs }: { readonly connections: readonly ConnectionSheet[]; readonly nowMs: number }) {
  return <div className="operator-sheets operator-sheets-two">{connections.map((each) => <Sheet key={each.system} connection={each} nowMs={nowMs} />)}</div>
}

function Sheet({ connection, nowMs }: { readonly connection: ConnectionSheet; readonly nowMs: number }) {
  const { system, environment } = connection
  return (
    <section className="sheet flow" aria-labelledby={`of-${system}`}>
      <h2 id={`of-${system}`}>{systemName(system)}</h2>
      <p>{environment === 'production' ? <Mark icon="alert" tone="attention">Production</Mark> : <Mark icon="open" tone="quiet">Sandbox</Mark>}</p>
      <p className="code">{connection.baseUrl}</p>
      <Facts kind="words" facts={factsOf(connection, nowMs)} />
      <LastTest test={connection.lastTest} />
      <form action="/operator/connections/test" method="post" className="pt-2">
        <button type="submit" name="system" value={system} className="button button-quiet" aria-label={`Test connection: ${systemName(system)}`}>Test connection</button>
      </form>
    </section>
  )
}

function factsOf({ credentials, clientIdEnd, tokenGoodUntilMs, lastError, secretDueMs }: ConnectionSheet, nowMs: number): readonly Fact[] {
  const good = tokenGoodUntilMs !== null && tokenGoodUntilMs > nowMs
  return [
    { label: 'Credentials', value: credentials === 'set' ? `Set${clientIdEnd === null ? '' : `, id ending in ${clientIdEnd}`}` : <Mark icon="slash" tone="attention">Not set</Mark> },
    { label: 'Token', value: good ? <>Good until <LocalMoment atMs={tokenGoodUntilMs} language="en" /></> : 'None held. The next request gets one.' },
    { label: 'Last error', value: lastError ? <>{failureWords(lastError.code)} <LocalMoment atMs={lastError.atMs} language="en" /></> : 'None since this server started' },
    ...(secretDueMs === null ? [] : [{ label: 'Secret', value: <Due atMs={secretDueMs} nowMs={nowMs} /> }]),
  ]
}

function Due({ atMs, nowMs }: { readonly atMs: number; readonly nowMs: number }) {
  const days = Math.ceil((atMs - nowMs) / dayMs)
  if (days <= 0) return <Mark icon="alert" tone="stop">Due: it may be refused from now on</Mark>
  const words = <>Due on <LocalMoment atMs={atMs} language="en" />, in {days} {days === 1 ? 'day' : 'days'}</>
  return days <= dueSoonDays ? <Mark icon="hourglass" tone="attention">{words}</Mark> : words
}

function LastTest({ test }: { readonly test: ConnectionSheet['lastTest'] }) {
  if (!test) return <p role="status">Not tested since this server started.</p>
  const status = test.status === null ? '' : `, status ${test.status}`
  return (
    <div role="status">
      <Mark icon={test.ok ? 'check' : 'cross'} tone={test.ok ? 'paid' : 'stop'}>{test.ok ? 'The test worked' : 'The test failed'}</Mark>
      <p>{test.ok ? null : `${failureWords(test.code)} `}It took {test.tookMs} ms{status}. <LocalMoment atMs={test.atMs} language="en" /></p>
    </div>
  )
}
