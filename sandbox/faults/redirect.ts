// Changes the way back to the app: the query of the redirect, whose code it carries, and how often it is taken.
import type { Grants } from '@/sandbox/bluebutton/grants'
import { html } from '@/sandbox/pages/html'
import { pageAnswer } from '@/sandbox/pages/page'
import { randomLetters } from '@/sandbox/random'
import type { FaultAction } from './fault'

type EditRedirect = Extract<FaultAction, { kind: 'edit-redirect' }>

interface Scene {
  readonly request: Request
  readonly grants: Grants
  readonly memory: Map<string, string>
}

const secondsBetween = 1

/** The redirect after the edit. Leaves alone what is no redirect back to an app. */
export function editRedirect(response: Response, action: EditRedirect, scene: Scene): Response {
  const [address = '', search = ''] = (response.headers.get('location') ?? '').split(/\?(.*)/s)
  const query = new URLSearchParams(search)
  if (!query.has('state')) return response
  for (const name of action.double ?? []) query.append(name, query.get(name) ?? '')
  for (const name of action.earlier ?? []) takeEarlier(query, name, scene.memory)
  if (action.codeOfAnother) giveCodeOfAnother(query, scene.grants)
  setAll(query, action.set ?? {}, new URL(scene.request.url).origin)
  const location = `${address}?${query.toString()}`
  return action.twice ? goTwice(location, address) : redirectTo(response, location)
}

function redirectTo(response: Response, location: string): Response {
  const changed = new Response(response.body, response)
  changed.headers.set('location', location)
  return changed
}

function setAll(query: URLSearchParams, values: Readonly<Record<string, string | null>>, origin: string): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) query.delete(name)
    else query.set(name, value.replaceAll('{origin}', origin))
  }
}

/** The first redirect is left as it is: nothing was before it. */
function takeEarlier(query: URLSearchParams, name: string, memory: Map<string, string>): void {
  const [now, earlier] = [query.get(name), memory.get(name)]
  if (now !== null) memory.set(name, now)
  if (now !== null && earlier !== undefined) query.set(name, earlier)
}

/** As when an attacker slips their own unused code into somebody's browser: good, but made for another challenge. */
function giveCodeOfAnother(query: URLSearchParams, grants: Grants): void {
  const own = grants.findCode(query.get('code') ?? '')
  if (own === null) return
  const personKey = own.personKey === 'BBUser00000' ? 'BBUser00001' : 'BBUser00000'
  query.set('code', grants.addCode({ ...own, personKey, challenge: randomLetters(43) }).value)
}

/** Once in a frame and once in the window, with the same cookies; no script is needed. */
function goTwice(location: string, address: string): Response {
  const answer = pageAnswer({
    language: 'en',
    title: 'Back to the app, twice',
    body: html`<h1>Back to the app, twice</h1>
<p>The sandbox was told to take the way back two times: once here, and in a moment with the whole window.</p>
<iframe src="${location}" title="The first time"></iframe>
<p><a href="${location}">Go on by yourself</a></p>`,
    headers: { refresh: `${secondsBetween};url=${location}` },
  })
  const policy = answer.headers.get('content-security-policy') ?? ''
  answer.headers.set('content-security-policy', `${policy}; frame-src ${URL.canParse(address) ? new URL(address).origin : address}`)
  return answer
}
