// BCDA, the Beneficiary Claims Data API: tokens, bulk exports and files of six invented organizations (contract 1).
// It shares nothing with any client; people and claims come from the same numbers as those of Blue Button.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { breakOff } from '@/sandbox/faults/break-off'
import type { Organization, OrganizationParts } from '@/sandbox/organizations/mount'
import { lastLoad } from '@/sandbox/people/numbers/calendar'
import { bearerOf } from './check-token'
import { createClients } from './clients'
import { bcdaControlApi, createBcdaControls } from './controls'
import type { BcdaControls } from './controls'
import { createJobs } from './jobs/jobs'
import { createOpenStreams } from './open-streams'
import type { BcdaParts } from './parts'
import { publishedSets } from './published'
import type { PublishedSet } from './published'
import { answerCall } from './routes'
import { createRateWindow } from './token/rate-window'
import { createTokens } from './token/tokens'

export interface Bcda extends Organization {
  readonly path: '/bcda'
  /** What tests may turn. */
  readonly turn: BcdaControls
}

const path = '/bcda'
/** The one to begin with: small, and like the real thing. */
const shownSet = 'advanced XS'

/** The emulator, to be mounted at its path. */
export function createBcda({ clock, behaviourFor }: OrganizationParts): Bcda {
  const { now } = clock
  const loadedMs = lastLoad(now())
  const memories = { clients: createClients(now), tokens: createTokens(now), rateWindow: createRateWindow(now), jobs: createJobs(now), streams: createOpenStreams() }
  const parts: BcdaParts = { ...memories, now, behaviourFor, loadedMs: () => loadedMs }
  const api = new Hono<Env>()
  api.all('*', async c => dressed(c.req.raw, await answerCall(parts, { request: c.req.raw, breakOff: () => breakOff(c) }, path)))
  const turn = createBcdaControls(parts)
  return {
    path,
    api,
    turn,
    controls: bcdaControlApi(turn),
    clientOf: request => parts.tokens.read(bearerOf(request) ?? '')?.clientId ?? null,
    reset: () => Object.values(memories).forEach(memory => memory.clear()),
    greeting: url => publishedSets.filter(({ name }) => name === shownSet).map(set => greet(`${url}${path}`, set)),
  }
}

function greet(url: string, { clientId, clientSecret, enrollees }: PublishedSet): string {
  return `BCDA: ${url}, client ${clientId}, secret ${clientSecret} (${enrollees} people; the other five sets: sandbox/organizations/bcda/published.ts)`
}

/** What stands on every answer; some of it over TLS only (contract 1.3). */
function dressed(request: Request, response: Response): Response {
  response.headers.set('connection', 'close')
  if (!request.url.startsWith('https:')) return response
  response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains; preload')
  response.headers.set('x-content-type-options', 'nosniff')
  if (response.headers.has('cache-control')) return response
  response.headers.set('cache-control', 'no-cache; no-store; must-revalidate; max-age=0')
  response.headers.set('pragma', 'no-cache')
  return response
}
