/**
 * Which parts of Medicare a person has, and who helps them pay: computed from the number alone (claims-data.md 5.7).
 */
import { dayOf, isoDay } from '@/sandbox/people/numbers/calendar'
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Counts } from '@/sandbox/people/numbers/kinds'
import type { Person } from './person'
import { RESERVED } from './reserved'

export interface Plan {
  readonly contract: string
  readonly number: string
  readonly insurer: string
  readonly phone: string
  readonly since: string
}

export interface DrugCard {
  readonly member: string
  readonly bin: string
  readonly pcn: string
  readonly group: string
}

export interface Enrollment {
  /** False for the one person without any part. */
  readonly hasMedicare: boolean
  readonly partASince: string
  readonly partBSince: string
  /** Part B left again; null while it lasts. */
  readonly partBUntil: string | null
  readonly reason: '0' | '1' | '2'
  readonly esrd: boolean
  readonly advantage: Plan | null
  readonly drugPlan: (Plan & { readonly card: DrugCard }) | null
  /** Medicaid beside Medicare: 01 and 02 QMB, 03 SLMB, 08 other with full Medicaid. */
  readonly dual: '01' | '02' | '03' | '08' | null
  readonly dualSince: string
  /** Help with drug costs: 01 deemed, 04 applied for, 09 none. */
  readonly drugHelp: '01' | '04' | '09'
}

const INSURERS = ['Juniper Health Plan', 'Harborlight Insurance', 'Three Rivers Benefit', 'Larkspur Advantage'] as const

interface Who {
  readonly n: number
  readonly person: Person
  readonly counts: Counts
}

/** The enrollment of a person; drug events are proof of a drug plan. */
export function enrollmentOf(who: Who): Enrollment {
  const { n, person, counts } = who
  const draw = createStream(hash(n, 18, 0))
  const sixtyFive = dayOf(person.bornOn) + Math.round(65 * 365.25)
  const since = firstOfMonthBefore(Math.min(sixtyFive, dayOf('2014-02-01') + draw.between(0, 900)))
  const wants = (share: number) => draw.chance(share)
  const [fills, advantage, dual, help] = [wants(0.6), wants(0.15), wants(0.12), wants(0.05)]
  const everything = n === RESERVED.everything
  const isDual = dual || everything
  const planYear = `20${draw.between(18, 25)}-01-01`
  return {
    hasMedicare: n !== RESERVED.noCoverage,
    partASince: since,
    partBSince: since,
    partBUntil: draw.chance(0.02) && !everything ? '2025-06-30' : null,
    reason: draw.weighted([
      [80, sixtyFive <= dayOf(since) + 31 ? '0' : '1'],
      [2, '2'],
    ]),
    esrd: draw.chance(0.02),
    advantage: advantage || everything ? planFor(n, 'Y', planYear) : null,
    drugPlan: counts.pde > 0 || fills ? { ...planFor(n, 'Z', planYear), card: cardFor(n) } : null,
    dual: isDual
      ? draw.weighted([
          [50, '02'],
          [20, '01'],
          [15, '03'],
          [15, '08'],
        ])
      : null,
    dualSince: `20${draw.between(16, 24)}-07-01`,
    drugHelp: isDual ? '01' : help ? '04' : '09',
  }
}

function firstOfMonthBefore(day: number): string {
  return `${isoDay(day).slice(0, 7)}-01`
}

/** Contracts of the test sets: Z for drugs, Y for Advantage; a few look like production's. */
function planFor(n: number, letter: 'Y' | 'Z', since: string): Plan {
  const draw = createStream(hash(n, 19, letter === 'Y' ? 1 : 0))
  const most = letter === 'Y' ? 6 : 10
  const contract = draw.chance(0.15) ? (letter === 'Y' ? 'H1234' : 'S0001') : `${letter}000${draw.between(1, most)}`
  return {
    contract: contract === `${letter}00010` ? `${letter}0010` : contract,
    number: draw.pick(['800', '803', '001', '002', '003', '004', '005', '006', '007', '008', '009', '010']),
    insurer: draw.pick(INSURERS),
    phone: `800-555-01${draw.between(10, 99)}`,
    since,
  }
}

function cardFor(n: number): DrugCard {
  const draw = createStream(hash(n, 19, 2))
  return {
    member: String(draw.between(100_000_000, 999_999_999)),
    bin: String(draw.between(100_000, 999_999)),
    pcn: String(draw.between(100_000, 999_999)),
    group: String(draw.between(100, 999)),
  }
}
