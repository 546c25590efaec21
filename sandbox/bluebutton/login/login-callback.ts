// Back from the login service: who is it, does the claims backend know them, and on to the consent page. When something
// is wrong here the person never returns to the app (contract 2.8, table). The table below is the order.
import { redirect, serverError, spacedJson } from '@/sandbox/bluebutton/answers'
import { redirectAddressOf } from '@/sandbox/bluebutton/authorize/after-login'
import { isRegistered, withQuery } from '@/sandbox/bluebutton/authorize/redirect-address'
import { readAuthorizeRequest } from '@/sandbox/bluebutton/authorize/request'
import { patientIdIn, readVersion } from '@/sandbox/bluebutton/parts'
import type { Parts, Version } from '@/sandbox/bluebutton/parts'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { SandboxPerson } from '@/sandbox/people/directory'
import { html } from '@/sandbox/pages/html'
import { pageAnswer } from '@/sandbox/pages/page'
import { readLanguage, words } from '@/sandbox/pages/words'
import { clientOf } from './client-of'

interface Arrival {
  readonly request: Request
  readonly next: string
  readonly person: SandboxPerson
  readonly behaviour: Behaviour
  readonly parts: Parts
}

type Trouble = (arrival: Arrival) => Response | null

const troubles: readonly Trouble[] = [
  ({ behaviour }) => (behaviour.medicareLogin === 'down' ? serverError() : null),
  arrival => (arrival.behaviour.medicareLogin === 'never-returns' ? deadEnd(arrival, 200, 'neverReturns') : null),
  arrival =>
    arrival.behaviour.medicareLogin === 'no-medicare-number' ? deadEnd(arrival, 404, 'noMedicareNumber') : null,
  backendTrouble,
  arrival => (isKnown(arrival) ? null : personNotFoundPage(arrival)),
  ({ behaviour }) => (behaviour.medicareLogin === 'paired-with-another' ? pairedWithAnother() : null),
]

/** `/mymedicare/sls-callback`. */
export function loginCallback(request: Request, parts: Parts): Response {
  const query = new URL(request.url).searchParams
  const token = query.get('req_token')
  const relay = query.get('relay')
  const refuse = (error: string) => spacedJson(400, { error })
  if (!token) return refuse('An error occurred connecting to medicare.gov account')
  if (!relay) return refuse('The state parameter is required')
  const login = parts.attempts.findLogin(relay)
  if (!login) return refuse('The requested state was not found')
  const personKey = parts.attempts.takeSignIn(token)?.personKey
  const person = personKey === undefined ? null : parts.directory.findByKey(personKey)
  // A token that the login service does not know fails inside the exchange.
  if (!person) return serverError()
  return arrive({ request, next: login.next, person, behaviour: parts.behaviourFor(clientOf(login.next)), parts })
}

function arrive(arrival: Arrival): Response {
  for (const trouble of troubles) {
    const answer = trouble(arrival)
    if (answer) return answer
  }
  const { next, person, parts } = arrival
  const id = parts.attempts.openConsent(person.key, clientOf(next) ?? '')
  return redirect(next.replace('/authorize/?', `/authorize/${id}/?`))
}

/** The claims backend when it is asked for the person; the same words everywhere (contract 2.8, 3.4). */
function backendTrouble({ behaviour }: Arrival): Response | null {
  if (behaviour.claimsBackend === 'unreachable') return serverError()
  if (behaviour.claimsBackend !== 'failing') return null
  return spacedJson(502, { error: 'Failed to retrieve data from data source.' })
}

function isKnown({ next, person, behaviour }: Arrival): boolean {
  const version = readVersion(next)
  const known = version !== null && patientIdIn(version, person) !== null
  return known && behaviour.claimsBackend !== 'does-not-know-the-person'
}

function pairedWithAnother(): Response {
  return spacedJson(409, { error: 'The identity is already paired with another record.' })
}

function deadEnd({ request, next }: Arrival, status: number, what: 'neverReturns' | 'noMedicareNumber'): Response {
  const language = readLanguage(request, new URL(next, request.url).searchParams)
  const say = words[language]
  const body = html`<h1>${say.errorTitle}</h1><p class="problem">${say[what]}</p>`
  return pageAnswer({ language, title: say.errorTitle, body, status })
}

/** Its script calls the app's redirect address in the background, without state (contract 2.8). */
function personNotFoundPage({ request, next, parts }: Arrival): Response {
  const query = new URL(next, request.url)
  const language = readLanguage(request, query.searchParams)
  const say = words[language]
  const target = backgroundTarget(new Request(query), readVersion(next) ?? 2, parts)
  return pageAnswer({
    language,
    title: say.errorTitle,
    body: html`<h1>${say.personNotFound}</h1>`,
    status: 404,
    ...(target && { script: backgroundCall(target) }),
  })
}

/** Nothing but a registered address is ever called. */
function backgroundTarget(original: Request, version: Version, parts: Parts): string | null {
  const authorize = readAuthorizeRequest(original, { version, form: null }, parts)
  const address = redirectAddressOf(authorize)
  if (address === null || !isRegistered(address, authorize.app?.redirectUris ?? [])) return null
  return /^https?:/i.test(address) ? withQuery(address, { error: 'not_found' }) : null
}

function backgroundCall(target: string) {
  // "<" cannot end the script element this way.
  const literal = JSON.stringify(target).replaceAll('<', '\\u003c')
  return { text: { html: `fetch(${literal},{mode:'no-cors'})` }, mayCall: new URL(target).origin }
}
