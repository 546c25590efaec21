// What every Blue Button endpoint of the sandbox works with: the people, the apps, the memory, the clock and the
// switches.
import type { App } from '@/sandbox/apps'
import type { Attempts } from '@/sandbox/bluebutton/authorize/attempts'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Grants } from '@/sandbox/bluebutton/grants'
import type { Clock } from '@/sandbox/clock'
import type { Directory } from '@/sandbox/people/directory'

export interface Parts {
  readonly directory: Directory
  readonly findApp: (clientId: string) => App | null
  readonly grants: Grants
  readonly attempts: Attempts
  readonly clock: Clock
  /** How to behave towards this app at this moment; null for nobody in particular. */
  readonly behaviourFor: (clientId: string | null) => Behaviour
}

export type Version = 1 | 2 | 3

/** The version in a path such as `/v2/o/token/`; null when it is none of ours. */
export function readVersion(path: string): Version | null {
  const digit = /^\/v([123])\//.exec(path)?.[1]
  return digit === '1' ? 1 : digit === '2' ? 2 : digit === '3' ? 3 : null
}

/** The person's id as this version's backend knows it; null when it does not (contract 1.2). */
export function patientIdIn(version: Version, person: { v2Id: string | null; v3Id: string | null }): string | null {
  return version === 3 ? person.v3Id : person.v2Id
}

/** The words for an app that is switched off (contract 2.5). */
export function inactiveWords(app: App): string {
  return (
    `This application, ${app.name}, is temporarily inactive. If you are the app maintainer, please contact the Blue ` +
    'Button API team. If you are a Medicare Beneficiary and need assistance, please contact the support team for the ' +
    'application you are trying to access.'
  )
}
