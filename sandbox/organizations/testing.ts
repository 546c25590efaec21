// How the tests of the emulators ask for tokens and use them, as a client would that knows nothing of their insides.
import { formType, jsonType } from './answers'
import type { Credentials } from './credentials'

/** The three members that Change Healthcare and Optum Real want. */
export function grantOf({ clientId, clientSecret }: Credentials): Record<string, string> {
  return { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }
}

export function postForm(url: string, fields: Readonly<Record<string, string>>, type = formType): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': type }, body: new URLSearchParams(fields).toString() })
}

export function postJson(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': jsonType, ...headers }, body: JSON.stringify(body) })
}

/** Status and body, which is JSON. */
export async function told(answer: Promise<Response>): Promise<readonly [status: number, body: unknown]> {
  const response = await answer
  return [response.status, await response.json()]
}

/** The text under this name of a JSON answer; a test fails where there is none. */
export async function textIn(answer: Promise<Response>, name: string): Promise<string> {
  const [, body] = await told(answer)
  const value: unknown = typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
  if (typeof value !== 'string') throw new Error(`The answer has no ${name}`)
  return value
}
