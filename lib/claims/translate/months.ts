// Version 2 says who was enrolled, and with what help, month by month in twelve separate extensions; the year in
// progress has fewer, and the last ones may say nothing (contract claims-data 2.1).
import type { CalendarDate } from '@/lib/claims/claim'
import { date } from './dates'
import { extension, extensionCoding, list, node, isNode, text, type Node } from './read'
import { variables } from './versions'

export interface Months {
  readonly record: Node
  /** The variable's name before the two digits of the month. */
  readonly name: string
  readonly today: CalendarDate
}

/** The latest month up to today that says something; `null` when none does. */
export function latestMonth(months: Months): string | null {
  return monthly(months).findLast((code) => !silent.has(code)) ?? null
}

/** What each month says, by month (`2025-03`); months that say nothing are left out. */
export function codesByMonth(months: Months): Readonly<Record<string, string>> {
  const year = text(extension(months.record, `${variables}rfrnc_yr`)?.['valueDate'])
  if (year === null || !/^\d{4}$/.test(year)) return {}
  const told = monthly(months).map((code, index) => [`${year}-${String(index + 1).padStart(2, '0')}`, code] as const)
  return Object.fromEntries(told.filter(([, code]) => !silent.has(code)))
}

const silent = new Set(['', '*', '**', '99', 'XX', '~'])

export interface Enrolment {
  readonly code: string | null
  readonly standing: 'active' | 'ended' | 'never' | 'unknown'
  /** The contract is that of today's own month. */
  readonly isToday: boolean
}

/** Whether the person has a plan, by the contract of the latest month: nothing else in version 2 says so. */
export function contractOfMonth(months: Months): Enrolment {
  const codes = monthly(months)
  const latest = codes.findLast((code) => !silent.has(code)) ?? ''
  if (contract.test(latest)) {
    return { code: latest, standing: 'active', isToday: isThisYear(months) && codes.at(-1) === latest }
  }
  const ended = codes.some((code) => contract.test(code)) || hadEarlier(months)
  const standing = ended ? 'ended' : latest === '' || notEnrolled.has(latest) ? 'never' : 'unknown'
  return { code: null, standing, isToday: false }
}

/** A letter and four digits: H, R Medicare Advantage, S drug plans, E employers, X transition, Y and Z in tests. */
const contract = /^[A-Z]\d{4}$/
const notEnrolled = new Set(['N', '0', '00', 'NA'])

/** Earlier years stand in extensions named after the month and the year. */
function hadEarlier({ record, name }: Months): boolean {
  return list(record['extension']).filter(isNode).some((one) => {
    const url = text(one['url']) ?? ''
    if (!url.startsWith(`${variables}${name}`) || !url.includes('/', variables.length)) return false
    return contract.test(text(node(one['valueCoding'])['code']) ?? '')
  })
}

function monthly(months: Months): readonly string[] {
  const last = isThisYear(months) ? Number(months.today.slice(5, 7)) : 12
  return Array.from({ length: last }, (_, index) => {
    const month = String(index + 1).padStart(2, '0')
    return extensionCoding(months.record, `${variables}${months.name}${month}`)?.code ?? ''
  })
}

/** The months are those of the reference year, which may lie behind. */
function isThisYear({ record, today }: Months): boolean {
  const year = text(extension(record, `${variables}rfrnc_yr`)?.['valueDate'])
  return year !== null && date(today) !== null && today.startsWith(`${year}-`)
}
