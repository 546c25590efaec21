// The controls over HTTP, as JSON under `/__sandbox/`. Who may call is decided in front of it (gate.ts).
import { Hono } from 'hono'
import type { Context } from 'hono'
import { readApp } from '@/sandbox/apps'
import { readBehaviour } from '@/sandbox/bluebutton/behaviour'
import type { Env } from '@/sandbox/env'
import { routeNames } from '@/sandbox/journal/route-name'
import type { Filter } from '@/sandbox/journal/journal'
import type { SandboxPerson } from '@/sandbox/people/directory'
import type { Controls, Whose } from './controls'
import { knobs } from '@/sandbox/knobs/knobs'
import { readFaultWish, readMatch } from '@/sandbox/faults/read'

type Fields = Readonly<Record<string, unknown>>

/** The control API, to be mounted at `/__sandbox`. */
export function controlApi(controls: Controls): Hono<Env> {
  const api = new Hono<Env>()
  api.onError((error, c) => {
    const isTheirs = error instanceof BadRequest
    return c.json({ error: isTheirs ? error.message : 'The sandbox failed' }, isTheirs ? 400 : 500)
  })

  api.get('/state', c => c.json(describe(controls)))
  api.post('/reset', c => {
    controls.reset()
    return c.json(describe(controls))
  })
  api.post('/clock', async c => c.json(moveClock(controls, await readFields(c))))

  api.get('/faults', c => c.json(controls.faults.list()))
  api.post('/faults', async c => {
    const wish = readFaultWish(await readFields(c))
    if (typeof wish === 'string') throw new BadRequest(wish)
    return c.json({ id: controls.faults.add(wish) }, 201)
  })
  api.delete('/faults', c => {
    controls.faults.clear()
    return c.json([])
  })
  api.delete('/faults/:id', c =>
    controls.faults.remove(c.req.param('id')) ? c.json([]) : c.json({ error: 'no such fault' }, 404),
  )

  api.get('/knobs', c => c.json(knobs.map(({ name, area, title, takes }) => ({ name, area, title, takes }))))
  api.post('/knobs', async c => c.json(await turn(controls, await readFields(c))))
  api.get('/doors', async c => c.json(await controls.doors.list()))
  api.delete('/doors', async c => {
    await controls.doors.close()
    return c.json([])
  })
  api.post('/behaviour', async c => c.json(changeBehaviour(controls, await readFields(c))))
  api.post('/revoke', async c => c.json({ ended: controls.revokeAtMedicare(readWhose(await readFields(c))) }))
  api.post('/expire-access-tokens', async c =>
    c.json({ expired: controls.expireAccessTokens(readWhose(await readFields(c))) }),
  )
  api.post('/expire-grants', async c => c.json({ expired: controls.expireGrants(readWhose(await readFields(c))) }))
  api.post('/apps', async c => {
    const app = await registerApp(controls, c)
    return c.json({ client_id: app.clientId }, 201)
  })

  api.get('/journal', c => c.json(readJournal(controls, readFilter(c))))
  api.delete('/journal', c => {
    controls.journal.clear()
    return c.json([])
  })
  return api
}

class BadRequest extends Error {
  override readonly name = 'BadRequest'
}

async function readFields(c: Context): Promise<Fields> {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new BadRequest('The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest('A JSON object is expected')
  return { ...body }
}

function describe(controls: Controls) {
  return {
    nowMs: controls.clock.now(),
    apps: controls.listApps().map(app => ({ ...app, clientSecret: undefined })),
    recordedPeople: controls.directory.recorded.map(describeRecorded),
    grants: controls.listGrants(),
    faults: controls.faults.list(),
    behaviours: controls.listBehaviours(),
    requests: controls.journal.counts(),
  }
}

/** Somebody recorded on one version is unknown on the other, as at Medicare. */
function describeRecorded({ username, password, v2Id, v3Id }: SandboxPerson) {
  return { username, password, versions: [...(v2Id === null ? [] : [2]), ...(v3Id === null ? [] : [3])] }
}

function moveClock({ clock }: Controls, fields: Fields) {
  const { advanceMs, setMs, reset } = fields
  if (reset === true) clock.reset()
  else if (typeof setMs === 'number') clock.set(setMs)
  else if (typeof advanceMs === 'number') clock.advance(advanceMs)
  else throw new BadRequest('Say advanceMs, setMs or "reset": true')
  return { nowMs: clock.now() }
}

async function turn(controls: Controls, { name, clientId, times, ttlMs, match, value }: Fields) {
  const aim = match === undefined ? undefined : readMatch(match)
  if (typeof aim === 'string') throw new BadRequest(aim)
  const known = controls.turn(typeof name === 'string' ? name : '', {
    ...(typeof clientId === 'string' && { clientId }),
    ...(typeof times === 'number' && { times }),
    ...(typeof ttlMs === 'number' && { ttlMs }),
    ...(aim && { match: aim }),
    ...((typeof value === 'string' || typeof value === 'number') && { value }),
  })
  if (!known) throw new BadRequest('name must be one of GET /__sandbox/knobs')
  return {
    faults: controls.faults.list(),
    behaviours: controls.listBehaviours(),
    doors: await controls.doors.list(),
  }
}

function changeBehaviour(controls: Controls, { clientId, ttlMs, ...change }: Fields) {
  const read = readBehaviour(change)
  if (typeof read === 'string') throw new BadRequest(read)
  controls.behave(read, {
    ...(typeof clientId === 'string' && { clientId }),
    ...(typeof ttlMs === 'number' && { ttlMs }),
  })
  return controls.behaviourFor(typeof clientId === 'string' ? clientId : null)
}

async function registerApp(controls: Controls, c: Context) {
  try {
    const app = readApp(await readFields(c), 'app')
    controls.registerApp(app)
    return app
  } catch (error) {
    throw new BadRequest(error instanceof Error ? error.message : 'app: not readable')
  }
}

function readWhose({ clientId, person }: Fields): Whose {
  return { ...(typeof clientId === 'string' && { clientId }), ...(typeof person === 'string' && { person }) }
}

function readFilter(c: Context): Filter {
  const { clientId, person, route, method } = c.req.query()
  const named = routeNames.find(name => name === route)
  if (route && !named) throw new BadRequest(`route must be one of ${routeNames.join(', ')}`)
  return {
    ...(clientId && { clientId }),
    ...(person && { personKey: person }),
    ...(method && { method }),
    ...(named && { route: named }),
  }
}

function readJournal({ journal }: Controls, filter: Filter) {
  return {
    counts: journal.counts(filter),
    peakConcurrency: journal.peakConcurrency(filter),
    refreshesPerGrant: journal.refreshesPerGrant(filter),
    entries: journal.entries(filter),
  }
}
