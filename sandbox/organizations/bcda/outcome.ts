// The shapes in which BCDA says no. They differ by the version in the path; what is not given is left out (contract 1.3).
import type { BcdaVersion } from './data/extract'

const codes: Readonly<Record<number, string>> = {
  400: 'structure',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  500: 'exception',
  503: 'exception',
}

/** An OperationOutcome as this version writes it, without spaces. */
export function outcomeText(version: BcdaVersion, status: number, diagnostics?: string): string {
  const code = codes[status] ?? 'exception'
  const details = detailsOf(version, diagnostics)
  return JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, details, diagnostics }] })
}

/** The same as an answer. */
export function refuse(version: BcdaVersion, status: number, diagnostics?: string, headers: Record<string, string> = {}): Response {
  return new Response(outcomeText(version, status, diagnostics), { status, headers: { 'content-type': 'application/fhir+json', ...headers } })
}

function detailsOf(version: BcdaVersion, text?: string) {
  if (version === 1) return undefined
  if (version === 3) return { text }
  const system = 'http://hl7.org/fhir/ValueSet/operation-outcome'
  return { coding: [{ system, code: 'Request Error', display: text }], text }
}

/** A status said in words, as the server's language says it by itself. */
export function plainText(status: number, text: string, headers: Record<string, string> = {}): Response {
  const type = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
  return new Response(`${text}\n`, { status, headers: { ...type, ...headers } })
}

/** Nothing but a status. */
export function bare(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers })
}

/** JSON as the server's language writes it: `&`, `<` and `>` escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(/[&<>\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
