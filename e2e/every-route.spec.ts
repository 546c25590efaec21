// Every address, asked for by every kind of visitor in every way there is to ask: nobody sees what is not theirs, nothing
// fails, and every answer carries its headers (quality SES-12, HDR-02, HDR-04 to HDR-07). The addresses come from
// scripts/rules/routes/route-policy.ts, whose own test holds it to the folders of app/.
import { readFile } from 'node:fs/promises'
import { request as requestAsIs } from 'node:http'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { type APIRequest, type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
import { disguises, type RoutePolicy, routePolicies } from '@/scripts/rules/routes/route-policy'
import { headerProblems, immutableProblems } from './golden-headers'
import { connectOverHttp, newVisitor, ownForm } from './over-http'
import { user } from './steps'

type Name = 'nobody' | 'enrollee' | 'other' | 'expired' | 'operator'
type Way = 'page' | 'rsc' | 'rsc-path' | 'head' | 'post' | 'action'

const app = () => process.env['E2E_APP_URL'] ?? ''
const hasOperators = routePolicies.some(({ route }) => route === '/operator/sign-in/print')
const names: readonly Name[] = ['nobody', 'enrollee', 'other', 'expired', ...(hasOperators ? (['operator'] as const) : [])]
const everyWay: readonly Way[] = ['page', 'rsc', 'rsc-path', 'head', 'post', 'action']

const visitors = new Map<Name, APIRequestContext>()
let claimId = ''
/** What only the first person may see: the ids of their claims. */
let theirs: readonly string[] = []

test.beforeAll(async ({ playwright }) => {
  const made = await Promise.all([admit(playwright.request, null), admit(playwright.request, 98), admit(playwright.request, 97), admitAndRunOut(playwright.request, 96)])
  for (const [at, name] of (['nobody', 'enrollee', 'other', 'expired'] as const).entries()) visitors.set(name, made[at] ?? made[0])
  if (hasOperators) visitors.set('operator', await admitOperator(playwright.request))
  const claims = await (await of('enrollee').get('/api/claims?starts=0')).text()
  theirs = [...new Set([...claims.matchAll(/"id":"([a-z]+-[^"]+)"/g)].flatMap(([, id]) => (id ? [id] : [])))]
  claimId = theirs[0] ?? ''
  expect(theirs.length).toBeGreaterThan(10)
})

test.afterAll(() => Promise.all([...visitors.values()].map((visitor) => visitor.dispose())))

for (const name of names) {
  test(`${name}: sees what is theirs on every address, and nothing else (SES-12, HDR-02, HDR-04)`, async () => {
    const rows = routePolicies.flatMap((row) => waysFor(name, row).map((way) => ({ row, way })))
    expect(rows.length).toBeGreaterThan(30)
    expect(await problemsOf(rows, async ({ row, way }) => judge(name, row, way, await ask(of(name), row, way)))).toEqual([])
  })

  test(`${name}: a page in disguise is no page (HDR-04)`, async () => {
    const lead = async (address: string) => {
      const reply = await of(name).get(address)
      const led = reply.status() === 307 && (reply.headers()['location'] ?? '').startsWith('/sign-in?')
      return [...(reply.status() === 404 || led ? [] : [`${reply.status()}`]), ...seen(name, await reply.text()), ...headerProblems(reply)].map((problem) => `${address}: ${problem}`)
    }
    expect(await problemsOf(disguises, lead)).toEqual([])
  })
}

test('only GET, HEAD and POST are methods (HDR-06)', async () => {
  const asked = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].flatMap((method) => ['/', '/claims', '/api/claims', '/livez', '/nowhere'].map((address) => ({ method, address })))
  const refuse = async ({ method, address }: { method: string; address: string }) => {
    const reply = await of('enrollee').fetch(address, { method })
    return [...(reply.status() === 405 ? [] : [`${reply.status()}`]), ...headerProblems(reply, 'refusal')].map((problem) => `${method} ${address}: ${problem}`)
  }
  expect(await problemsOf(asked, refuse)).toEqual([])
})

test('an address that is no address of ours is refused, or led to the one that is (INP-09, HDR-02, HDR-06, HDR-07)', async () => {
  const undecodable = ['/%ff', '/claims/%ff', '/claims/%E0%A4%A', '/claims/%ff/record', '/operator/exports/%ff', '/api/operator/exports/%ff']
  const strange = ['*', '//', '//evil.example', '/claims//x', '/claims\\x', '/\\evil.example', 'ftp://evil.example/claims']
  const refused = ['GET', 'POST', 'HEAD'].flatMap((method) => [...undecodable, ...strange].map((target) => ({ method, target, status: 400, to: undefined })))
  const asked = [
    ...refused,
    ...['OPTIONS', 'TRACE', 'DELETE'].flatMap((method) => ['/claims/', '/claims/%ff', ...strange].map((target) => ({ method, target, status: 405, to: undefined }))),
    { method: 'GET', target: '/claims/?a=b', status: 308, to: '/claims?a=b' },
    { method: 'GET', target: 'http://evil.example/claims', status: 421, to: undefined },
    { method: 'GET', target: 'http://evil.example/claims/', status: 421, to: undefined },
    { method: 'GET', target: `${app()}/claims/`, status: 308, to: '/claims' },
    { method: 'GET', target: `${app()}/livez`, status: 200, to: undefined },
  ]
  const refuse = async ({ method, target, status, to }: (typeof asked)[number]) => {
    const reply = await askAsIs(method, target)
    const told = [reply.status, reply.headers['location'], reply.headers['x-frame-options'], reply.headers['cache-control'], reply.headers['etag']]
    return told.join() === [status, to, 'DENY', told[3], undefined].join() && /no-store/.test(`${told[3]}`) ? [] : [`${method} ${target}: ${told.join()}`]
  }
  expect(await problemsOf(asked, refuse)).toEqual([])
})

test('no name that a request claims has a say in any address of ours (HDR-05, HDR-07)', async () => {
  const spoofs: readonly Record<string, string>[] = [{ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }, { forwarded: 'host=evil.example;proto=https' }, { 'x-original-host': 'evil.example', 'x-rewrite-url': '//evil.example', 'x-original-url': '/operator' }]
  const asked = routePolicies.filter(({ methods }) => methods.includes('GET')).flatMap((row) => spoofs.map((spoof) => ({ row, spoof })))
  const reflect = async ({ row, spoof }: { row: RoutePolicy; spoof: Record<string, string> }) => {
    const reply = await of('nobody').get(addressOf(row), { headers: spoof })
    const said = JSON.stringify(reply.headersArray()) + (await reply.text())
    return said.includes('evil.example') || reply.status() >= 500 ? [`${row.route}: ${reply.status()} says it back`] : []
  }
  expect(await problemsOf(asked, reflect)).toEqual([])
  expect((await of('nobody').get('/claims', { headers: { host: 'evil.example' } })).status()).toBe(421)
})

test('what changes something is done for our own pages only (HDR-05)', async () => {
  const own = app()
  const origins = [undefined, 'null', 'https://evil.example', own.replace('http:', 'https:'), `${own}.evil.example`, 'http://localhost', 'http://127.0.0.1:1']
  const asked = routePolicies.filter(({ methods, answersPost }) => methods.includes('POST') && !answersPost).flatMap((row) => origins.map((origin) => ({ route: fill(row), origin })))
  const refuse = async ({ route, origin }: { route: string; origin: string | undefined }) => {
    const headers = { ...(origin === undefined ? {} : { origin }), 'x-forwarded-host': 'evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    const status = (await of('enrollee').post(route, { headers, data: 'a=b' })).status()
    return status === 403 ? [] : [`${route} from ${origin}: ${status}`]
  }
  expect(await problemsOf(asked, refuse)).toEqual([])
  expect((await of('enrollee').post('/preferences', { headers: { ...ownForm(own), 'sec-fetch-site': 'cross-site' }, form: { lang: 'en' } })).status()).toBe(403)
  const done = await of('enrollee').post('/preferences', { headers: { ...ownForm(own), 'x-forwarded-host': 'evil.example' }, form: { lang: 'en' } })
  expect([done.status(), done.headers()['location']]).toEqual([303, `${own}/`])
})

test('what our forms send is bounded, of one kind, and said once (INP-09)', async () => {
  const headers = ownForm(app())
  const typed = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  for (const route of routePolicies.filter(({ methods, answersPost }) => methods.includes('POST') && !answersPost).map(fill)) {
    expect((await of('nobody').post(route, { headers: typed, data: `a=${'x'.repeat(70_000)}` })).status(), `${route}, 70 kB`).toBe(413)
    expect((await of('nobody').post(route, { headers: { ...headers, 'content-type': 'application/json' }, data: '{}' })).status(), `${route}, JSON`).toBe(415)
  }
  for (const route of ['/connect/start', '/preferences']) {
    expect((await of('nobody').post(route, { headers: typed, data: 'lang=en&lang=es&then=claims&then=profile' })).status(), `${route}, twice`).toBe(400)
  }
  expect((await of('nobody').get('/connect/start?then=claims&then=profile')).status()).toBe(400)
  expect((await of('enrollee').get('/api/claims?starts=0&starts=50')).status()).toBe(400)
})

test('files are kept for good, and carry the same headers (HDR-02, HDR-04)', async () => {
  const front = await (await of('nobody').get('/')).text()
  const files = [...new Set([...front.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, file]) => file ?? ''))]
  expect(files.length).toBeGreaterThan(2)
  expect(files, 'the icon, which a browser asks for at each walk').toContainEqual(expect.stringMatching(/\/icon\.[^/]+\.svg$/))
  expect(await problemsOf(files, async (file) => immutableProblems(await of('nobody').get(file)).map((problem) => `${file}: ${problem}`))).toEqual([])
  expect((await of('nobody').get(`${files[0]}.map`)).status()).toBe(404)
})

/** Whoever is not the first person must see nothing of them; whoever may not open a row is sent away in any way they ask. */
async function judge(name: Name, row: RoutePolicy, way: Way, reply: APIResponse): Promise<string[]> {
  const body = await reply.text()
  const expected = mayOpen(name, row) ? answersTo(name, row, way) : refusals(row, way)
  const status = reply.status()
  const problems = [...headerProblems(reply, way === 'action' ? way : row.route), ...seen(name, body)]
  // A page that is told as data says "not found" inside of it.
  const notFound = expected.includes(404) && status === 200 && way.startsWith('rsc') && body.includes('NEXT_HTTP_ERROR_FALLBACK;404')
  if (!expected.includes(status) && !notFound) problems.push(`${status} and not ${expected.join(' or ')}`)
  if (way === 'head' && body !== '') problems.push('HEAD with a body')
  const signIn = row.who === 'operator' ? '/operator/sign-in' : '/sign-in'
  const isRedirect = [303, 307].includes(status)
  if (!mayOpen(name, row) && isRedirect && !new URL(reply.headers()['location'] ?? '', app()).pathname.startsWith(signIn)) problems.push('led elsewhere')
  if (!mayOpen(name, row) && status === 200 && !body.includes(`NEXT_REDIRECT;replace;${signIn}`)) problems.push('200 without being sent to sign in')
  return problems.map((problem) => `${way} ${row.route}: ${problem}`)
}

function mayOpen(name: Name, { who }: RoutePolicy): boolean {
  return who === 'anybody' || (who === 'enrollee' ? name === 'enrollee' || name === 'other' : name === 'operator')
}

function answersTo(name: Name, row: RoutePolicy, way: Way): readonly number[] {
  if (way === 'post' || way === 'action') return row.kind === 'page' && way === 'action' ? unknownAction : row.kind === 'page' ? read(name, row) : refusedPosts(row)
  // Next gives an address with this ending to a page only by its own script's header; to a row with an id it is an id.
  if (way === 'rsc-path') return [404]
  if (!row.methods.includes('GET') || (way === 'head' && row.head === 'refused')) return [405]
  // A handler that wants exactly its own parameters does not want that one of Next's script.
  return way === 'rsc' && row.kind === 'handler' ? [...read(name, row), 400] : read(name, row)
}

/** There are no server actions, so none can be asked for. */
const unknownAction = [400, 404]

function read(name: Name, row: RoutePolicy): readonly number[] {
  return name === 'other' && row.route.includes('[id]') ? [404] : (row.answers ?? [200])
}

function refusals(row: RoutePolicy, way: Way): readonly number[] {
  if (row.kind === 'page') return way === 'action' ? unknownAction : way === 'rsc' ? [307, 200] : way === 'rsc-path' ? [404, 200] : [307]
  // With that ending it may be another address, of a page or with an id: then it is refused as that one is.
  if (way === 'rsc-path') return [404, 200, 401, 303]
  if (way === 'post' || way === 'action') return refusedPosts(row)
  return !row.methods.includes('GET') || (way === 'head' && row.head === 'refused') ? [405] : way === 'rsc' ? [401, 303, 400] : [401, 303]
}

function refusedPosts(row: RoutePolicy): readonly number[] {
  return row.methods.includes('POST') ? (row.answersPost ?? [403]) : [405]
}

function ask(visitor: APIRequestContext, row: RoutePolicy, way: Way): Promise<APIResponse> {
  const address = addressOf(row)
  if (way === 'rsc') return visitor.get(`${address}${address.includes('?') ? '&' : '?'}_rsc`, { headers: { rsc: '1' } })
  if (way === 'rsc-path') return visitor.get(`${row.route === '/' ? '/index' : fill(row)}.rsc`)
  if (way === 'action') return visitor.post(address, { headers: { 'next-action': 'a'.repeat(40) } })
  return visitor.fetch(address, { method: { page: 'GET', head: 'HEAD', post: 'POST' }[way] })
}

function addressOf(row: RoutePolicy): string {
  return fill(row) + (row.query ? `?${row.query}` : '')
}

function fill({ route, who }: RoutePolicy): string {
  return route.replaceAll(/\[\w+\]/g, who === 'operator' ? 'no-such-export' : claimId)
}

/** Sends the target as it is written, which other clients put right first. */
function askAsIs(method: string, target: string): Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]> }> {
  const { hostname: host, port } = new URL(app())
  return new Promise((resolve, reject) => {
    const sent = requestAsIs({ host, port, method, path: target, agent: false }, (reply) => {
      reply.resume().once('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers }))
    })
    sent.once('error', reject).end()
  })
}

/**
 * Making pages costs most. The second person is there for what is the first one's; a POST makes the same page as a GET, so
 * nobody's shows it for all.
 */
function waysFor(name: Name, row: RoutePolicy): readonly Way[] {
  const isTheirs = row.who === 'enrollee' && row.route.includes('[id]')
  if (name === 'other' && !isTheirs) return ['page']
  return row.kind === 'handler' || isTheirs || name === 'nobody' ? everyWay : ['page', 'rsc', 'rsc-path', 'head', 'action']
}

function seen(name: Name, body: string): string[] {
  return name !== 'enrollee' && theirs.some((id) => id !== claimId && body.includes(id)) ? ["holds another person's claims"] : []
}

/** Eight at a time: more than one page of a person is made at once, and the journeys beside this one go on. */
async function problemsOf<T>(list: readonly T[], look: (one: T) => Promise<string[]>): Promise<string[]> {
  const waiting = [...list]
  const problems: string[] = []
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) problems.push(...(await look(one)))
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return problems.toSorted()
}

function of(name: Name): APIRequestContext {
  const visitor = visitors.get(name)
  if (!visitor) throw new Error(`nobody plays ${name}`)
  return visitor
}

async function admit(request: APIRequest, person: number | null): Promise<APIRequestContext> {
  const visitor = await newVisitor(request, app())
  if (person !== null) await connectOverHttp(visitor, app(), user(person))
  return visitor
}

/**
 * Somebody whose session ran out while the cookie is still there: nobody ended it. The app's clock cannot be moved, so the
 * session's deadline in its store is moved instead, from in half an hour to a second ago.
 */
async function admitAndRunOut(request: APIRequest, person: number): Promise<APIRequestContext> {
  const visitor = await admit(request, person)
  const { expires } = (await (await visitor.get('/api/auth/session')).json()) as { readonly expires: string }
  const store = createClient({ url: `file:${path.join(path.dirname(process.env['E2E_APP_LOG'] ?? ''), 'vault.db')}` })
  await store.execute('pragma busy_timeout = 10000')
  const { rowsAffected } = await store.execute({ sql: 'update records set idle_ends_at = ? where idle_ends_at = ?', args: [Date.now() - 1_000, Date.parse(expires)] })
  store.close()
  expect(rowsAffected).toBe(1)
  return visitor
}

/** By the link that the terminal shows, as an operator on this machine would. */
async function admitOperator(request: APIRequest): Promise<APIRequestContext> {
  const visitor = await newVisitor(request, app())
  const linkFile = process.env['E2E_OPERATOR_LINK_FILE'] ?? process.env['E2E_APP_LOG'] ?? ''
  await expect(async () => {
    await visitor.post('/operator/sign-in/print', { headers: ownForm(app()), form: { then: 'connections' } })
    const key = [...(await readFile(linkFile, 'utf8')).matchAll(/\/operator\/sign-in#(\S+)/g)].at(-1)?.[1] ?? ''
    const inside = await visitor.post('/operator/sign-in/link', { headers: ownForm(app()), form: { key } })
    expect(inside.headers()['location']).not.toContain('wrong-link')
  }).toPass({ timeout: 30_000 })
  return visitor
}
