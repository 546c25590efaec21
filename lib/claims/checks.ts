// The yes-or-no questions a careful person asks of their claims. Pure: the claims and the day come in. Ask only when every
// claim is here, as a part would miss the second of two.
import { monthsBefore } from './calendar'
import type { CalendarDate } from './claim'
import type { Check } from './checks/check'
import { findDenied } from './checks/find-denied'
import { findEquipment } from './checks/find-equipment'
import { findNewProviders } from './checks/find-new-providers'
import { findTwice } from './checks/find-twice'
import type { CurrentClaim } from './current'

/** A provider first seen within these months is asked about. */
const newForMonths = 6
/** Questions about care within these months come first; older ones are harder to remember. */
const recentMonths = 12

export interface Checks {
  /** What can still be acted on: newest first within each kind. */
  readonly recent: readonly Check[]
  readonly older: readonly Check[]
}

/** @param today YYYY-MM-DD */
export function findChecks(claims: readonly CurrentClaim[], today: CalendarDate): Checks {
  const all: readonly Check[] = [
    ...byDay(findDenied(claims, today)),
    ...byDay(findTwice(claims)),
    ...byDay(findNewProviders(claims, monthsBefore(today, newForMonths) ?? today)),
    ...byDay(findEquipment(claims)),
  ]
  const since = monthsBefore(today, recentMonths) ?? ''
  const isRecent = (check: Check): boolean => (check.on ?? '') >= since || isOpen(check)
  return { recent: all.filter(isRecent), older: all.filter((check) => !isRecent(check)) }
}

/** One may still appeal, however long ago the care was. */
function isOpen(check: Check): boolean {
  return check.kind === 'denied' && check.appealBy !== null && !check.past
}

function byDay<One extends Check>(checks: readonly One[]): readonly One[] {
  return checks.toSorted((one, other) => ((one.on ?? '') < (other.on ?? '') ? 1 : (one.on ?? '') > (other.on ?? '') ? -1 : 0))
}
