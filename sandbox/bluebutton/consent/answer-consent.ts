// What follows the two buttons of the consent page (contract 2.9). The old tokens die here, before the code is
// redeemed.
import type { App } from '@/sandbox/apps'
import { errorRedirect, redirectAddressOf, scopesOf } from '@/sandbox/bluebutton/authorize/after-login'
import { withQuery } from '@/sandbox/bluebutton/authorize/redirect-address'
import type { AuthorizeRequest } from '@/sandbox/bluebutton/authorize/request'
import { withoutDemographics } from '@/sandbox/bluebutton/authorize/scopes'
import { redirect } from '@/sandbox/bluebutton/answers'
import type { Consented } from '@/sandbox/bluebutton/grants'
import type { Parts } from '@/sandbox/bluebutton/parts'
import type { SandboxPerson } from '@/sandbox/people/directory'

/** Who is asked, by which app, for what. */
export interface ConsentFacts {
  readonly request: AuthorizeRequest
  readonly app: App
  readonly person: SandboxPerson
}

/** Sends the person back to the app: with a code, or with `access_denied`. */
export function answerConsent(facts: ConsentFacts, form: URLSearchParams, parts: Parts): Response {
  const { request, app, person } = facts
  const allow = form.get('allow')
  // Any text but "False" counts as yes (observed 3).
  if (!allow || allow === 'False') return errorRedirect(request, { error: 'access_denied' })
  const scopes = sharedScopes(facts, form)
  if (scopes.length === 0) {
    parts.grants.erase(app.clientId, person.key)
    return errorRedirect(request, { error: 'access_denied' })
  }
  parts.grants.consent(app, person.key)
  const ticked = form.getAll('share_samhsa_data').at(-1) === 'True'
  return sendCode(facts, { scopes, withholdSubstanceUse: request.version === 3 && !ticked }, parts)
}

function sharedScopes({ request, app }: ConsentFacts, form: URLSearchParams): readonly string[] {
  const scopes = scopesOf(request) ?? []
  // The hidden "False" comes first and the ticked box after it: the last value counts.
  const shares = form.getAll('share_demographic_scopes').at(-1) === 'True'
  return app.demographics && !shares ? withoutDemographics(scopes) : scopes
}

/** What a code, and the tokens it is traded for, will open. */
export type Shared = Pick<Consented, 'scopes' | 'withholdSubstanceUse'>

/** Sends the person back to the app with a new code. */
export function sendCode({ request, app, person }: ConsentFacts, shared: Shared, parts: Parts): Response {
  const redirectUri = redirectAddressOf(request) ?? ''
  const code = parts.grants.addCode({
    clientId: app.clientId,
    personKey: person.key,
    ...shared,
    redirectUri,
    redirectUriGiven: request.query.has('redirect_uri'),
    challenge: request.get('code_challenge') ?? '',
  })
  return redirect(withQuery(redirectUri, { code: code.value, state: request.get('state') ?? '' }))
}
