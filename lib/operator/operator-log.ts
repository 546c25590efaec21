// Who did what, as lines of the access log. Operators, exports and claims stand there by reference: what it stands for is
// only known to whoever has the list of operators, or the keys.
import 'server-only'
import { createHash, createHmac, hkdfSync } from 'node:crypto'
import type { OperatorDeed, OperatorLines, OperatorRefs, OperatorWord } from '@/lib/audit/operators'
import { processAudit } from '@/lib/audit/process-audit'
import { settings } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { requireOperator } from './operator'
import type { Operator, Who } from './sessions'
import { operatorSettings } from './settings'

/** Whoever holds the link of the terminal. */
export const terminalRef = 'terminal'
const mostShown = 300

/** Names an operator in the log, from the entry of the list that let them in. */
export function operatorRef(entry: string): string {
  return createHash('sha256').update(`plainclaim operator ${entry}`).digest('base64url').slice(0, 16)
}

/** Names a claim in the log. Ids of claims are short numbers, which a bare hash would not hide. */
export function claimRef(exportId: string, claimId: string): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(settings().vault.keys[0].key.reveal(), 'base64url'), '', 'plainclaim claim references v1', 32))
  return createHmac('sha256', key).update(JSON.stringify([exportId, claimId])).digest('base64url').slice(0, 22)
}

/** Writes one line. Never rejects: what could not be written is counted and told by the log itself. */
export function noteDeed<D extends OperatorDeed>(who: Pick<Who, 'ref'> | null, deed: D, refs: Omit<OperatorRefs, 'by'> = {}, ...words: OperatorWord<D>[]): Promise<void> {
  return processAudit().noteOperator(deed, { by: who?.ref ?? null, ...refs }, ...words)
}

export interface OperatorDeeds extends OperatorLines {
  readonly operator: Operator
  /** What the references to operators stand for, as far as they are on the list today. */
  readonly names: ReadonlyMap<string, string>
  readonly most: number
}

/** What operators did, newest first. @throws SignInNeeded; Unavailable when the log does not answer */
export async function listOperatorDeeds(): Promise<OperatorDeeds> {
  const operator = await requireOperator()
  const found = await processAudit().readOperators(mostShown).catch(() => null)
  if (!found) throw new Unavailable('access log')
  const way = operatorSettings()
  const listed = way.kind === 'provider' ? way.allow.map((entry) => [operatorRef(entry), entry] as const) : []
  return { ...found, operator, names: new Map([[terminalRef, 'The terminal'], ...listed]), most: mostShown }
}
