// One sealed cookie for the sign-in that is under way: it binds the provider's answer to the browser that asked, and goes
// with the answer. A second attempt in the same browser takes the place of the first.
import 'server-only'
import { z } from 'zod'
import { settings } from '@/lib/env'
import { openUnderMaster, sealUnderMaster } from '@/lib/master-seal'
import type { OperatorCookie } from './operator'

const attemptSeconds = 10 * 60
const purpose = 'operator sign-in'

const shape = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), then: z.string(), issuer: z.string(), startedAtMs: z.number() })

export type Attempt = Readonly<z.infer<typeof shape>>

export function writeAttempt(attempt: Attempt): OperatorCookie {
  const [first] = settings().vault.keys
  return { name: attemptName(), value: sealUnderMaster(JSON.stringify(attempt), first, purpose), options: { ...attributes(), maxAge: attemptSeconds } }
}

/** null when there is none: missing, foreign, too old and altered look the same. */
export function readAttempt(text: string | undefined, issuer: string, nowMs: number = Date.now()): Attempt | null {
  const opened = text === undefined ? null : openUnderMaster(text, settings().vault.keys, purpose)
  if (opened === null) return null
  const parsed = shape.safeParse(JSON.parse(opened))
  if (!parsed.success || parsed.data.issuer !== issuer) return null
  return nowMs - parsed.data.startedAtMs < attemptSeconds * 1_000 ? parsed.data : null
}

export function removeAttempt(): OperatorCookie {
  return { name: attemptName(), value: '', options: { ...attributes(), maxAge: 0 } }
}

export function attemptName(): string {
  return settings().secure ? '__Host-plainclaim-operator-tx' : 'plainclaim-operator-tx'
}

function attributes() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: settings().secure } as const
}
