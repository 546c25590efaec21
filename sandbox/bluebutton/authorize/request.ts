// An authorize request as its checks see it: the parameters of query and form together, and the app it names.
import type { App } from '@/sandbox/apps'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Parts, Version } from '@/sandbox/bluebutton/parts'

export interface AuthorizeRequest {
  readonly raw: Request
  readonly version: Version
  readonly query: URLSearchParams
  /** The form of a POST; null for a GET. */
  readonly form: URLSearchParams | null
  readonly app: App | null
  readonly behaviour: Behaviour
  /** The form's value, else the query's; null when neither has it. */
  get(name: string): string | null
  /** Whether the query or the form has it more than once. */
  isDoubled(name: string): boolean
}

/** Something that may end an authorize request; null lets it pass. */
export type Check = (request: AuthorizeRequest) => Response | null

/** Runs checks in their order; the first that objects answers. */
export function firstObjection(checks: readonly Check[], request: AuthorizeRequest): Response | null {
  for (const check of checks) {
    const answer = check(request)
    if (answer) return answer
  }
  return null
}

/** Reads an authorize request. `form` is the decoded body of a POST. */
export function readAuthorizeRequest(
  raw: Request,
  facts: { version: Version; form: URLSearchParams | null },
  parts: Parts,
): AuthorizeRequest {
  const { version, form } = facts
  const query = new URL(raw.url).searchParams
  const get = (name: string) => form?.get(name) ?? query.get(name)
  const clientId = get('client_id')
  return {
    raw,
    version,
    query,
    form,
    get,
    app: clientId === null ? null : parts.findApp(clientId),
    behaviour: parts.behaviourFor(clientId),
    isDoubled: name => query.getAll(name).length > 1 || (form?.getAll(name).length ?? 0) > 1,
  }
}
