// One record of Medicare becomes one claim in our own words. Total: whatever arrives, this answers a claim or `null`
// and never throws; what could not be read is counted on the claim (architecture section 4).
import type { Authorization, Claim, DrugFill, Owe, Provider } from '@/lib/claims/claim'
import { readClaimAmounts } from './amounts'
import { countedDate, date } from './dates'
import { readDiagnoses, readProcedures } from './diagnoses'
import { readDrug } from './drug'
import { readLines, type Lines } from './lines'
import { readMoney } from './money'
import { workOutOwe } from './owe'
import { readPeople } from './people'
import { extension, extensionText, findNode, hasCode, identifierValue, isMasked, isNode, isOfSystem, list, node, text, type Node } from './read'
import { findInfo, openSource, type Source } from './source'
import { readStanding, type Standing } from './standing'
import { readBillType, readStay } from './stay'
import { readVersionKind } from './version-kind'
import type { Version } from './versions'

/**
 * Reads a claim (contract claims-data 1.3 for version 2, 1.4 for version 3). Money in integer cents, dates as calendar
 * dates, `null` for what the record does not say.
 * @returns `null` when it is not a claim at all: the caller counts it as unreadable.
 */
export function readClaim(resource: unknown, version: Version): Claim | null {
  if (!isNode(resource) || resource['resourceType'] !== 'ExplanationOfBenefit') return null
  const source = openSource(resource, version)
  const lines = readLines(source)
  const amounts = readClaimAmounts(source)
  const money = readMoney({ source, claim: amounts, lineAmounts: lines.amounts, lines: lines.lines })
  const linesDenied = deniedShare(lines)
  const versionKind = readVersionKind(source)
  const standing = readStanding(source, { paidCents: money.medicarePaidCents, linesDenied, versionKind })
  const dates = readDates(source, lines)
  const { assigned, silence } = standing
  const numbers = readNumbers(source)
  const people = readPeople(source)
  const drug = readDrug(source, lines)
  const owe: Owe = silence !== null ? { kind: 'none', why: silence } : workOutOwe({
    version,
    kind: source.kind,
    lines: lines.amounts,
    claim: amounts,
    startedOn: dates.from,
    endedOn: dates.to,
    assigned,
    linesDenied: linesDenied !== 'none',
    otherPaidCents: money.otherPaidCents,
  })
  // Every field by name: spreading parts together costs more than all the rest of this function.
  return {
    id: readId(resource),
    version,
    kind: source.kind,
    state: standing.state,
    from: dates.from,
    to: dates.to,
    processedOn: dates.processedOn,
    controlNumber: numbers.controlNumber,
    replaces: numbers.replaces,
    event: numbers.controlNumber ?? (drug === null ? null : eventOfFill(drug, people.who, dates.from)),
    versionKind,
    who: people.who,
    people: people.people,
    diagnoses: readDiagnoses(source),
    procedures: readProcedures(source),
    lines: lines.lines,
    drug,
    stay: readStay(source, amounts),
    authorization: readAuthorization(source, standing),
    assigned,
    managedCare: standing.managedCare,
    denialReason: standing.denialReason,
    billType: readBillType(source),
    billedCents: money.billedCents,
    allowedCents: money.allowedCents,
    medicarePaidCents: money.medicarePaidCents,
    otherPaidCents: money.otherPaidCents,
    notCoveredCents: money.notCoveredCents,
    deniedCents: money.deniedCents,
    owe,
    // Evaluated last: every reader above may have added to it.
    unreadParts: source.tally.unread,
  }
}

function deniedShare({ lines }: Lines): 'none' | 'some' | 'all' {
  const denied = lines.filter((line) => line.denied).length
  return denied === 0 ? 'none' : denied === lines.length ? 'all' : 'some'
}

/** The record's id as Medicare wrote it; the claim number where it has none. Anything unfit for an address is no id. */
function readId(record: Node): string {
  const own = text(record['id'])
  if (own !== null && idPattern.test(own)) return own
  const number = findNode(record['identifier'], (one) => hasCode(one['type'], 'uc'))
  const value = text(number?.['value'])
  return value !== null && idPattern.test(value) ? value : ''
}

const idPattern = /^[A-Za-z0-9.-]{1,64}$/

/** The billed period; the lines' days where there is none (drug events of 2020); the validity of an authorization. */
function readDates(source: Source, { lines }: Lines): Pick<Claim, 'from' | 'to' | 'processedOn'> {
  const { record, tally } = source
  const period = node(record['billablePeriod'])
  const validity = firstPeriod(record['preAuthRefPeriod'])
  return {
    from: countedDate(period['start'], tally) ?? countedDate(validity['start'], tally) ?? daysOf(lines)[0] ?? null,
    to: countedDate(period['end'], tally) ?? countedDate(validity['end'], tally) ?? daysOf(lines).at(-1) ?? null,
    processedOn: readProcessed(source),
  }
}

function daysOf(lines: Lines['lines']): readonly string[] {
  return lines.flatMap((line) => [line.from, line.to].filter((day) => day !== null)).toSorted()
}

function firstPeriod(value: unknown): Node {
  return node(list(value)[0] ?? value)
}

function readProcessed(source: Source): Claim['processedOn'] {
  const info = findInfo(source, 'processed')
  const url = source.dialect.claimExtension.processed
  const found = countedDate(info?.['timingDate'], source.tally)
  return found !== null || url === '' ? found : date(extension(source.record, url)?.['valueDate'])
}

/** Control number, and that of the claim this one replaces. Masked numbers would throw strangers together. */
function readNumbers(source: Source): Pick<Claim, 'controlNumber' | 'replaces'> {
  const { record, dialect } = source
  const listed = findNode(record['identifier'], (one) => isOfSystem(one, '/CLM-CNTL-NUM'))
  const { controlCarrier, controlInstitutional } = dialect.claimExtension
  // Version 3 has no such extensions: their addresses are empty there and match nothing.
  const extended = extensionText(record, controlCarrier) ?? extensionText(record, controlInstitutional)
  const replaced = text(node(node(list(record['related'])[0])['reference'])['value'])
  return { controlNumber: identifierValue(listed) ?? unmasked(extended), replaces: unmasked(replaced) }
}

/** A fill of version 2 has no control number: Medicare knows it by prescription, day, fill and pharmacy. */
function eventOfFill(drug: DrugFill, pharmacy: Provider | null, day: string | null): string | null {
  if (drug.prescriptionNumber === null || day === null) return null
  return [drug.prescriptionNumber, day, drug.fillNumber ?? '', pharmacy?.npi ?? ''].join('|')
}

function unmasked(value: string | null): string | null {
  return value === null || isMasked(value) ? null : value
}

function readAuthorization(source: Source, standing: Standing): Authorization | null {
  if (standing.state !== 'authorization') return null
  const period = firstPeriod(source.record['preAuthRefPeriod'])
  const number = findNode(source.record['identifier'], (one) => isOfSystem(one, '/Unique-Tracking-Number'))
  return {
    number: identifierValue(number),
    validFrom: date(period['start']),
    validUntil: date(period['end']),
  }
}
