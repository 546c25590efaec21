// The controls over HTTP, under `/__sandbox`: for callers on this machine or with the test key. For everybody else, and
// for other sites' pages, there is nothing here (404).
import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { readApp } from '@/sandbox/apps'
import { readBehaviour } from '@/sandbox/bluebutton/behaviour'
import type { Env } from '@/sandbox/env'
import { routeNames } from '@/sandbox/journal/route-name'
import type { Filter } from '@/sandbox/journal/journal'
import { notFoundPage } from '@/sandbox/pages/error-pages'
import type { Controls, Whose } from './controls'
import { readFaultWish } from './read-fault'

type Fields = Readonly<Record<string, unknown>>

/** The control API; every answer is JSON. */
export function controlApi(controls: Controls, options: { testKey: string | null }): Hono<Env> {
  const api = new Hono<Env>().basePath('/__sandbox')
  api.use('*', (c, next) => (mayControl(c.req.raw, c.env, options.testKey) ? next() : Promise.resolve(notFoundPage(c.req.raw))))
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
    controls.faults.remove(c.req.param('id')) ? c.json(controls.faults.list()) : c.json({ error: 'no such fault' }, 404),
  )

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

/** On this machine, not through a proxy, and not from another site's page; or with the key. */
function mayControl(request: Request, env: Env['Bindings'] | undefined, testKey: string | null): boolean {
  const header = (name: string) => request.headers.get(name)
  const key = header('x-sandbox-test-key')
  if (testKey && key) return sameText(testKey, key)
  const url = new URL(request.url)
  if (header('origin') !== null && header('origin') !== url.origin) return false
  if (header('sec-fetch-site') === 'cross-site' || header('x-forwarded-for') || header('forwarded')) return false
  // Without a socket the caller is the test's own process.
  if (!env?.incoming) return true
  // A name that merely leads to this machine (DNS rebinding) is not this machine.
  if (!['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return false
  return /^(?:127\.|::1$|::ffff:127\.)/.test(env.incoming.socket.remoteAddress ?? '')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
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
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BadRequest('A JSON object is expected')
  return { ...body }
}

function describe(controls: Controls) {
  return {
    nowMs: controls.clock.now(),
    apps: controls.listApps().map(app => ({ ...app, clientSecret: undefined })),
    recordedPeople: controls.directory.recorded.map(({ username, password }) => ({ username, password })),
    grants: controls.listGrants(),
    faults: controls.faults.list(),
    behaviours: controls.listBehaviours(),
    requests: controls.journal.counts(),
  }
}

function moveClock({ clock }: Controls, fields: Fields) {
  const { advanceMs, setMs, reset } = fields
  if (reset === true) clock.reset()
  else if (typeof setMs === 'number') clock.set(setMs)
  else if (typeof advanceMs === 'number') clock.advance(advanceMs)
  else throw new BadRequest('Say advanceMs, setMs or "reset": true')
  return { nowMs: clock.now() }
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
  return { ...(clientId && { clientId }), ...(person && { personKey: person }), ...(method && { method }), ...(named && { route: named }) }
}

function readJournal({ journal }: Controls, filter: Filter) {
  return {
    counts: journal.counts(filter),
    peakConcurrency: journal.peakConcurrency(filter),
    refreshesPerGrant: journal.refreshesPerGrant(filter),
    entries: journal.entries(filter),
  }
}
