// Which claims an export of version 3 is asked for: tags, outcome and dates of a `_typeFilter` (contract 1.5).
// Everything else exports what it has.

export const systemTypes = 'https://bluebutton.cms.gov/fhir/CodeSystem/System-Type'
export const finalActions = 'https://bluebutton.cms.gov/fhir/CodeSystem/Final-Action'

/** The day numbers that a date stands for, and how a claim's last day must lie to them. */
export interface DateTest {
  readonly prefix: 'eq' | 'lt' | 'gt' | 'le' | 'ge'
  readonly firstDay: number
  readonly lastDay: number
}

/** Of each group one must hold. */
export interface ClaimFilter {
  /** `system|code`. */
  readonly tags: readonly (readonly string[])[]
  readonly outcomes: readonly (readonly string[])[]
  readonly dates: readonly (readonly DateTest[])[]
}

export const noFilter: ClaimFilter = { tags: [], outcomes: [], dates: [] }

/** What the filter looks at. */
export interface Filtered {
  readonly system: 'NationalClaimsHistory' | 'DDPS' | 'SharedSystem'
  readonly outcome: 'complete' | 'partial'
  readonly endDay: number
}

/** Whether an export names the systems that it wants; if not, claims of the shared systems stay out. */
export function namesSystems({ tags }: ClaimFilter): boolean {
  return tags.some(group => group.some(tag => tag.startsWith(`${systemTypes}|`)))
}

/** Whether claims of this system are wanted at all, before any is made. */
export function wantsSystem(filter: ClaimFilter, system: Filtered['system']): boolean {
  if (!namesSystems(filter) && system === 'SharedSystem') return false
  return filter.tags.every(group => group.some(tag => tagsOf(system).includes(tag)))
}

/** Whether this claim is wanted. */
export function isWanted(filter: ClaimFilter, claim: Filtered): boolean {
  return (
    wantsSystem(filter, claim.system) &&
    filter.outcomes.every(group => group.includes(claim.outcome)) &&
    filter.dates.every(group => group.some(test => passes(test, claim.endDay)))
  )
}

function tagsOf(system: Filtered['system']): readonly string[] {
  const final = system === 'SharedSystem' ? 'NotFinalAction' : 'FinalAction'
  return [`${systemTypes}|${system}`, `${finalActions}|${final}`]
}

function passes({ prefix, firstDay, lastDay }: DateTest, day: number): boolean {
  if (prefix === 'lt') return day < firstDay
  if (prefix === 'gt') return day > lastDay
  if (prefix === 'le') return day <= lastDay
  return prefix === 'ge' ? day >= firstDay : day >= firstDay && day <= lastDay
}
