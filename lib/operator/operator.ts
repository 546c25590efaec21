// Which operator is asking. A realm of its own: another cookie, other records, another way in; whoever is signed in to see
// their own claims is nobody here, and an operator is nobody there (quality SES-12).
import 'server-only'
import { cookies } from 'next/headers'
import { settings } from '@/lib/env'
import { SignInNeeded } from '@/lib/errors'
import { nameSession } from '@/lib/log'
import { logName, openUnderMaster, sealUnderMaster } from '@/lib/master-seal'
import { operatorSettings } from './settings'
import { createOperatorSessions, isFresh, type Operator, type OperatorSessions, type Who } from './sessions'

/** Signed in, but too long ago for what was asked: the answer is to sign in once more. */
export class StepUpNeeded extends SignInNeeded {
  constructor() {
    super('expired')
  }
}

export interface OperatorCookie {
  readonly name: string
  readonly value: string
  readonly options: { readonly httpOnly: true; readonly sameSite: 'lax'; readonly path: '/'; readonly secure: boolean; readonly maxAge?: number }
}

/**
 * The operator behind this request; to be asked beside the data, in each page and handler.
 * @param activity `person` keeps the session awake; `machine` (polling) does not (quality SES-03)
 * @throws SignInNeeded when nobody is signed in as an operator
 */
export async function requireOperator(activity: 'person' | 'machine' = 'person'): Promise<Operator> {
  const id = await readId()
  if (id === null) throw new SignInNeeded('no-session')
  const operator = processSessions().open(id, activity)
  if (!operator || !mayStillCome(operator)) throw new SignInNeeded('expired')
  return operator
}

/** The same for starting and deleting exports: who signed in at most 15 minutes ago. @throws StepUpNeeded, SignInNeeded */
export async function requireFreshOperator(): Promise<Operator> {
  const operator = await requireOperator()
  if (!isFresh(operator)) throw new StepUpNeeded()
  return operator
}

/** The operator, or null: for the sign-in page. */
export async function findOperator(): Promise<Operator | null> {
  return requireOperator('machine').catch((error: unknown) => {
    if (error instanceof SignInNeeded) return null
    throw error
  })
}

/** Begins a session and ends the one this browser had. The id is new each time (quality SES-02). */
export async function beginOperatorSession(who: Who): Promise<OperatorCookie> {
  const before = await readId()
  if (before !== null) processSessions().end(before)
  const [first] = settings().vault.keys
  return { ...operatorCookie(), value: sealUnderMaster(processSessions().begin(who), first, purpose) }
}

/** Ends it here and now; the cookie in the answer comes after. */
export async function endOperatorSession(): Promise<OperatorCookie> {
  const id = await readId()
  if (id !== null) processSessions().end(id)
  const { name, options } = operatorCookie()
  return { name, value: '', options: { ...options, maxAge: 0 } }
}

/** `__Host-` on https; plain http on this machine cannot carry it. It goes with the browser: no age of its own. */
function operatorCookie(): Omit<OperatorCookie, 'value'> {
  const { secure } = settings()
  return { name: secure ? '__Host-plainclaim-operator' : 'plainclaim-operator', options: { httpOnly: true, sameSite: 'lax', path: '/', secure } }
}

const purpose = 'operator session'

/** What the cookie opens, or null for anything that we did not seal for this cookie. */
async function readId(): Promise<string | null> {
  const text = (await cookies()).get(operatorCookie().name)?.value
  const id = text === undefined ? null : openUnderMaster(text, settings().vault.keys, purpose)
  if (id !== null) nameSession(logName(id, settings().vault.keys[0]))
  return id
}

/** The way they came in by must still be the one that is open. */
function mayStillCome({ via }: Operator): boolean {
  return operatorSettings().kind === via
}

const place = Symbol.for('plainclaim.operators')
const home: typeof globalThis & { [place]?: OperatorSessions } = globalThis

/** Next bundles pages and handlers apart, so they hang on globalThis (stack T10). */
function processSessions(): OperatorSessions {
  return (home[place] ??= createOperatorSessions())
}
