// Dates every answer of the clearinghouse by its own clock, which may be wrong: a client that counts with `Date` must
// not notice (contract 5.2, rule 2).
import type { MiddlewareHandler } from 'hono'
import type { Env } from '@/sandbox/env'
import { tokenOf } from '@/sandbox/organizations/remembering'
import type { CdcParts } from './cdc'

/** `clientId` is who asked for a token; everybody else is known by theirs. */
export type CdcEnv = Env & { Variables: { clientId?: string } }

/** Sets `Date`, or takes care that none is sent. */
export function dating({ clock, memory, behaviourFor }: CdcParts): MiddlewareHandler<CdcEnv> {
  return async (c, next) => {
    // Before the handling: a token that is traded for another may be gone afterwards.
    const holder = memory.find(tokenOf(c.req.raw))?.clientId
    await next()
    const { cdcDate, cdcClockOffsetMs } = behaviourFor(holder ?? c.get('clientId') ?? null)
    if (cdcDate === 'sent') c.res.headers.set('date', new Date(clock.now() + cdcClockOffsetMs).toUTCString())
    else if (c.env?.outgoing) c.env.outgoing.sendDate = false
  }
}
