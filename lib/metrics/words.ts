// Every word that a figure may be counted under. A label holds one of these and nothing else: no id, no address, no name,
// so nothing of a person can get into the figures even by a mistake of the caller (quality PRV-01).
import 'server-only'

export const upstreamRoutes = ['ExplanationOfBenefit', 'Coverage', 'Patient', 'token', 'revoke'] as const
export const upstreamOutcomes = ['2xx', '3xx', '4xx', '429', '5xx', 'no-answer', 'not-json', 'too-large', 'given-up'] as const
export const refreshOutcomes = ['renewed', 'access-expired', 'access-ended', 'look-first', 'our-settings', 'not-refreshable', 'another-person', 'retry-later'] as const
export const sessionEndings = ['sign-out', 'disconnect', 'replaced', 'access-ended', 'access-expired', 'connection-interrupted', 'connection-replaced', 'over'] as const
export const vaultOperations = [
  'keep', 'open', 'replace', 'intend', 'settle', 'touch', 'forget', 'count-sessions', 'has-newer', 'end-sessions', 'lease', 'renew', 'release', 'sweep',
] as const
export const vaultOutcomes = ['done', 'failed'] as const
/** The systems of organizations, and what of them is asked for: a token, or something that a token opens. */
export const organizations = ['bcda', 'change-healthcare', 'cdc', 'optum'] as const
export const organizationAsks = ['token', 'resource'] as const
/** What happens to a bulk export; one that stopped and was resumed counts each time. */
export const exportEvents = ['started', 'resumed', 'downloaded', 'completed-with-gaps', 'stopped', 'failed', 'expired'] as const
/** What became of one try to fetch one file of an export. */
export const exportFileOutcomes = [
  'kept', 'not-json', 'not-utf8', 'too-deep', 'wrong-type', 'line-too-long', 'cut', 'damaged', 'trailing-bytes', 'empty-line', 'not-served', 'broken-off', 'disk-full', 'given-up',
] as const
export const requestOutcomes = ['1xx', '2xx', '3xx', '4xx', '5xx', 'left'] as const
export const requestMethods = ['GET', 'HEAD', 'POST'] as const

export type UpstreamOutcome = (typeof upstreamOutcomes)[number]
export type RefreshWord = (typeof refreshOutcomes)[number]
export type Organization = (typeof organizations)[number]
export type OrganizationAsk = (typeof organizationAsks)[number]
export type ExportEvent = (typeof exportEvents)[number]
export type ExportFileOutcome = (typeof exportFileOutcomes)[number]
export type SessionEnding = (typeof sessionEndings)[number]
export type VaultOperation = (typeof vaultOperations)[number]
export type VaultOutcome = (typeof vaultOutcomes)[number]

/** The word itself when it is one of the list, else `other`. Total: anything may come in. */
export function wordOf(list: readonly string[], word: unknown): string {
  return typeof word === 'string' && list.includes(word) ? word : 'other'
}

/** `2xx` for 204; `other` for what is no status. */
export function statusWord(status: number): string {
  return wordOf(requestOutcomes, `${Math.trunc(status / 100)}xx`)
}

/** What became of a request to another system. @param status 0 when no answer came */
export function outcomeOfStatus(status: number): UpstreamOutcome {
  if (status === 429) return '429'
  if (status >= 500) return '5xx'
  if (status >= 400) return '4xx'
  if (status >= 300) return '3xx'
  return status >= 200 ? '2xx' : 'no-answer'
}
