// How the four systems are called on operator pages.

const names: Readonly<Record<string, string>> = {
  bcda: 'BCDA',
  'change-healthcare': 'Change Healthcare',
  cdc: 'CDC Data Clearinghouse',
  optum: 'Optum Real',
}

export function systemName(system: string): string {
  return names[system] ?? system
}

/** What the codes of failures mean, for somebody who can do something about it. */
const failures: Readonly<Record<string, string>> = {
  'credentials-missing': 'No credentials are set.',
  'credential-rejected': 'The id or the secret was refused.',
  'token-endpoint-unavailable': 'The address that gives tokens does not answer.',
  'rate-limited': 'Too many token requests. It is asked again after a pause.',
  'protocol-error': 'The answer was not of the protocol.',
  'authorization-rejected': 'A good token was refused.',
  forbidden: 'These credentials may not do this.',
  unreachable: 'The system does not answer.',
  refused: 'The request was not sent: the address is not the connection’s own.',
  aborted: 'The request was given up.',
}

export function failureWords(code: string): string {
  return failures[code] ?? 'It failed.'
}
