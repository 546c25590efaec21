// The lines of a claim: what was done, where, how many, and what happened to the money of each. The line with the total
// (revenue code 0001) repeats the whole claim and is left out, unless it is the only one (contract claims-data 4.1).
import type { ClaimLine, Coded } from '@/lib/claims/claim'
import { readLineAmounts, type LineAmounts } from './amounts'
import { coded, codedDrug, codedProcedure } from './codes'
import { countedDate } from './dates'
import { coding, codings, count, extension, extensionCoding, firstCoding, list, node, nodes, number, text, type Node } from './read'
import { isWhollyNotCovered, readAdjustmentReason } from './refusal'
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
  const details = items.filter((item) => item['revenue'] === undefined || !isTotal(item, source))
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
  const drug = kind === 'pde'
  const period = node(item['servicedPeriod'])
  const day = countedDate(item['servicedDate'], tally)
  const quantity = node(item['quantity'])
  const mark = extensionCoding(item, dialect.lineExtension.decision)
  const denied = mark === null ? isWhollyNotCovered(amounts) : mark.code !== 'A'
  return {
    number: count(item['sequence']) ?? index + 1,
    from: countedDate(period['start'], tally) ?? day,
    to: countedDate(period['end'], tally) ?? day,
    service: readService(item),
    about: readAbout(item, source),
    place: coded('place', firstCoding(item['locationCodeableConcept']), 2),
    modifiers: readModifiers(item),
    quantity: readUnits(item, source) ?? number(quantity['value']),
    unit: text(quantity['unit']),
    denied,
    deniedReason: denied ? (coded('denial', mark) ?? readAdjustmentReason(item)) : null,
    decision: readDecision(item, source),
    billedCents: (drug ? amounts.drugCost : amounts.billed) ?? null,
    allowedCents: amounts.allowed ?? null,
    medicarePaidCents: (drug ? (amounts.planPaid ?? amounts.medicarePaid) : amounts.medicarePaid) ?? null,
    deductibleCents: amounts.deductible ?? null,
    coinsuranceCents: lineCoinsurance(amounts),
    notCoveredCents: amounts.notCovered ?? null,
  }
}

/** Hospitals and agencies of version 2 count units beside the line's quantity. */
function readUnits(item: Node, { dialect, kind }: Source): number | null {
  const url = dialect.lineExtension.units
  if (url === '' || kind === 'carrier' || kind === 'dme' || kind === 'pde') return null
  return number(node(extension(item, url)?.['valueQuantity'])['value'])
}

/** Hospitals may reduce the coinsurance: then the reduced figure is the one that counts (4.2). */
export function lineCoinsurance(amounts: LineAmounts): number | null {
  if (amounts.coinsurance !== undefined) return amounts.coinsurance
  const reduced = amounts.coinsuranceReduced
  if (reduced === null) return null
  return reduced !== undefined && reduced > 0 ? reduced : (amounts.coinsuranceAdjusted ?? reduced ?? null)
}

/** The drug, procedure or product. A mixture says only "compound" and lists its parts below. */
export function readService(item: Node): Coded | null {
  const found = firstCoding(item['productOrService'])
  if (found === null) return null
  if (found.code === 'compound') return readIngredient(item)
  return found.system.endsWith('/ndc') ? codedDrug(found) : codedProcedure(found)
}

function readIngredient(item: Node): Coded | null {
  for (const part of list(item['detail'])) {
    const ingredient = firstCoding(node(part)['productOrService'])
    if (ingredient !== null) return codedDrug(ingredient)
  }
  return null
}

/** What the line was about: the finest grouping the record carries. */
function readAbout(item: Node, source: Source): Coded | null {
  const { betos, service } = source.dialect.lineExtension
  const revenue = item['revenue'] === undefined ? null : firstCoding(item['revenue'], source.dialect.revenueSystem)
  if (revenue !== null) return coded('revenue', revenue, 4)
  const group = betos === '' ? null : coded('betos', extensionCoding(item, betos))
  const written = firstCoding(item['category']) ?? (service === '' ? null : extensionCoding(item, service))
  const type = coded('service-type', written)
  return group !== null && group.text !== null ? group : (type ?? group)
}

const noModifiers: readonly string[] = []

/** Version 2 writes one concept for each modifier, version 3 one concept with several codings. */
function readModifiers(item: Node): readonly string[] {
  if (item['modifier'] === undefined) return noModifiers
  return list(item['modifier']).flatMap((concept) => codings(concept).flatMap((entry) => coding(entry)?.code ?? []))
}

const decisions = new Map<string, ClaimLine['decision']>([['A', 'affirmed'], ['N', 'not-affirmed'], ['P', 'pending']])

function readDecision(item: Node, source: Source): ClaimLine['decision'] {
  const url = source.dialect.lineExtension.authorization
  const found = url === '' ? null : extensionCoding(item, url)
  return found === null ? null : (decisions.get(found.code) ?? null)
}
