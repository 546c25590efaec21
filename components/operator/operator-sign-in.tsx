// The operators' sign-in: why one is here, and the one way in that is open on this server.
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { LinkKeyField } from './link-key-field'

export interface OperatorSignInProps {
  readonly way: 'provider' | 'link' | 'none'
  readonly reason: string | null
  /** Name of the page to come back to. */
  readonly then: string
}

const reasons: Readonly<Record<string, { readonly good: boolean; readonly text: string }>> = {
  'step-up': { good: false, text: 'Starting, resuming and deleting exports needs a sign-in of the last 15 minutes. Sign in once more, then ask again.' },
  ended: { good: false, text: 'Your session has ended. It ends after 15 minutes without use, and after 8 hours in any case.' },
  'signed-out': { good: true, text: 'You are signed out.' },
  'wrong-link': { good: false, text: 'That key does not open. It may be used, too old, or replaced by a newer one. Show a new link and use that.' },
  'link-shown': { good: true, text: 'A new link was shown in the terminal where this server runs.' },
  'link-wait': { good: false, text: 'The last link was shown only seconds ago. Use it, or ask again in a moment.' },
  cancelled: { good: false, text: 'The sign-in was cancelled at your provider.' },
  'not-verified': { good: false, text: 'Your provider’s answer could not be verified. Nobody was signed in.' },
  'not-listed': { good: false, text: 'Your provider knows you, but you are not on this server’s list of operators.' },
  'second-factor-missing': { good: false, text: 'You signed in without a second factor. Sign in with one.' },
  'provider-unavailable': { good: false, text: 'Your sign-in provider does not answer. Try again in a moment.' },
}

export function OperatorSignIn({ way, reason, then }: OperatorSignInProps) {
  const said = reason !== null && Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
  return (
    <div className="mx-auto max-w-letter flow">
      <PageTitle>Sign in as an operator</PageTitle>
      <p className="lead">For the staff who look after connections and exports. Your own claims are elsewhere.</p>
      {said ? <div role="status"><Notice icon={said.good ? 'check' : 'alert'} tone={said.good ? 'paid' : 'attention'}><p>{said.text}</p></Notice></div> : null}
      <section className="sheet flow">{way === 'provider' ? <AtProvider then={then} /> : way === 'link' ? <ByLink then={then} /> : <NoWay />}</section>
    </div>
  )
}

function AtProvider({ then }: { readonly then: string }) {
  return (
    <form action="/operator/sign-in/provider" method="post" className="flow">
      <p>You sign in at your organization’s provider and come back here.</p>
      <input type="hidden" name="then" value={then} />
      <button type="submit" className="button">Go to your sign-in provider</button>
    </form>
  )
}

function ByLink({ then }: { readonly then: string }) {
  return (
    <>
      <form action="/operator/sign-in/link" method="post" className="flow">
        <p>The terminal where this server runs shows a link. It works once, within 15 minutes. Open it, or paste it here.</p>
        <LinkKeyField />
        <input type="hidden" name="then" value={then} />
        <button type="submit" className="button">Sign in</button>
      </form>
      <form action="/operator/sign-in/print" method="post">
        <input type="hidden" name="then" value={then} />
        <button type="submit" className="button button-quiet">Show a new link in the terminal</button>
      </form>
    </>
  )
}

function NoWay() {
  return (
    <>
      <p>This server is open to other machines, so operators need a sign-in provider, and none is set.</p>
      <p>Whoever runs it sets <span className="code">OPERATOR_OIDC_ISSUER</span>, <span className="code">OPERATOR_OIDC_CLIENT_ID</span>, <span className="code">OPERATOR_OIDC_CLIENT_SECRET</span> and <span className="code">OPERATOR_OIDC_ALLOW</span>, and starts it again.</p>
    </>
  )
}
