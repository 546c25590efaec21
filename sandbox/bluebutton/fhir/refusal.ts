/**
 * Answers that are not data: a status and a body, thrown by whoever finds the fault and written in one place
 * (blue-button.md 4.3, 4.4, 4.8).
 */
import type { Version } from '@/sandbox/bluebutton/parts'
import type { JsonObject } from '@/sandbox/people/fhir-json'

export class Refusal extends Error {
  readonly status: number
  readonly body: JsonObject
  /** False for what is refused before the requests of a token are counted. */
  readonly counted: boolean

  constructor(status: number, body: JsonObject, counted = true) {
    super(`Refused with ${status}`)
    this.name = 'Refusal'
    this.status = status
    this.body = body
    this.counted = counted
  }
}

/** 400 with one sentence: the request's own fault, found before the claims backend is asked. */
export function badRequest(detail: string): Refusal {
  return new Refusal(400, { detail })
}

/** The claims backend found fault: a sentence in version 1 and 2, its own OperationOutcome in version 3. */
export function refusedUpstream(version: Version, diagnostics: string): Refusal {
  if (version === 3) return new Refusal(400, outcome('invalid', diagnostics))
  return badRequest(`An error occurred contacting the upstream server:${diagnostics}`)
}

/** Somebody else's, or the front door's own answer for what is not there. */
export function notFound(): Refusal {
  return new Refusal(404, { detail: 'Not found.' })
}

/** The claims backend does not know the id: version 3 passes its answer on as it is. */
export function unknownId(version: Version): Refusal {
  return version === 3 ? new Refusal(404, outcome('not-found', 'Resource not found')) : notFound()
}

/** The same words for a missing scope, a foreign id and a method that is not GET. */
export function notPermitted(): Refusal {
  return new Refusal(403, { detail: 'You do not have permission to perform this action.' }, false)
}

function outcome(code: string, diagnostics: string): JsonObject {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] }
}
