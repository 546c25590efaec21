// The house's own lists, one for each month: which lists were begun, which sign-ins were refused, when a master key was
// replaced. They are what shows that a whole list was taken away.
import 'server-only'
import { keepMs } from './ledger'

export const houseDeeds = {
  /** The list of this month begins; `about` is the one of an earlier month, if there is one. */
  began: [],
  /** `about` is the list of a person's connection, which begins. */
  opened: [],
  'sign-in-refused': ['cancelled', 'too-slow', 'not-verified', 'medicare-down', 'our-settings', 'paused', 'nothing-shared'],
  'master-key-replaced': [],
} as const

export type HouseDeed = keyof typeof houseDeeds

const prefix = 'house-'

/** The list of the month of this instant, in UTC. */
export function houseListAt(atMs: number): string {
  return `${prefix}${new Date(atMs).toISOString().slice(0, 'YYYY-MM'.length)}`
}

export function isHouseList(list: string): boolean {
  return list.startsWith(prefix)
}

/** The lists of the months before, newest first, as far back as any is kept. */
export function earlierHouseLists(atMs: number): readonly string[] {
  const month = new Date(atMs)
  const count = Math.ceil(keepMs / (28 * 24 * 60 * 60_000))
  return Array.from({ length: count }, (_, index) => houseListAt(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - index - 1, 1)))
}
