// The reply that carries a new pair of tokens: seven keys, scopes in no particular order, never stored (contract 3.2).
import { spacedJson } from '@/sandbox/bluebutton/answers'
import { accessLifeSeconds } from '@/sandbox/bluebutton/grants'
import type { TokenPair } from '@/sandbox/bluebutton/grants'
import { patientIdIn } from '@/sandbox/bluebutton/parts'
import type { Parts, Version } from '@/sandbox/bluebutton/parts'
import { randomLetters, shuffled } from '@/sandbox/random'

/** 200 with the pair. The `patient` is the id in the version of the address, whichever version issued the code. */
export function tokenReply(pair: TokenPair, version: Version, parts: Parts): Response {
  const { clientId, personKey, scopes, value } = pair.access
  const person = parts.directory.findByKey(personKey)
  const expiresAtMs = parts.grants.find(clientId, personKey)?.expiresAtMs ?? null
  const body = {
    access_token: value,
    expires_in: accessLifeSeconds,
    token_type: 'Bearer',
    scope: shuffled(scopes).join(' '),
    refresh_token: pair.refresh.value,
    patient: (person && patientIdIn(version, person)) ?? undefined,
    // Empty for a research study, and when the grant vanished meanwhile (observed 4).
    access_grant_expiration: expiresAtMs === null ? '' : new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z'),
  }
  return spacedJson(200, body, {
    'cache-control': 'no-store',
    pragma: 'no-cache',
    'set-cookie': `sessionid=${randomLetters(32)}; HttpOnly; Max-Age=5400; Path=/; SameSite=Lax`,
  })
}
