// Hands out a token in the clear, for the one command whose purpose that is. Nothing else of the product calls it.
import 'server-only'
import { machineClock } from './clock'
import { CredentialsMissing } from './errors'
import type { Profile } from './profile'
import { dialectOf } from './registry'
import { openLine } from './send'
import { createTokenClient } from './token-client'

export interface ShownToken {
  readonly token: string
  /** In ms since 1970. */
  readonly goodUntilMs: number
}

/** @throws the failures of errors.ts */
export async function showToken(profile: Profile, signal?: AbortSignal): Promise<ShownToken> {
  if (!profile.credentials) throw new CredentialsMissing(profile.system)
  const line = openLine()
  const source = createTokenClient().open(profile, dialectOf(profile), line)
  try {
    const held = await source.take({ signal })
    return { token: held.token.reveal(), goodUntilMs: Math.round(machineClock.wallMs() + held.lifetimeMs - (machineClock.monoMs() - held.askedAtMonoMs)) }
  } finally {
    source.close()
    line.close()
  }
}
