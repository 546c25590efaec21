// Stands in front of everything: writes each request into the journal and lets loose whatever faults it meets.
import type { Context, MiddlewareHandler } from 'hono'
import type { Grants } from '@/sandbox/bluebutton/grants'
import { serverError } from '@/sandbox/bluebutton/answers'
import { readCaller } from '@/sandbox/journal/caller'
import type { Caller } from '@/sandbox/journal/caller'
import type { Journal } from '@/sandbox/journal/journal'
import { readOrganizationCaller } from '@/sandbox/organizations/caller'
import { readForm } from '@/sandbox/bluebutton/tokens/token-request'
import type { Env } from '@/sandbox/env'
import { delayOf, waitFor } from './delay'
import { alter, answerOf } from './alter'
import { breakOff } from './break-off'
import { editRequest } from './edit-request'
import type { Whose } from '@/sandbox/controls/controls'
import type { Deed } from './fault'
import type { Faults, Hit } from './faults'
import { breakTransport } from './transport'

export interface FaultLayerParts {
  readonly faults: Faults
  readonly journal: Journal
  readonly grants: Grants
  /** Whose token of an organization a request carries. */
  readonly clientOf: (request: Request) => string | null
  /** Turns a control for one app and person. */
  readonly carryOut: (deed: Deed, whose: Whose) => void
  /** Blue Button itself, with nothing in front of it. */
  readonly ask: (request: Request) => Promise<Response>
}

/** The middleware; it must come before everything it is to disturb. */
export function faultLayer({ faults, journal, grants, clientOf, carryOut, ask }: FaultLayerParts): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.path === '/__sandbox' || c.req.path.startsWith('/__sandbox/')) return next()
    const request = c.req.raw
    const caller = (await readOrganizationCaller(request, clientOf)) ?? (await readPersonCaller(request, grants))
    const { entry, done } = journal.record(request, caller)
    const hits = faults.strike(request, caller)
    entry.faults.push(...hits.map(hit => hit.id))
    const whose = whoseOf(caller)
    for (const { action } of hits) if (action.kind === 'do' && whose) carryOut(action.what, whose)
    try {
      for (const { action } of hits) if (action.kind === 'edit-request') c.req.raw = await editRequest(c.req.raw, action)
      await disturb(c, hits, next)
      const scene = { request, grants, ask, breakOff: () => breakOff(c) }
      for (const { action, draw, memory } of hits) replace(c, await alter(c.res, action, { ...scene, draw, memory }))
      await finish(c, hits)
      done(c.res.status)
    } catch (error) {
      done(null)
      throw error
    }
  }
}

async function readPersonCaller(request: Request, grants: Grants): Promise<Caller> {
  const form = request.method === 'POST' ? await readForm(request.clone()) : new URLSearchParams()
  return readCaller(request, form, grants)
}

async function disturb(c: Context<Env>, hits: readonly Hit[], next: () => Promise<void>): Promise<void> {
  const early = await before(c, hits)
  if (early) replace(c, early)
  else await next()
}

/** What happens to an answer that is ready to leave: it waits, or its line breaks. */
async function finish(c: Context<Env>, hits: readonly Hit[]): Promise<void> {
  for (const { action, draw } of hits)
    if (action.kind === 'delay' && action.afterwards) await waitFor(delayOf(action, draw), c)
  for (const { action } of hits)
    if (action.kind === 'transport' && action.how !== 'reset-before') replace(c, await breakTransport(c, action))
}

/** What happens instead of, or ahead of, the handling. */
async function before(c: Context<Env>, hits: readonly Hit[]): Promise<Response | null> {
  for (const { action, draw } of hits) {
    if (action.kind === 'delay' && !action.afterwards) await waitFor(delayOf(action, draw), c)
    if (action.kind === 'hang') {
      await waitFor(action.ms === 0 ? Infinity : action.ms, c)
      return serverError()
    }
    if (action.kind === 'answer' && !action.afterwards) return answerOf(action)
    if (action.kind === 'transport' && action.how === 'reset-before') return breakTransport(c, action)
  }
  return null
}

function replace(c: Context<Env>, response: Response): void {
  if (c.res === response) return
  // Without this the framework copies the old headers onto the new answer.
  c.res = undefined
  c.res = response
}

/** Null for a stranger: their call must not end anybody's access. */
function whoseOf({ clientId, personKey }: Caller): Whose | null {
  return clientId === null || personKey === null ? null : { clientId, person: personKey }
}
