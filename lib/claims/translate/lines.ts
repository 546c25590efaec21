// The lines of a claim: what was done, where, how many, and what happened to the money of each. The line with the total
// (revenue code 0001) repeats the whole claim and is left out, unless it is the only one (contract claims-data 4.1).
import type { ClaimLine, Coded } from '@/lib/claims/claim'
import { readLineAmounts, type LineAmounts } from './amounts'
import { coded, codedProcedure } from './codes'
import { coding, codings, count, countedDate, extension, extensionCoding, firstCoding, isNode, list, node, nodes, number, text, type Node, type Tally } from './read'
import type { Source } from './source'

export interface Lines {
  readonly lines: readonly ClaimLine[]
  /** The amounts of the same lines, under every name the money rules need. */
  readonly amounts: readonly LineAmounts[]
  /** The records of the same lines. */
  readonly records: readonly Node[]
}

/** All lines but the total. */
export function readLines(source: Source): Lines {
  const items = nodes(source.record['item'], source.tally)
  const details = items.filter((item) => !isTotal(item, source))
  const records = details.length > 0 ? details : items
  const amounts = records.map((item) => readLineAmounts(item, source.dialect, source.tally))
  return { lines: records.map((item, index) => readLine(item, index, amounts[index] ?? {}, source)), amounts, records }
}

function isTotal(item: Node, source: Source): boolean {
  const revenue = firstCoding(item['revenue'], source.dialect.revenueSystem)
  return revenue !== null && revenue.code.padStart(4, '0') === '0001'
}

function readLine(item: Node, index: number, amounts: LineAmounts, source: Source): ClaimLine {
  const { tally, dialect, kind } = source
  const allowance = readAllowance(item, source)
  const units = dialect.lineExtension.units === '' ? null : extension(item, dialect.lineExtension.units)
  const drug = kind === 'pde'
  return {
    number: count(item['sequence']) ?? index + 1,
    ...readDates(item, tally),
    service: readService(item),
    about: readAbout(item, source),
    place: readPlace(item),
    modifiers: readModifiers(item),
    quantity: number(node(units?.['valueQuantity'])['value']) ?? number(node(item['quantity'])['value']),
    unit: text(node(item['quantity'])['unit']),
    ...allowance,
    decision: readDecision(item, source),
    billedCents: (drug ? amounts.drugCost : amounts.billed) ?? null,
    allowedCents: amounts.allowed ?? null,
    medicarePaidCents: (drug ? (amounts.planPaid ?? amounts.medicarePaid) : amounts.medicarePaid) ?? null,
    deductibleCents: amounts.deductible ?? null,
    coinsuranceCents: lineCoinsurance(amounts),
    notCoveredCents: amounts.notCovered ?? null,
  }
}

/** Hospitals may reduce the coinsurance: then the reduced figure is the one that counts (4.2). */
export function lineCoinsurance(amounts: LineAmounts): number | null {
  if (amounts.coinsurance !== undefined) return amounts.coinsurance
  const reduced = amounts.coinsuranceReduced
  if (reduced === null) return null
  return reduced !== undefined && reduced > 0 ? reduced : (amounts.coinsuranceAdjusted ?? reduced ?? null)
}

function readDates(item: Node, tally: Tally): Pick<ClaimLine, 'from' | 'to'> {
  const period = node(item['servicedPeriod'])
  const day = countedDate(item['servicedDate'], tally)
  return { from: countedDate(period['start'], tally) ?? day, to: countedDate(period['end'], tally) ?? day }
}

/** The drug, procedure or product. A mixture says only "compound" and lists its parts below. */
export function readService(item: Node): Coded | null {
  const found = firstCoding(item['productOrService'])
  if (found !== null && found.code !== 'compound') return codedService(found.system, item['productOrService'])
  for (const part of list(item['detail'])) {
    const ingredient = isNode(part) ? firstCoding(part['productOrService']) : null
    if (ingredient !== null && found !== null) return coded('ndc', ingredient)
  }
  return null
}

function codedService(system: string, concept: unknown): Coded | null {
  const found = firstCoding(concept)
  if (found === null) return null
  return system.endsWith('/ndc') ? coded('ndc', found) : codedProcedure(found)
}

/** What the line was about: the finest grouping the record carries. */
function readAbout(item: Node, source: Source): Coded | null {
  const { betos, service } = source.dialect.lineExtension
  const revenue = coded('revenue', firstCoding(item['revenue'], source.dialect.revenueSystem), 4)
  if (revenue !== null) return revenue
  const group = betos === '' ? null : coded('betos', extensionCoding(item, betos))
  const type = coded('service-type', firstCoding(item['category']) ?? (service === '' ? null : extensionCoding(item, service)))
  return group !== null && group.text !== null ? group : (type ?? group)
}

function readPlace(item: Node): Coded | null {
  return coded('place', firstCoding(item['locationCodeableConcept']), 2)
}

/** Version 2 writes one concept for each modifier, version 3 one concept with several codings. */
function readModifiers(item: Node): readonly string[] {
  return list(item['modifier']).flatMap((concept) => codings(concept).flatMap((entry) => coding(entry)?.code ?? []))
}

function readAllowance(item: Node, source: Source): Pick<ClaimLine, 'denied' | 'deniedReason'> {
  const found = extensionCoding(item, source.dialect.lineExtension.decision)
  const denied = found !== null && found.code !== 'A'
  return { denied, deniedReason: denied ? coded('denial', found) : null }
}

const decisions = new Map<string, ClaimLine['decision']>([['A', 'affirmed'], ['N', 'not-affirmed'], ['P', 'pending']])

function readDecision(item: Node, source: Source): ClaimLine['decision'] {
  const url = source.dialect.lineExtension.authorization
  const found = url === '' ? null : extensionCoding(item, url)
  return found === null ? null : (decisions.get(found.code) ?? null)
}
