// One part of Medicare, from either version. Version 2 always sends four parts, whether or not the person has them,
// with codes by month; version 3 sends only parts with a record (contract claims-data 2.1). Total: never throws.
import type { CalendarDate } from '@/lib/claims/claim'
import type { Coverage } from '@/lib/claims/coverage'
import { date } from './dates'
import { codesByMonth, contractOfMonth, latestMonth, type Enrolment, type Months } from './months'
import { extensionCoding, extensionText, findNode, hasCode, isNode, list, node, text, type Node } from './read'
import { stateLetters } from './states'
import { structures, variables, type Version } from './versions'

/**
 * Reads one coverage. `today` decides what is past, present and future; Medicare itself counts days in UTC-12.
 * @returns `null` when it is not a coverage, or not of a part we know: the caller counts it as unreadable.
 */
export function readCoverage(resource: unknown, version: Version, today: CalendarDate): Coverage | null {
  if (!isNode(resource) || resource['resourceType'] !== 'Coverage') return null
  const part = readPart(resource)
  if (part === null) return null
  return version === 2 ? readV2(resource, part, today) : readV3(resource, part, today)
}

type Part = Coverage['part']

/** Named by the plan class; by the id where the record is an empty shell. */
function readPart(record: Node): Part | null {
  const plan = classValue(record, 'plan') ?? ''
  const letter = /^part ([abcd])$/i.exec(plan)?.[1] ?? /^part-([abcd])-/.exec(text(record['id']) ?? '')?.[1]
  if (letter !== undefined) return parts.get(letter.toUpperCase()) ?? null
  return /dual/i.test(plan) || text(record['id'])?.startsWith('dual-') ? 'dual' : null
}

const parts = new Map<string, Part>([['A', 'A'], ['B', 'B'], ['C', 'C'], ['D', 'D']])

function classValue(record: Node, code: string): string | null {
  const found = findNode(record['class'], (one) => hasCode(one['type'], code))
  return text(found?.['value'])
}

/** Only private plans have a contract, by month. */
const planVariables = new Map<Part, { readonly contract: string; readonly plan: string }>([
  ['C', { contract: 'ptc_cntrct_id_', plan: 'ptc_pbp_id_' }],
  ['D', { contract: 'ptdcntrct', plan: 'ptdpbpid' }],
])

function readV2(record: Node, part: Part, today: CalendarDate): Coverage {
  const months = (name: string): Months => ({ record, name, today })
  const code = (name: string): string | null => extensionCoding(record, `${variables}${name}`)?.code ?? null
  const names = planVariables.get(part)
  const contract = names === undefined ? null : contractOfMonth(months(names.contract))
  const plan = names === undefined ? null : latestMonth(months(names.plan))
  const period = readPeriod(record)
  return {
    part,
    standing: standingOf({ record, period, today, enrolled: contract }),
    ...period,
    medicareNumber: text(record['subscriberId']),
    contract: contract?.code ?? null,
    plan: plan !== null && /^[0-9]{3}$/.test(plan) ? plan : null,
    insurer: null,
    insurerPhone: null,
    planKind: null,
    entitlementReason: code('crec') ?? code('orec'),
    medicareStatus: code('ms_cd'),
    dual: latestMonth(months('dual_')),
    lowIncome: latestMonth(months('cstshr')),
    dualMonths: codesByMonth(months('dual_')),
    stateBuyIn: readBuyIn(latestMonth(months('buyin')), part),
    medicaidState: null,
    drugCard: null,
  }
}

/** 0 nobody, 1 or A hospital part, 2 or B medical part, 3 or C both: does the state pay for this part? */
function readBuyIn(code: string | null, part: Part): string | null {
  if (code === null || (part !== 'A' && part !== 'B')) return null
  if (code === 'C' || code === 'A' || code === 'B') return code === 'C' || code === part ? 'yes' : 'no'
  return /^[0-3]$/.test(code) ? 'no' : null
}

function readV3(record: Node, part: Part, today: CalendarDate): Coverage {
  const code = (name: string): string | null => extensionCoding(record, `${structures}${name}`)?.code ?? null
  const written = (name: string): string | null => extensionText(record, `${structures}${name}`)
  const period = readPeriod(record)
  const insurer = findNode(record['contained'], (one) => one['resourceType'] === 'Organization')
  return {
    part,
    standing: standingOf({ record, period, today, enrolled: null }),
    ...period,
    medicareNumber: readMedicareNumber(record),
    contract: written('BENE-CNTRCT-NUM'),
    plan: written('BENE-PBP-NUM'),
    insurer: text(insurer?.['name']),
    insurerPhone: readPhone(insurer),
    planKind: code('BENE-CVRG-TYPE-CD'),
    entitlementReason: code('BENE-MDCR-ENTLMT-RSN-CD'),
    medicareStatus: code('BENE-MDCR-STUS-CD'),
    dual: code('BENE-DUAL-STUS-CD'),
    lowIncome: code('BENE-LIS-COPMT-LVL-CD'),
    dualMonths: {},
    // The code says on what ground; that there is one says that the state pays.
    stateBuyIn: part === 'A' || part === 'B' ? (/^[A-Z]$/.test(code('BENE-BUYIN-CD') ?? '') ? 'yes' : null) : null,
    medicaidState: stateLetters(code('MEDICAID-STATE-CD')),
    drugCard: readDrugCard(record),
  }
}

/** The drug card number has the type "member number" too: only the system tells the Medicare number (2.1). */
function readMedicareNumber(record: Node): string | null {
  const found = findNode(record['identifier'], (one) => one['system'] === 'http://hl7.org/fhir/sid/us-mbi')
  return text(found?.['value']) ?? text(record['subscriberId'])
}

function readPhone(insurer: Node | undefined): string | null {
  for (const contact of list(insurer?.['contact'])) {
    const phone = findNode(node(contact)['telecom'], (one) => one['system'] === 'phone')
    const found = text(phone?.['value'])
    if (found !== null) return found
  }
  return null
}

function readDrugCard(record: Node): Coverage['drugCard'] {
  const value = (code: string): string | null => classValue(record, code)
  const card = { memberId: value('rxid'), bin: value('rxbin'), pcn: value('rxpcn'), group: value('rxgroup') }
  return Object.values(card).some((one) => one !== null) ? card : null
}

/** An end in 2099 or 9999 is no end. */
function readPeriod(record: Node): { readonly from: CalendarDate | null; readonly to: CalendarDate | null } {
  const period = node(record['period'])
  const to = date(period['end'])
  return { from: date(period['start']), to: to !== null && to >= '2099' ? null : to }
}

interface StandingFacts {
  readonly record: Node
  readonly period: { readonly from: CalendarDate | null; readonly to: CalendarDate | null }
  readonly today: CalendarDate
  /** What the months say, for the parts whose record says nothing else. */
  readonly enrolled: Enrolment | null
}

/** `active` may start in 2030 and `active` may have no contract: the period and the months decide. */
function standingOf({ record, period, today, enrolled }: StandingFacts): Coverage['standing'] {
  const status = text(record['status'])
  if (status === null) return 'never'
  if (status === 'entered-in-error') return 'unknown'
  if (period.from !== null && period.from > today) return 'future'
  // The end may be the day Medicare last looked: a plan in this very month is not over.
  if (enrolled?.isToday) return 'active'
  if (status === 'cancelled' || (period.to !== null && period.to < today)) return 'ended'
  if (enrolled !== null) return enrolled.standing
  return status === 'active' && period.from !== null ? 'active' : 'unknown'
}
