// The medicines of a person, made from the fills on their claims: what, since when, until about when, and what it cost.
// Everything here was paid at the pharmacy; none of it is owed (contract claims-data 4.2).
import { addDays, daysBetween } from './calendar'
import type { CalendarDate, ClaimRow } from './claim'
import type { CurrentClaim } from './current'
import { productCode, writtenDrugCode } from './drug-code'
import type { DrugFact } from './facts'
import { groupBy } from './group-by'
import { dayOf } from './period'
import { groupByYear, newestFirst } from './sort'

export interface DrugEntry {
  /** The product: fills of other package sizes belong to it, other strengths do not. */
  readonly key: string
  /** `null` when no fill names it. */
  readonly name: string | null
  /** The code of the newest fill as packages print it, "99999-0012-30"; `null` when the record has none. */
  readonly code: string | null
  /** Mixed by the pharmacy: name and code are those of the first ingredient. */
  readonly compound: boolean
  /** Newest first; never empty. */
  readonly fills: readonly DrugFillEntry[]
  readonly lastFill: CalendarDate | null
  readonly daysSupply: number | null
  /** When the last fill runs out; `null` when its day or its days' supply is not known. */
  readonly nextFill: CalendarDate | null
  readonly pharmacy: string | null
  readonly prescriber: string | null
  readonly total: DrugCost
  /** Newest first; fills without a date are in `total` alone. */
  readonly years: readonly (DrugCost & { readonly year: string })[]
}

export interface DrugFillEntry {
  readonly id: string
  readonly on: CalendarDate | null
  readonly daysSupply: number | null
  /** Already paid; `null` when the claim does not list it. */
  readonly paidCents: number | null
}

export interface DrugCost {
  /** `null` when no fill lists an amount: unknown is not zero. */
  readonly cents: number | null
  readonly fills: number
  /** Fills that list no amount: the sum leaves them out. */
  readonly withoutAmount: number
}

/** The medicines on claims that each stand for their latest version, most recently filled first. Cancelled and denied fills are none. */
export function listDrugs(claims: readonly CurrentClaim[]): readonly DrugEntry[] {
  const fills = newestFirst(claims).flatMap((claim): readonly Fill[] => {
    const { drug } = claim.facts
    return drug === null || !isFilled(claim) ? [] : [{ row: claim.row, drug }]
  })
  return [...groupBy(fills, ({ drug }) => productOf(drug))].flatMap(([key, ofProduct]) => describe(key, ofProduct))
}

interface Fill {
  readonly row: ClaimRow
  readonly drug: DrugFact
}

function isFilled({ row }: CurrentClaim): boolean {
  return row.state !== 'cancelled' && row.state !== 'denied' && row.state !== 'authorization'
}

function productOf({ key, compound }: DrugFact): string {
  return compound ? `mixed ${productCode(key)}` : productCode(key)
}

function describe(key: string, fills: readonly Fill[]): readonly DrugEntry[] {
  const last = fills[0]
  if (!last) return []
  const lastFill = dayOf(last)
  const { daysSupply } = last.drug
  return [{
    key,
    name: firstOf(fills, ({ drug }) => drug.name),
    code: codeOf(last.drug),
    compound: last.drug.compound,
    fills: fills.map(toFillEntry),
    lastFill,
    daysSupply,
    // Fills of nothing in particular say nothing about a next one.
    nextFill: lastFill === null || !daysSupply || last.drug.key === '' ? null : addDays(lastFill, daysSupply),
    pharmacy: firstOf(fills, ({ drug }) => drug.pharmacy),
    prescriber: firstOf(fills, ({ drug }) => drug.prescriber),
    total: costOf(fills),
    years: costByYear(fills),
  }]
}

function codeOf({ key, name }: DrugFact): string | null {
  return key === '' || key === name ? null : writtenDrugCode(key)
}

function toFillEntry(fill: Fill): DrugFillEntry {
  return { id: fill.row.id, on: dayOf(fill), daysSupply: fill.drug.daysSupply, paidCents: paidOf(fill) }
}

function paidOf({ row }: Fill): number | null {
  return row.figure === 'paid' ? row.cents : null
}

function costOf(fills: readonly Fill[]): DrugCost {
  const listed = fills.map(paidOf).filter((cents) => cents !== null)
  const cents = listed.length === 0 ? null : listed.reduce((sum, amount) => sum + amount, 0)
  return { cents, fills: fills.length, withoutAmount: fills.length - listed.length }
}

function costByYear(fills: readonly Fill[]): DrugEntry['years'] {
  return groupByYear(fills).flatMap(({ year, claims }) => (year === null ? [] : [{ year, ...costOf(claims) }]))
}

function firstOf(fills: readonly Fill[], read: (fill: Fill) => string | null): string | null {
  return fills.map(read).find((value) => value !== null) ?? null
}

/** How the next fill reads today: still to come, some weeks past, or so long ago that only the last fill is worth saying. */
export function standingOfNextFill(nextFill: CalendarDate, today: CalendarDate): 'expected' | 'past' | 'long-past' {
  const late = daysBetween(nextFill, today) ?? 0
  if (late <= 0) return 'expected'
  return late <= longestWaitDays ? 'past' : 'long-past'
}

/** A fill may take a month and more until a claim tells of it. */
const longestWaitDays = 45

/** What all of them cost together, in all and per year. Ask only when every claim is here (product promise 1). */
export function sumDrugCosts(drugs: readonly DrugEntry[], year: string | null = null): DrugCost {
  const costs = drugs.flatMap((drug): readonly DrugCost[] => (year === null ? [drug.total] : drug.years.filter((one) => one.year === year)))
  const listed = costs.map(({ cents }) => cents).filter((cents) => cents !== null)
  return {
    cents: listed.length === 0 ? null : listed.reduce((sum, cents) => sum + cents, 0),
    fills: costs.reduce((sum, { fills }) => sum + fills, 0),
    withoutAmount: costs.reduce((sum, { withoutAmount }) => sum + withoutAmount, 0),
  }
}
