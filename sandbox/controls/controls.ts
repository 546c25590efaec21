// Everything a test or a developer may turn: one object in the process, with the API and the page in front of it.
import type { App } from '@/sandbox/apps'
import type { Behaviour } from '@/sandbox/bluebutton/behaviour'
import type { Grant, Grants } from '@/sandbox/bluebutton/grants'
import type { Clock } from '@/sandbox/clock'
import type { Journal } from '@/sandbox/journal/journal'
import type { Directory } from '@/sandbox/people/directory'
import type { Deed } from '@/sandbox/faults/fault'
import type { Faults } from '@/sandbox/faults/faults'
import { turnKnob } from '@/sandbox/knobs/knobs'
import type { KnobScope } from '@/sandbox/knobs/knobs'
import type { Doors } from '@/sandbox/doors/doors'
import type { Switched, Switches } from './switches'

/** Which app's, which person's; everything when nothing is given. */
export interface Whose {
  readonly clientId?: string
  /** A user name such as BBUser00000. */
  readonly person?: string
}

export interface Controls {
  readonly clock: Clock
  readonly faults: Faults
  readonly journal: Journal
  readonly directory: Directory
  /** Changes how the authorization server behaves: for one app, or for everybody. */
  behave(change: Partial<Behaviour>, scope?: { clientId?: string; ttlMs?: number }): void
  listBehaviours(): readonly Switched[]
  /** Everybody is treated as by the real server again. */
  clearBehaviours(): void
  behaviourFor(clientId: string | null): Behaviour
  /**
   * The person removes the app at Medicare.gov; nobody tells the app (contract 3.6 D). Answers how many grants
   * ended.
   */
  revokeAtMedicare(whose?: Whose): number
  /** Access tokens are past their hour from now on; grants and refresh tokens live. Answers how many. */
  expireAccessTokens(whose?: Whose): number
  /** Grants are past their end from now on. Answers how many. */
  expireGrants(whose?: Whose): number
  listGrants(whose?: Whose): readonly Grant[]
  listApps(): readonly App[]
  /** Registers an app, or replaces the one with the same id. */
  registerApp(app: App): void
  /** Codes are past their minute from now on. Answers how many. */
  expireCodes(whose?: Whose): number
  /** Codes are as if they had been traded already. Answers how many. */
  spendCodes(whose?: Whose): number
  /** Further addresses of this sandbox, each with one thing wrong. */
  readonly doors: Doors
  /** Turns a knob of knobs.ts by its name; answers false when there is none of that name. */
  turn(knob: string, scope?: KnobScope): boolean
  /** Forgets faults, switches, grants, tokens, journal and later apps, and sets the clock right. */
  reset(): void
}

export interface ControlParts {
  readonly clock: Clock
  readonly faults: Faults
  readonly switches: Switches
  readonly journal: Journal
  readonly directory: Directory
  readonly grants: Grants
  readonly apps: Map<string, App>
  readonly doors: Doors
  readonly forget: () => void
}

/** The controls of one sandbox. */
export function createControls(parts: ControlParts): Controls {
  const { clock, faults, switches, journal, directory, grants, apps, doors } = parts
  const listGrants = (whose: Whose = {}) => grants.list().filter(grant => isOf(whose, grant))
  const listCodes = (whose: Whose = {}) => grants.listCodes().filter(code => isOf(whose, code))
  const controls: Controls = {
    clock,
    faults,
    journal,
    directory,
    doors,
    behave: switches.behave,
    listBehaviours: switches.list,
    clearBehaviours: switches.clear,
    behaviourFor: switches.behaviourFor,
    listGrants,
    listApps: () => [...apps.values()],
    registerApp: app => void apps.set(app.clientId, app),
    revokeAtMedicare: whose => countOf(listGrants(whose), grant => grants.end(grant.clientId, grant.personKey)),
    expireGrants: whose => countOf(listGrants(whose), grant => void (grant.expiresAtMs = clock.now())),
    expireAccessTokens: (whose = {}) =>
      countOf(
        grants.listAccess().filter(token => isOf(whose, token) && token.expiresAtMs > clock.now()),
        token => void (token.expiresAtMs = clock.now()),
      ),
    expireCodes: whose => countOf(listCodes(whose), code => void (code.expiresAtMs = clock.now())),
    spendCodes: whose => countOf(listCodes(whose), code => grants.spendCode(code.value)),
    turn: (name, scope = {}) => turnKnob(name, scope, reach),
    reset: parts.forget,
  }
  const carry = (deed: Deed, whose: Whose) => carryOut(controls, deed, whose)
  const reach = { faults, behave: switches.behave, clock, openDoor: doors.open, carryOut: carry }
  return controls
}

/** Does what a fault or a knob asks for. */
export function carryOut(controls: Controls, deed: Deed, whose: Whose): void {
  const deeds: Record<Deed, (whose: Whose) => number> = {
    'revoke-at-medicare': controls.revokeAtMedicare,
    'expire-access-tokens': controls.expireAccessTokens,
    'expire-grants': controls.expireGrants,
    'expire-codes': controls.expireCodes,
    'spend-codes': controls.spendCodes,
  }
  deeds[deed](whose)
}

function isOf(whose: Whose, owned: { readonly clientId: string; readonly personKey: string }): boolean {
  const sameApp = whose.clientId === undefined || whose.clientId === owned.clientId
  return sameApp && (whose.person === undefined || whose.person === owned.personKey)
}

function countOf<T>(list: readonly T[], change: (entry: T) => unknown): number {
  for (const entry of list) change(entry)
  return list.length
}
