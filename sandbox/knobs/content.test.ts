// Proofs for the knobs of what FHIR answers say. The person has 52 claims, so a page of 10 is the first of six.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mainApp, otherApp } from '@/sandbox/bluebutton/cast'
import { authorizeAddress, connect } from '@/sandbox/bluebutton/walk'
import { dates, texts } from '@/sandbox/faults/content/packs'
import { isJson, openStage } from './testing'
import type { Stage } from './testing'

interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly patient: { readonly reference: string }
  readonly billablePeriod?: unknown
  readonly [key: string]: unknown
}
interface Bundle {
  readonly resourceType: string
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource: Resource }[]
}

const claims = '/v2/fhir/ExplanationOfBenefit'
const person = 'BBUser00000'

let stage: Stage
let token = ''

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.begin()
  token = (await connect({ url: stage.url, app: mainApp, username: person })).access_token
})
afterAll(() => stage.sandbox.stop())

const ask = (path: string, bearer = token) =>
  fetch(new URL(path, stage.url), { headers: { authorization: `Bearer ${bearer}` } })
const read = async (path: string, bearer = token): Promise<Bundle> => {
  const bundle: Bundle = JSON.parse(await (await ask(path, bearer)).text())
  return bundle
}
const page = (start: number, count = 10) => `${claims}?startIndex=${start}&_count=${count}`
const ids = ({ entry = [] }: Bundle) => entry.map(({ resource }) => resource.id)
const nextOf = ({ link }: Bundle) => link.find(({ relation }) => relation === 'next')?.url
const turn = (name: string, value?: number | string) => stage.turn(name, value === undefined ? {} : { value })

describe('pages of claims', () => {
  it('empty-bundle: 200, total 0, no entry', async () => {
    turn('empty-bundle')
    const bundle = await read(page(0))
    expect([bundle.resourceType, bundle.total, 'entry' in bundle]).toEqual(['Bundle', 0, false])
  })

  it('total-missing, total-wrong', async () => {
    turn('total-wrong')
    expect((await read(page(0))).total).toBe(59)
    turn('total-wrong', 3)
    expect((await read(page(0))).total).toBe(3)
    turn('total-missing')
    expect('total' in (await read(page(0)))).toBe(false)
  })

  it('duplicate-within-page: the first comes twice', async () => {
    const before = ids(await read(page(0)))
    turn('duplicate-within-page')
    expect(ids(await read(page(0)))).toEqual([...before, before[0]])
  })

  it('duplicate-across-pages: a page begins with the last of the one before', async () => {
    const [first, second] = [ids(await read(page(0))), ids(await read(page(10)))]
    turn('duplicate-across-pages')
    expect(ids(await read(page(0)))).toEqual(first)
    expect(ids(await read(page(10)))).toEqual([first.at(-1), ...second])
  })

  it('same-id-twice: two different claims, one id', async () => {
    turn('same-id-twice')
    const { entry = [] } = await read(page(0))
    expect(entry[0]?.resource.id).toBe(entry[1]?.resource.id)
    expect(entry[0]?.resource).not.toEqual(entry[1]?.resource)
  })

  it('entries-reordered: the same ones, in an order that the seed decides', async () => {
    const before = ids(await read(page(0, 50)))
    const orders: string[][] = []
    for (const seed of [7, 7, 8]) {
      stage.turn('entries-reordered', { match: { route: 'claims', seed } })
      orders.push(ids(await read(page(0, 50))))
    }
    expect(orders[0]?.toSorted()).toEqual(before.toSorted())
    expect(orders[0]).not.toEqual(before)
    expect(orders[0]).toEqual(orders[1])
    expect(orders[0]).not.toEqual(orders[2])
  })

  it('pages-reordered: every claim once, the pages in another order, the links as ever', async () => {
    const starts = [0, 10, 20, 30, 40, 50]
    const before = await Promise.all(starts.map(start => read(page(start))))
    turn('pages-reordered')
    const after = await Promise.all(starts.map(start => read(page(start))))
    expect(after.map(ids)).toEqual([0, 2, 1, 4, 3, 5].map(index => ids(before[index] ?? after[index] ?? { resourceType: '', link: [] })))
    expect(after.map(nextOf)).toEqual(before.map(nextOf))
  })

  it.each([['grows-between-pages', -1], ['shrinks-between-pages', 1]])('%s: what follows is moved by %i', async (name, by) => {
    const [first, all] = [ids(await read(page(0))), [...ids(await read(page(0, 50))), ...ids(await read(page(50)))]]
    turn(name)
    expect(ids(await read(page(0)))).toEqual(first)
    const second = await read(page(10))
    expect(ids(second)).toEqual(all.slice(10 + by, 20 + by))
    expect(second.total).toBe(52 - by)
  })

  it.each<[string, (origin: URL, usual: URL) => string]>([
    ['next-foreign-host', (_, usual) => `https://elsewhere.invalid${usual.pathname}${usual.search}`],
    ['next-suffix-host', ({ port }, usual) => `http://127.0.0.1.elsewhere.invalid:${port}${usual.pathname}${usual.search}`],
    ['next-user-info', ({ host }, usual) => `http://${host}@elsewhere.invalid${usual.pathname}${usual.search}`],
    ['next-password', ({ host }, usual) => `http://somebody:secret@${host}${usual.pathname}${usual.search}`],
    ['next-http', (_, usual) => `http://127.0.0.1${usual.pathname}${usual.search}`],
    ['next-other-path', ({ origin }, usual) => `${origin}/somewhere/else${usual.search}`],
    ['next-relative', (_, usual) => `${usual.pathname}${usual.search}`],
    ['next-script', () => 'javascript:alert(document.domain)'],
  ])('%s', async (name, wanted) => {
    const usual = nextOf(await read(page(0))) ?? ''
    turn(name)
    expect(nextOf(await read(page(0)))).toBe(wanted(new URL(stage.url), new URL(usual)))
  })

  it('next-foreign-host leads where it is told, to a canary for instance', async () => {
    turn('next-foreign-host', 'http://127.0.0.1:9')
    expect(nextOf(await read(page(0)))).toMatch(/^http:\/\/127\.0\.0\.1:9\/v2\/fhir\/ExplanationOfBenefit\?/)
  })

  it("next-other-patient: the link names another person, and the server refuses it", async () => {
    turn('next-other-patient')
    const next = nextOf(await read(page(0))) ?? ''
    expect(new URL(next).searchParams.getAll('patient')).toEqual(['-10000010254647'])
    expect((await ask(next)).status).toBe(403)
  })

  it('next-cyclic and next-itself: around and around', async () => {
    turn('next-cyclic')
    const second = nextOf(await read(page(0))) ?? ''
    expect(new URL(nextOf(await read(second)) ?? '').searchParams.get('startIndex')).toBe('0')
    stage.sandbox.controls.faults.clear()
    turn('next-itself')
    expect(nextOf(await read(page(10)))).toBe(new URL(page(10), stage.url).href)
  })

  it('next-endless: far past the end there are claims and one more page', async () => {
    turn('next-endless')
    let next: string | undefined = page(40)
    for (let round = 0; round < 5; round += 1) {
      const bundle: Bundle = await read(next ?? '')
      expect(ids(bundle).length).toBeGreaterThan(0)
      next = nextOf(bundle)
    }
    expect(new URL(next ?? '').searchParams.get('startIndex')).toBe('90')
  })

  it('next-endless leaves a refusal alone', async () => {
    turn('next-endless')
    expect(await (await ask(`${claims}?type=bogus`)).json()).toEqual({ detail: 'the type parameter value is not valid' })
  })

  it('next-missing: more claims than are shown, and no way on', async () => {
    turn('next-missing')
    const bundle = await read(page(0))
    expect([nextOf(bundle), bundle.total, ids(bundle).length]).toEqual([undefined, 52, 10])
  })

  it.each([['outcome-among-entries', 'OperationOutcome'], ['unknown-type', 'SomethingOfTomorrow']])('%s: %s comes first, nothing is lost', async (name, type) => {
    const before = ids(await read(page(0)))
    turn(name)
    const { entry = [] } = await read(page(0))
    expect(entry[0]?.resource.resourceType).toBe(type)
    expect(entry.slice(1).map(({ resource }) => resource.id)).toEqual(before)
  })

  it('huge-bundle: as many as asked, each with an id of its own', async () => {
    turn('huge-bundle', 130)
    const many = ids(await read(page(0)))
    expect([many.length, new Set(many).size]).toEqual([130, 130])
    turn('huge-bundle')
    expect(ids(await read(page(0, 1)))).toHaveLength(1_000)
  })
})

describe('claims and people', () => {
  const patients = ({ entry = [] }: Bundle) => entry.map(({ resource }) => resource.patient.reference)

  it('wrong-patient-once, wrong-patient-everywhere', async () => {
    turn('wrong-patient-once')
    const once = patients(await read(page(0)))
    expect(once.filter(reference => reference === 'Patient/-10000010254647')).toHaveLength(1)
    stage.sandbox.controls.faults.clear()
    turn('wrong-patient-everywhere', '-42')
    expect(new Set(patients(await read(page(0))))).toEqual(new Set(['Patient/-42']))
    const coverage: unknown = await read('/v2/fhir/Coverage')
    expect(coverage).toMatchObject({ entry: [{ resource: { beneficiary: { reference: 'Patient/-42' } } }, {}, {}, {}] })
  })

  it.each<[string, unknown]>([['null-at', null], ['mistyped-at', 42], ['missing-at', undefined]])('%s', async (name, value) => {
    turn(name)
    const { entry = [] } = await read(page(0))
    for (const { resource } of entry) expect(resource.billablePeriod).toBe(value)
    expect(entry.every(({ resource }) => 'billablePeriod' in resource)).toBe(name !== 'missing-at')
    turn(name, 'entry.0.resource.id')
    const second = await read(page(0))
    expect(second.entry?.map(({ resource }) => resource.id === value)).toEqual([true, ...Array.from({ length: 9 }, () => false)])
  })

  it.each([['text-xss', texts.xss], ['text-csv', texts.csv], ['text-bidi', texts.bidi], ['text-control', texts.control]] as const)(
    '%s: every word for people is from the pack; ids and codes are as ever',
    async (name, pack) => {
      const before = await read(page(0))
      turn(name)
      const after = await read(page(0))
      const words = collect(after, 'display')
      expect(new Set(words)).toEqual(new Set(words.filter(word => pack.some(text => JSON.stringify(text) === JSON.stringify(word)))))
      expect(words.length).toBeGreaterThan(pack.length)
      expect([ids(after), codesIn(after)]).toEqual([ids(before), codesIn(before)])
      const profile: unknown = await (await ask('/v2/connect/userinfo')).json()
      expect(pack.map(text => JSON.stringify(text))).toContain(JSON.stringify(collect(profile, 'family_name')[0]))
    },
  )

  it('dates-odd: every start is from the pack', async () => {
    turn('dates-odd')
    const starts = collect(await read(page(0)), 'start')
    const known: readonly unknown[] = dates
    expect(starts.every(start => known.includes(start)) && starts.length > 0).toBe(true)
  })

  it.each<[string, (amount: { value: number; currency: string }) => boolean]>([
    ['amounts-negative', ({ value }) => value < 0],
    ['amounts-decimals', ({ value }) => String(value).length > 15],
    ['amounts-currency', ({ currency }) => currency === 'EUR'],
    ['amounts-huge', ({ value }) => value > Number.MAX_SAFE_INTEGER],
  ])('%s: all of them', async (name, holds) => {
    turn(name)
    const amounts = amountsIn(await read(page(0)))
    expect(amounts.length).toBeGreaterThan(10)
    expect(amounts.every(holds)).toBe(true)
  })

  it('huge-text, deep', async () => {
    turn('huge-text', 1_000_000)
    expect(collect(await read(page(0)), 'valueString').some(text => String(text).length === 1_000_000)).toBe(true)
    turn('huge-text')
    expect((await (await ask(page(0))).text()).length).toBeGreaterThan(5_000_000)
    stage.sandbox.controls.faults.clear()
    turn('deep', 200)
    expect(depthOf(await read(page(0, 1)))).toBeGreaterThan(400)
    turn('deep', 400_000)
    expect(await (await ask(page(0, 1))).text()).toContain('{"extension":['.repeat(400_000))
  })

  it('proto-keys: written as keys of their own, and our own objects stay clean', async () => {
    turn('proto-keys')
    const text = await (await ask(page(0))).text()
    for (const key of ['__proto__', 'constructor', 'prototype']) expect(text).toContain(`"${key}":{"polluted":true}`)
    expect('polluted' in {}).toBe(false)
  })

  it.each(['cut-json', 'trailing-text'])('%s: 200 with text that is no JSON', async name => {
    turn(name)
    const answer = await ask(page(0))
    expect([answer.status, isJson(await answer.text())]).toEqual([200, false])
  })

  it.each<[string, (bytes: Buffer) => boolean]>([
    ['bom', bytes => bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))],
    ['invalid-utf8', bytes => bytes.includes(Buffer.from([0xff, 0xfe]))],
    ['duplicate-key', bytes => bytes.toString('utf8').startsWith('{"resourceType":"first of two","resourceType":"Bundle"')],
  ])('%s: exactly these bytes', async (name, holds) => {
    turn(name)
    expect(holds(Buffer.from(await (await ask(page(0))).arrayBuffer()))).toBe(true)
  })

  it.each([[200], [400], [404], [500]])('outcome-%i: an OperationOutcome in FHIR clothes', async status => {
    turn(`outcome-${status}`)
    const answer = await ask('/v3/fhir/ExplanationOfBenefit')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/fhir+json'])
    expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] })
  })

  it.each<[string, string, BufferEncoding]>([
    ['charset-utf-16', 'utf-16', 'utf16le'],
    ['charset-latin-1', 'iso-8859-1', 'latin1'],
    ['charset-wrong', 'iso-8859-1', 'utf8'],
  ])('%s: says %s, is %s', async (name, says, is) => {
    turn(name)
    const answer = await ask(page(0))
    expect(answer.headers.get('content-type')).toContain(`charset=${says}`)
    const text = Buffer.from(await answer.arrayBuffer()).toString(is)
    expect(JSON.parse(text)).toMatchObject({ resourceType: 'Bundle' })
    expect(text.includes('Español')).toBe(is === 'latin1')
  })

  it('content-type-text: JSON all the same', async () => {
    turn('content-type-text')
    const answer = await ask(page(0))
    expect(answer.headers.get('content-type')).toBe('text/plain')
    expect(await answer.json()).toMatchObject({ resourceType: 'Bundle' })
  })
})

describe('side by side', () => {
  it('two apps with a content knob each see their own, at once; a third sees none', async () => {
    const { url, sandbox } = stage
    const other = (await connect({ url, app: otherApp, username: person })).access_token
    turn('total-wrong', 11)
    turn('wrong-patient-everywhere', '-11')
    expect(sandbox.controls.turn('total-wrong', { clientId: otherApp.clientId, value: 22 })).toBe(true)
    const rounds = await Promise.all(Array.from({ length: 6 }, () => Promise.all([read(page(0)), read(page(0), other)])))
    for (const [mine, theirs] of rounds) {
      expect([mine.total, mine.entry?.[0]?.resource.patient.reference]).toEqual([11, 'Patient/-11'])
      expect([theirs.total, theirs.entry?.[0]?.resource.patient.reference]).toEqual([22, 'Patient/-19990000000001'])
    }
  })

  it('what a knob remembers of one app never reaches another', async () => {
    const { url, sandbox } = stage
    const states = async (app: typeof mainApp, state: string) => {
      const address = await sandbox.signIn(authorizeAddress({ url, app, state }), { username: person })
      return new URL(address ?? '').searchParams.get('state')
    }
    turn('state-of-another-flow')
    sandbox.controls.turn('state-of-another-flow', { clientId: otherApp.clientId })
    expect(await states(mainApp, 'state-of-the-main-app')).toBe('state-of-the-main-app')
    expect(await states(otherApp, 'state-of-the-other-app')).toBe('state-of-the-other-app')
  })

  it('every knob of content can be aimed at one person too', async () => {
    const { url } = stage
    const neighbour = (await connect({ url, app: mainApp, username: 'BBUser00001' })).access_token
    stage.turn('total-missing', { match: { route: 'claims', person } })
    expect('total' in (await read(page(0)))).toBe(false)
    expect('total' in (await read(page(0), neighbour))).toBe(true)
  })

})

it('has a proof for each of its knobs', () => {
  expect(stage.unproven('pages of claims', 'claims and people')).toEqual([])
})

/** Everything that stands under this key, at any depth. */
function collect(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap(part => collect(part, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => (name === key ? [part] : collect(part, key)))
}

/** In FHIR the word is a code in one place and a concept in another. */
function codesIn(value: unknown): readonly string[] {
  return JSON.stringify(value).match(/"code":"[^"]*"/g) ?? []
}

function amountsIn(value: unknown): { value: number; currency: string }[] {
  if (Array.isArray(value)) return value.flatMap(amountsIn)
  if (typeof value !== 'object' || value === null) return []
  if ('currency' in value && 'value' in value && typeof value.value === 'number') return [{ value: value.value, currency: String(value.currency) }]
  return Object.values(value).flatMap(amountsIn)
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}
