// One data call as it looks on the wire: where the token goes, what is asked again, and what every broken answer becomes
// (quality INP-02, INP-03, INP-10, AVL-01, AVL-02; contract 4.3 and 4.8). Waits between tries are recorded, not waited.
import { createServer, type Server } from 'node:http'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { NotAllowed, Unavailable, Unreadable } from '@/lib/errors'
import { startSandbox, type RunningSandbox } from '@/sandbox/testing'
import { readFhir } from './fhir'
import { AccessRefused, AppPaused } from './refusals'
import { callWith, connectPerson, forgetUpstreams, setSettings, type Connected } from './testing'

const waits = vi.hoisted((): number[] => [])

vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number, _: unknown, options: { signal?: AbortSignal } = {}) => {
    waits.push(ms)
    options.signal?.throwIfAborted()
  },
}))

/** What each try was given, and a shorter patience than the product's, or a time that passes at once. */
const patience = vi.hoisted(() => ({ given: new Array<number>(), mostMs: Infinity, passes: new Array<(ms: number) => void>() }))

vi.mock(import('@/lib/http/deadline'), async (original) => {
  const real = await original()
  return {
    ...real,
    withDeadline: (ms, outer, work) => {
      patience.given.push(ms)
      const [pass] = patience.passes
      pass?.(ms)
      return pass ? work(AbortSignal.abort(new DOMException('time is over', 'TimeoutError'))) : real.withDeadline(Math.min(ms, patience.mostMs), outer, work)
    },
  }
})

let medicare: RunningSandbox
let person: Connected
let canary: Server
const heard: string[] = []
let canaryUrl = ''

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
  canary = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    response.end('{"resourceType":"Bundle"}')
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  const address = canary.address()
  person = await connectPerson(medicare, {})
  canaryUrl = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
})

beforeEach(() => {
  forgetUpstreams()
  medicare.controls.faults.clear()
  medicare.controls.journal.clear()
  waits.length = 0
  heard.length = 0
  Object.assign(patience, { given: [], mostMs: Infinity, passes: [] })
})

afterAll(async () => {
  canary.close()
  await medicare.stop()
})

type Action = Parameters<RunningSandbox['controls']['faults']['add']>[0]['action']

const path = 'Coverage/?_count=50'
const read = (signal?: AbortSignal) => readFhir(callWith(person.grant, signal), path)
const asked = () => medicare.controls.journal.entries({ route: 'coverage' }).length
const fault = (action: Action, times?: number) => medicare.controls.faults.add({ match: { route: 'coverage' }, action, ...(times ? { times } : {}) })
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Action => ({ kind: 'answer', status, body: typeof body === 'string' ? body : JSON.stringify(body), headers })

async function failure(signal?: AbortSignal): Promise<unknown> {
  return read(signal).then(
    () => 'no failure',
    (error: unknown) => error,
  )
}

describe('a good answer', () => {
  it('comes at the first try, asked with our token and for FHIR', async () => {
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
    expect(asked()).toBe(1)
    expect(medicare.controls.journal.entries({ route: 'coverage' })[0]?.headers).toMatchObject({ accept: 'application/fhir+json', authorization: expect.stringMatching(/^Bearer /) })
  })

  it.each<[what: string, action: Action]>([
    ['gzip', { kind: 'mangle', how: 'gzip' }],
    ['gzip in two members', { kind: 'mangle', how: 'gzip-members' }],
    ['a byte order mark', { kind: 'mangle', how: 'bom' }],
    ['another content type', { kind: 'edit-headers', headers: { 'content-type': 'text/html' } }],
    ['rate headers that say None (C24)', { kind: 'edit-headers', headers: { 'x-ratelimit-limit': 'None', 'x-ratelimit-remaining': 'None', 'x-ratelimit-reset': 'None' } }],
  ])('%s is read all the same', async (_, action) => {
    fault(action)
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
    expect(asked()).toBe(1)
  })
})

describe('what each refusal means (contract 4.3, 4.8)', () => {
  it.each<[status: number, body: unknown, kind: new (...args: never[]) => Error, tries: number]>([
    [400, { detail: 'value must be at most 50' }, Unreadable, 1],
    [401, { detail: 'Authentication credentials were not provided.' }, AccessRefused, 1],
    [401, { detail: 'User access has timed out. To refresh Medicare data, end user must re-authenticate and consent to share their data.' }, AccessRefused, 1],
    [401, '<h1>who are you</h1>', AccessRefused, 1],
    [401, { detail: 'This application, X, is temporarily inactive. If you are the app maintainer' }, AppPaused, 1],
    [403, { detail: 'You do not have permission to perform this action.' }, NotAllowed, 1],
    [403, '<h1>forbidden</h1>', NotAllowed, 1],
    [404, { detail: 'Not found.' }, NotAllowed, 1],
    [404, '<h1>Page not found</h1>', NotAllowed, 1],
    [406, { detail: 'Could not satisfy the request Accept header.' }, Unreadable, 1],
    [429, { detail: 'Request was throttled. Expected available in 60 seconds.' }, Unavailable, 3],
    [500, { error: 'Server Error (500)' }, Unavailable, 3],
    [502, { detail: 'A failure occurred contacting the upstream server' }, Unavailable, 3],
    [502, '<h1>Bad gateway</h1>', Unavailable, 3],
    [503, '<h1>We are down for maintenance</h1>', Unavailable, 3],
    [504, '', Unavailable, 3],
    [200, '', Unreadable, 3],
    [200, '<!doctype html><h1>We are down for maintenance</h1>', Unreadable, 3],
    [200, '"Bundle"', Unreadable, 3],
    [200, 'null', Unreadable, 3],
    [200, '5', Unreadable, 3],
    [200, '{"resourceType":"Bundle","entry":[{"resour', Unreadable, 3],
    [204, '', Unreadable, 3],
    [418, 'teapot', Unreadable, 1],
  ])('%i %j', async (status, body, kind, tries) => {
    fault(answer(status, body))
    expect(await failure()).toBeInstanceOf(kind)
    expect(asked()).toBe(tries)
    expect(waits).toHaveLength(tries - 1)
  })

  it.each<[what: string, action: Action]>([
    ['a reset line', { kind: 'transport', how: 'reset-before' }],
    ['a line reset in the middle', { kind: 'transport', how: 'reset-at-byte' }],
    ['an answer longer than it is', { kind: 'transport', how: 'half-close' }],
  ])('%s is asked again, then unavailable', async (_, action) => {
    fault(action)
    expect(await failure()).toBeInstanceOf(Unavailable)
    expect(asked()).toBe(3)
  })

  it.each<[what: string, action: Action]>([
    ['an HTML page with 200', { kind: 'mangle', how: 'html' }],
    ['JSON that breaks off', { kind: 'mangle', how: 'cut' }],
    ['an empty 200', { kind: 'mangle', how: 'empty' }],
    ['gzip that breaks off', { kind: 'mangle', how: 'gzip-cut' }],
    ['JSON with text behind it', { kind: 'mangle', how: 'trailing-text' }],
  ])('%s is asked again, then unreadable: never "no claims" (C16)', async (_, action) => {
    fault(action)
    expect(await failure()).toBeInstanceOf(Unreadable)
    expect(asked()).toBe(3)
  })

  it.each<[what: string, action: Action]>([
    ['busy', answer(503, '')],
    ['an HTML page', { kind: 'mangle', how: 'html' }],
    ['empty', { kind: 'mangle', how: 'empty' }],
    ['reset', { kind: 'transport', how: 'reset-before' }],
  ])('%s twice, then well: the person notices nothing', async (_, action) => {
    fault(action, 2)
    await expect(read()).resolves.toMatchObject({ resourceType: 'Bundle' })
    expect(asked()).toBe(3)
  })
})

describe('how long it waits (AVL-01, AVL-02, C15)', () => {
  it.each([
    ['5', 5_000],
    ['0', 1_000],
    ['120', null],
    ['None', 'jitter'],
  ] as const)('Retry-After %s', async (header, waitMs) => {
    fault(answer(429, '{}', { 'retry-after': header }), 1)
    if (waitMs === null) {
      // A minute is the longest we obey, and it does not fit before the end of all tries.
      const error = await failure()
      expect(error).toBeInstanceOf(Unavailable)
      expect(error).toMatchObject({ retryAfterMs: 60_000 })
      expect(waits).toEqual([])
      return
    }
    await read()
    expect(waits).toHaveLength(1)
    if (waitMs === 'jitter') expect(waits[0]).toBeLessThan(1_000)
    else expect(waits).toEqual([waitMs])
  })

  it('Retry-After as a date', async () => {
    fault(answer(503, '', { 'retry-after': new Date(Date.now() + 20_000).toUTCString() }), 1)
    await read()
    expect(waits[0]).toBeGreaterThan(15_000)
    expect(waits[0]).toBeLessThanOrEqual(20_000)
  })

  it('one try outlasts the 30 seconds after which Medicare itself gives up, and all together end after 60', async () => {
    let now = performance.now()
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
    patience.passes.push((ms) => void (now += ms))
    try {
      expect(await failure()).toBeInstanceOf(Unavailable)
      expect(patience.given[0]).toBe(35_000)
      // A clock of fractions adds up to a hair more.
      expect(patience.given.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(60_000.001)
    } finally {
      clock.mockRestore()
    }
  })

  it.each<[what: string, action: Action]>([
    ['says nothing', { kind: 'hang', ms: 0 }],
    ['stops in the middle of its answer', { kind: 'transport', how: 'stall-at-byte' }],
    ['sends a byte now and then', { kind: 'transport', how: 'slow-body', bytesPerSecond: 1 }],
  ])('a server that %s is given up on when the time is over', async (_, action) => {
    patience.mostMs = 60
    fault(action)
    expect(await failure()).toBeInstanceOf(Unavailable)
    expect(patience.given).toHaveLength(3)
  })

  it('a reader who leaves ends it at once, with a failure of ours', async () => {
    fault({ kind: 'hang', ms: 0 })
    const leaving = new AbortController()
    const gone = failure(leaving.signal)
    while (asked() === 0) await new Promise(setImmediate)
    leaving.abort()
    expect(await gone).toBeInstanceOf(Unavailable)
    expect(asked()).toBe(1)
  })

  it('a reader who leaves between two tries, or before the first, gets a failure of ours too', async () => {
    expect(await failure(AbortSignal.abort())).toBeInstanceOf(Unavailable)
    expect(asked()).toBe(0)
    fault(answer(503, ''))
    const leaving = new AbortController()
    const gone = failure(leaving.signal)
    waits.push = (...items: number[]) => {
      leaving.abort()
      return Array.prototype.push.apply(waits, items)
    }
    expect(await gone).toBeInstanceOf(Unavailable)
    Reflect.deleteProperty(waits, 'push')
    expect(asked()).toBe(1)
  })
})

describe('the token goes to our own base address only (INP-02, INP-03)', () => {
  it.each([301, 302, 303, 307, 308])('a redirect with %i to another host is not followed, and not tried again', async (status) => {
    fault(answer(status, '', { location: `${canaryUrl}/v2/fhir/Coverage/` }))
    expect(await failure()).toBeInstanceOf(Unreadable)
    expect(heard).toEqual([])
    expect(asked()).toBe(1)
  })

  it('nor is one to the same host', async () => {
    fault(answer(302, '', { location: '/v2/o/revoke/' }))
    expect(await failure()).toBeInstanceOf(Unreadable)
    expect(medicare.controls.journal.counts()['revoke']).toBeUndefined()
  })

  it.each(['../../o/token/', '../o/x', '..', './x', 'Coverage/../../o/x', 'Coverage/%2e%2e/x', 'Coverage\\..\\x', 'Coverage/..;/x', 'Cov erage', 'Coverage#x'])(
    'a path that leads out of the base is not asked for: %s',
    async (outside) => {
      const before = medicare.controls.journal.entries().length
      await expect(readFhir(callWith(person.grant), outside)).rejects.toBeInstanceOf(Unreadable)
      expect(medicare.controls.journal.entries()).toHaveLength(before)
    },
  )
})

describe('what leaves this room holds nothing of the call (PRV-01, stack section 5)', () => {
  it('no failure carries an address, a token, a patient or a reply, however it is printed', async () => {
    const canaryText = 'Jane-Canary-1S00-E00-AA00'
    for (const status of [200, 400, 401, 403, 404, 429, 500, 503]) {
      medicare.controls.faults.clear()
      fault(answer(status, `{"detail":"${canaryText}","cut`))
      const error = await failure()
      const printed = inspect(error, { showHidden: true, depth: null }) + JSON.stringify(error) + String(error)
      for (const secret of [canaryText, person.grant.accessToken.reveal(), person.grant.patient ?? '', medicare.url, 'Coverage/']) expect(printed).not.toContain(secret)
      expect(error).not.toHaveProperty('cause')
    }
  })
})
