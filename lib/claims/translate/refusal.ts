// Lines Medicare refused. Doctors' and equipment lines carry a mark; hospitals' and agencies' lines say it only by their
// amounts and an adjustment code, whose own texts (X12) are not ours to print (contract claims-data 3, 4.2).
import type { Coded } from '@/lib/claims/claim'
import type { LineAmounts } from './amounts'
import { coding, codings, isNode, list, type Node } from './read'

/** None of the charge was covered and nothing was paid or shared. An amount that cannot be read decides nothing. */
export function isWhollyNotCovered(amounts: LineAmounts): boolean {
  const { billed, notCovered } = amounts
  if (!billed || !notCovered || billed < 0 || notCovered < billed) return false
  const shares = [amounts.medicarePaid, amounts.allowed, amounts.deductible, amounts.coinsurance]
  return shares.every((cents) => cents === undefined || cents === 0)
}

/**
 * The first adjustment code of a line, as group and number: "CO50". Version 2 writes them as one, version 3 apart.
 * A `denialreason` of another list is no adjustment: every doctor's line has one (4.1).
 */
export function readAdjustmentReason(line: Node): Coded | null {
  for (const entry of list(line['adjudication'])) {
    if (!isNode(entry) || entry['reason'] === undefined) continue
    const code = adjustmentCode(entry['reason'])
    if (code !== null) return { system: 'denial', code, text: null }
  }
  return null
}

function adjustmentCode(reason: unknown): string | null {
  const found = codings(reason).flatMap((entry) => coding(entry) ?? [])
  const together = found.find(({ system }) => system.endsWith('_ansi_cd'))
  if (together !== undefined) return together.code
  const group = found.find(({ system }) => /\/(?:claim-adjustment-group-codes|ANSI-GRP-CD)$/.test(system))
  const number = found.find(({ system }) => /\/(?:claim-adjustment-reason-codes|ANSI-RSN-CD)$/.test(system))
  return group === undefined || number === undefined ? null : group.code + number.code
}
