/**
 * Who person n is: name, birth, address, Medicare numbers. Computed from n alone (claims-data.md 5.7).
 */
import { createStream, hash } from '@/sandbox/people/numbers/hash'
import type { Stream } from '@/sandbox/people/numbers/hash'
import { medicareNumber, olderMedicareNumber } from '@/sandbox/people/numbers/ids'
import { CITIES, FAMILIES, MEN, STREETS, WOMEN } from '@/sandbox/people/pools/names'
import { STATES } from '@/sandbox/people/pools/states'
import type { State } from '@/sandbox/people/pools/states'
import { RESERVED } from './reserved'

export type Sex = 'female' | 'male'
/** The race codes of the Medicare enrolment file: 0 unknown, 1 white … 6 North American Native. */
export type RaceCode = '1' | '2' | '3' | '4' | '5' | '6'

export interface Person {
  readonly n: number
  readonly given: readonly string[]
  readonly family: string
  readonly sex: Sex
  readonly race: RaceCode
  /** Calendar dates, `2026-03-04`. */
  readonly bornOn: string
  readonly diedOn: string | null
  readonly state: State
  readonly zip: string
  readonly city: string
  /** Null for half of people: version 3 sends a street only sometimes. */
  readonly street: string | null
  readonly language: 'en' | 'es' | 'unknown'
  readonly medicareNumber: string
  /** A closed number that came before, with the day it ended; a tenth of people have one. */
  readonly olderNumber: { readonly value: string; readonly endedOn: string } | null
}

const DAY_MS = 86_400_000
/** The year in which the ages of 5.7 were counted. */
const COUNTED_IN = 2_023

const RACES: readonly (readonly [number, RaceCode])[] = [
  [63, '1'],
  [18, '5'],
  [11, '2'],
  [4, '4'],
  [2, '3'],
  [2, '6'],
]
const AGES: readonly (readonly [share: number, age: number])[] = [
  [0, 2],
  [0.05, 19],
  [0.25, 53],
  [0.5, 66],
  [0.75, 75],
  [0.95, 93],
  [1, 101],
]

/** Person n of the sandbox, 0 to 29,999. */
export function getPerson(n: number): Person {
  const draw = createStream(hash(n, 12, 0))
  const sex: Sex = draw.chance(0.55) ? 'female' : 'male'
  const race = draw.weighted(RACES)
  const bornOn = drawBirth(draw)
  const home = drawHome(draw)
  const lateNumber = draw.chance(0.1) || n === RESERVED.everything || n === RESERVED.merged
  const died = draw.chance(0.08) && n >= 100
  const person: Person = {
    n,
    given: drawGiven(draw, sex, n),
    family: drawFamily(draw, n),
    sex,
    race,
    bornOn,
    diedOn: died ? isoDay(Date.UTC(2_021, 0, 1) + draw.between(0, 1_400) * DAY_MS) : null,
    ...home,
    language: draw.weighted([
      [84, 'en'],
      [12, 'es'],
      [4, 'unknown'],
    ]),
    medicareNumber: medicareNumber(n),
    olderNumber: lateNumber ? { value: olderMedicareNumber(n), endedOn: `20${draw.between(19, 24)}-06-30` } : null,
  }
  return n === RESERVED.traps ? { ...person, bornOn: '2014-06-01', diedOn: '1981-03-17' } : person
}

function drawGiven(draw: Stream, sex: Sex, n: number): readonly string[] {
  const pool = sex === 'female' ? WOMEN : MEN
  const first = marked(draw.pick(pool), draw, n)
  return draw.chance(0.3) ? [first, draw.pick(pool)] : [first]
}

function drawFamily(draw: Stream, n: number): string {
  return marked(draw.pick(FAMILIES), draw, n)
}

/** A third of names end in digits, as all names of the set of 2023 do: a page must show them as they are. */
function marked(name: string, draw: Stream, n: number): string {
  return n % 3 === 1 ? `${name}${draw.between(10, 999)}` : name
}

function drawBirth(draw: Stream): string {
  const share = draw.fraction()
  const upper = Math.max(
    1,
    AGES.findIndex(([at]) => at >= share),
  )
  const [fromShare, fromAge] = AGES[upper - 1] ?? [0, 0]
  const [toShare, toAge] = AGES[upper] ?? [1, 100]
  const age = fromAge + ((share - fromShare) / (toShare - fromShare)) * (toAge - fromAge)
  return isoDay(Date.UTC(COUNTED_IN, 5, 30) - Math.round(age * 365.25) * DAY_MS)
}

function drawHome(draw: Stream): Pick<Person, 'state' | 'zip' | 'city' | 'street'> {
  const state = draw.pick(STATES)
  return {
    state,
    zip: `${state.zip}${String(draw.between(1, 99)).padStart(2, '0')}`,
    city: draw.pick(CITIES),
    street: draw.chance(0.5) ? `${draw.between(1, 999)} ${draw.pick(STREETS)}` : null,
  }
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
