// The amounts of a claim by what they mean. Categories lie (contract claims-data 4.1), so only Medicare's own code
// decides; the first amount under a code counts, and one that is there but unreadable stays unknown.
import { codings, count, countedCents, hasCode, isNode, list, number, type Node, type Tally } from './read'
import type { Source } from './source'
import type { ClaimAmount, Dialect, LineAmount } from './versions'

/** Integer cents. Absent: the record has no such amount. `null`: it has one we could not read. */
export type LineAmounts = Partial<Record<LineAmount, number | null>>
/** Integer cents, but `coveredDays`, which is a number of days. */
export type ClaimAmounts = Partial<Record<ClaimAmount, number | null>>

/** The amounts of one line, in cents. */
export function readLineAmounts(line: Node, dialect: Dialect, tally: Tally): LineAmounts {
  const amounts: LineAmounts = {}
  for (const entry of list(line['adjudication'])) {
    if (!isNode(entry)) continue
    const name = meaning(entry['category'], dialect.lineAmounts)
    if (name !== undefined && amounts[name] === undefined) amounts[name] = countedCents(entry['amount'], tally)
  }
  return amounts
}

/** The amounts of the whole claim: the totals first, then the claim's own adjudication, then the balances (1.4). */
export function readClaimAmounts(source: Source): ClaimAmounts {
  const amounts: ClaimAmounts = {}
  const { record, dialect, tally } = source
  for (const total of list(record['total'])) keepAmount(amounts, total, dialect, tally)
  for (const entry of list(record['adjudication'])) keepAmount(amounts, entry, dialect, tally)
  for (const balance of list(record['benefitBalance'])) {
    if (isNode(balance)) for (const entry of list(balance['financial'])) keepBalance(amounts, entry, dialect, tally)
  }
  return amounts
}

function keepAmount(amounts: ClaimAmounts, entry: unknown, dialect: Dialect, tally: Tally): void {
  if (!isNode(entry)) return
  const name = totalMeaning(entry, dialect)
  if (name === undefined || amounts[name] !== undefined) return
  amounts[name] = name === 'coveredDays' ? number(entry['value']) : countedCents(entry['amount'], tally)
}

/**
 * Version 2 labels what another insurer paid a doctor as the total charge; only the generic code tells (4.1). The
 * preview of 2020 wrote the one total of an institutional claim without saying what it is.
 */
function totalMeaning(entry: Node, dialect: Dialect): ClaimAmount | undefined {
  const concept = entry['category']
  const name = meaning(concept, dialect.claimAmounts)
  if (dialect.version === 3) return name
  if (concept === undefined) return 'billedInstitutional'
  return name === 'billedInstitutional' && hasCode(concept, 'priorpayerpaid') ? 'otherPaidProfessional' : name
}

function keepBalance(amounts: ClaimAmounts, entry: unknown, dialect: Dialect, tally: Tally): void {
  if (!isNode(entry)) return
  const name = meaning(entry['type'], dialect.claimAmounts)
  if (name === undefined || amounts[name] !== undefined) return
  amounts[name] = name === 'coveredDays' ? count(entry['usedUnsignedInt']) : countedCents(entry['usedMoney'], tally)
}

/** Medicare's own code stands last, after the generic one: looked up first. A concept has one meaning to us. */
function meaning<T>(concept: unknown, names: ReadonlyMap<string, T>): T | undefined {
  const entries = codings(concept)
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index]
    if (!isNode(entry)) continue
    const code = entry['code']
    const name = typeof code === 'string' ? names.get(code) : undefined
    if (name !== undefined) return name
  }
  return undefined
}

/** The sum of one amount over all lines, or `null` unless every line has it: a part is never passed off as a whole. */
export function sumOver(lines: readonly LineAmounts[], name: LineAmount): number | null {
  if (lines.length === 0) return null
  let sum = 0
  for (const line of lines) {
    const cents = line[name]
    if (cents === undefined || cents === null) return null
    sum += cents
  }
  return sum
}

/** The same sum with what is missing counted as nothing: for checks and what others paid, never for what is owed. */
export function looseSumOver(lines: readonly LineAmounts[], name: LineAmount): number {
  return lines.reduce((sum, line) => sum + (line[name] ?? 0), 0)
}
