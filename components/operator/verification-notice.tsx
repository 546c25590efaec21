// How the last verification of an export went, by the files' own bytes.
import { LocalMoment } from '@/components/access/local-moment'
import { Notice } from '@/components/ui/notice'

export interface VerificationNoticeProps {
  readonly verification:
    | { readonly state: 'running' }
    | { readonly state: 'failed'; readonly atMs: number }
    | { readonly state: 'done'; readonly atMs: number; readonly verification: { readonly ok: boolean; readonly files: readonly { readonly name: string; readonly state: string }[] } }
}

const states: Readonly<Record<string, string>> = { missing: 'is missing', changed: 'is not as it was received', unlisted: 'is not in the manifest' }

export function VerificationNotice({ verification: found }: VerificationNoticeProps) {
  return <div role="status">{found.state === 'done' ? <Done atMs={found.atMs} {...found.verification} /> : <Notice icon={found.state === 'running' ? 'hourglass' : 'alert'} tone="attention"><p>{found.state === 'running' ? 'The files are being read and hashed. Load this page again in a while.' : 'The files could not be read.'}</p></Notice>}</div>
}

function Done({ atMs, ok, files }: { readonly atMs: number; readonly ok: boolean; readonly files: readonly { readonly name: string; readonly state: string }[] }) {
  if (ok) return <Notice icon="check" tone="paid"><p>Verified: {files.length} {files.length === 1 ? 'file is' : 'files are'} as received. <LocalMoment atMs={atMs} language="en" /></p></Notice>
  return (
    <Notice icon="cross" tone="stop">
      <p>This export is damaged. <LocalMoment atMs={atMs} language="en" /></p>
      <ul className="dots">{files.filter(({ state }) => state !== 'good').map(({ name, state }) => <li key={name}><span className="code">{name}</span> {states[state] ?? state}</li>)}</ul>
    </Notice>
  )
}
