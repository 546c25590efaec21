// `approval_prompt=auto`: the consent page is skipped when a live token already covers what is asked (contract 2.9).
// Nobody presses Connect then, so earlier tokens live on and the period does not start again.
import { scopesOf } from '@/sandbox/bluebutton/authorize/after-login'
import type { AccessToken } from '@/sandbox/bluebutton/grants'
import type { Parts } from '@/sandbox/bluebutton/parts'
import { sendCode } from './answer-consent'
import type { ConsentFacts } from './answer-consent'

/** The way back to the app with a code; null when the person must be asked. */
export function skipConsent(facts: ConsentFacts, parts: Parts): Response | null {
  const scopes = scopesOf(facts.request)
  if (facts.request.get('approval_prompt') !== 'auto' || scopes === null) return null
  const covering = liveTokens(facts, parts).find(token => scopes.every(scope => token.scopes.includes(scope)))
  if (!covering) return null
  return sendCode(facts, { scopes, withholdSubstanceUse: covering.withholdSubstanceUse }, parts)
}

function liveTokens({ app, person }: ConsentFacts, { grants, clock }: Parts): readonly AccessToken[] {
  const grant = grants.find(app.clientId, person.key)
  const isOver = !grant || (grant.expiresAtMs !== null && grant.expiresAtMs <= clock.now())
  if (isOver) return []
  const isTheirs = (token: AccessToken) => token.clientId === app.clientId && token.personKey === person.key
  return grants.listAccess().filter(token => isTheirs(token) && token.expiresAtMs > clock.now())
}
