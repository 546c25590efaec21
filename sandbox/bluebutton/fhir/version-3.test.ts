// What only version 3 has: other ids, sources and tags, unfinished claims, authorizations, the insurance card, and the
// silence about substance use (E26).
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isObject, textAt } from '@/sandbox/people/fhir-json'
import { openDoor, resourcesOf, walk } from './test-door'
import type { Door } from './test-door'

const CODES = 'https://bluebutton.cms.gov/fhir/CodeSystem'
const CLAIMS = '/v3/fhir/ExplanationOfBenefit'
const rich = 'BBUser08158'
const traps = 'BBUser29997'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})
beforeEach(() => {
  door.withholdSubstanceUse = false
})

const listed = async (user: string, query: string) =>
  (await walk(door, user, `${CLAIMS}?_count=50&${query}`)).flatMap(resourcesOf)
const sources = (resources: readonly unknown[]) => new Set(resources.map(it => textAt(it, 'meta', 'source')))

describe('sources and tags', () => {
  it('leave out what is not finished, unless asked for', async () => {
    const all = await listed(rich, '')
    expect(all.length).toBe(93)
    expect(sources(all)).toEqual(new Set(['NCH', 'DDPS']))
    expect(new Set(all.map(it => it['outcome']))).toEqual(new Set(['complete']))
  })

  it.each([
    ['_source=NCH', ['NCH']],
    ['_source=DDPS', ['DDPS']],
    ['_source=MCS', ['MCS']],
    [`_tag=${CODES}/System-Type|DDPS`, ['DDPS']],
    [`_tag=${CODES}/System-Type|NationalClaimsHistory`, ['NCH']],
    [`_tag=${CODES}/Final-Action|FinalAction`, ['DDPS', 'NCH']],
    [`_source=NCH&_tag=${CODES}/System-Type|DDPS`, []],
  ])('%s gives only those', async (query, expected) => {
    expect([...sources(await listed(rich, query))].sort()).toEqual(expected)
  })

  it('show unfinished claims: half of them under the number of a finished one', async () => {
    const unfinished = await listed(rich, `_tag=${CODES}/Final-Action|NotFinalAction`)
    const control = (it: unknown) => textAt(it, 'identifier', 1, 'value')
    const known = new Set((await listed(rich, '')).map(control))
    expect(unfinished.length).toBe(5)
    expect(unfinished.filter(it => known.has(control(it))).length).toBe(3)
    for (const claim of unfinished) expect(['FISS', 'MCS', 'VMS']).toContain(textAt(claim, 'meta', 'source'))
  })

  it('put unfinished claims before all others, in order of their numbers', async () => {
    const ids = (await listed(rich, '_source=NCH,DDPS,FISS,MCS,VMS')).map(it => Number(it['id']))
    expect(ids.length).toBe(98)
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
  })

  it('show authorizations: decided before, without amounts or period, after all claims', async () => {
    const all = await listed(traps, '_source=NCH,CWF')
    const asked = all.filter(it => it['use'] === 'preauthorization')
    expect(asked.length).toBeGreaterThan(0)
    expect(all.slice(-asked.length)).toEqual(asked)
    expect(asked.map(it => [it['billablePeriod'], it['total'], it['payment']])).toEqual(
      asked.map(() => [undefined, undefined, undefined]),
    )
    const id = String(asked[0]?.['id'])
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(await door.read(traps, `${CLAIMS}/${id}`)).toEqual(asked[0])
    expect(await listed(traps, '_source=CWF&type=hha')).toEqual([])
  })

  it('filter by kind as version 2 does', async () => {
    expect((await listed(rich, 'type=snf')).length).toBe(2)
    expect((await listed(rich, 'type=PDE,snf')).length).toBe(56)
  })
})

describe('the same claim in both versions', () => {
  it('has one control number, one period and one payment', async () => {
    const v2 = (await walk(door, rich, '/v2/fhir/ExplanationOfBenefit?_count=50')).flatMap(resourcesOf)
    const v3 = [...(await listed(rich, ''))].reverse()
    const facts = (it: unknown) => [textAt(it, 'billablePeriod', 'start'), textAt(it, 'billablePeriod', 'end')]
    const paid = (it: unknown) => {
      const payment = isObject(it) && isObject(it['payment']) ? it['payment']['amount'] : undefined
      return isObject(payment) ? payment['value'] : null
    }
    expect(v3.map(facts)).toEqual(v2.map(facts))
    expect(v3.map(paid)).toEqual(v2.map(paid))
  })
})

describe('refusals', () => {
  it.each([
    ['_count=51', 400, { detail: 'value must be at most 50' }],
    ['type=bogus', 400, { detail: 'the type parameter value is not valid' }],
    ['_offset=abc', 400, { detail: 'expected int' }],
  ])('?%s is %i in the same words as before', async (query, status, body) => {
    const response = await door.ask(rich, `${CLAIMS}?${query}`)
    expect([response.status, await response.json()]).toEqual([status, body])
  })

  it.each([`${CLAIMS}/-5999999999999`, `${CLAIMS}/nonsense`, '/v3/fhir/Patient/-1', '/v3/fhir/Coverage/part-a--1'])(
    'the backend does not know %s, and says so itself',
    async path => {
      const response = await door.ask(rich, path)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' })
    },
  )

  it('another person’s claim is refused at the front', async () => {
    const response = await door.ask(rich, `${CLAIMS}/-5000000000000`)
    expect([response.status, await response.json()]).toEqual([404, { detail: 'Not found.' }])
  })

  it('an unknown parameter matters only to those who ask for strictness', async () => {
    const strict = await door.ask(rich, `${CLAIMS}?foo=1`, { headers: { prefer: 'handling=strict' } })
    expect([strict.status, await strict.json()]).toEqual([400, { error: "Invalid parameters: ['foo']" }])
    expect((await door.ask(rich, `${CLAIMS}?foo=1`)).status).toBe(200)
    const known = `${CLAIMS}?_count=5&_offset=0&type=pde&_source=DDPS&_format=json`
    expect((await door.ask(rich, known, { headers: { prefer: 'handling=strict' } })).status).toBe(200)
  })
})

describe('coverage', () => {
  it('lists only parts on record', async () => {
    const parts = async (user: string) =>
      resourcesOf(await door.read(user, '/v3/fhir/Coverage')).map(it => String(it['id']))
    expect(await parts('BBUser29996')).toEqual([])
    const all = (await parts('BBUser10000')).map(id => id.replace(/--?\d.*$/, ''))
    expect(all).toEqual(['part-a', 'part-b', 'part-c', 'part-d', 'dual'])
  })

  it('answers a part that is not held with its id alone', async () => {
    const body = await door.read('BBUser29996', '/v3/fhir/Coverage/part-a--' + (await idOf('BBUser29996')))
    expect(Object.keys(body).sort()).toEqual(['id', 'resourceType'])
  })
})

async function idOf(user: string): Promise<string> {
  const [patient] = resourcesOf(await door.read(user, '/v3/fhir/Patient'))
  return String(patient?.['id']).slice(1)
}

describe('a merged record', () => {
  it('says only where it went, and there the person is', async () => {
    const [stub] = resourcesOf(await door.read('BBUser29995', '/v3/fhir/Patient'))
    expect(Object.keys(stub ?? {}).sort()).toEqual(['id', 'link', 'resourceType'])
    const next = textAt(stub, 'link', 0, 'other', 'reference')
    const person = await door.read('BBUser29995', `/v3/fhir/${next ?? ''}`)
    expect(textAt(person, 'link', 0, 'type')).toBe('replaces')
    expect(textAt(person, 'name', 0, 'family')).not.toBeNull()
  })
})

describe('the insurance card', () => {
  it('is a collection tied together by addresses of its own', async () => {
    const card = await door.read('BBUser10000', '/v3/fhir/Patient/$generate-insurance-card')
    expect([card['type'], textAt(card, 'meta', 'lastUpdated')]).toEqual(['collection', '1970-01-01T00:00:00.000+00:00'])
    const resources = resourcesOf(card)
    expect(resources.map(it => it.resourceType).slice(0, 3)).toEqual(['Patient', 'Organization', 'Coverage'])
    const patient = `Patient/${String(resources[0]?.['id'])}`
    const coverages = resources.filter(it => it.resourceType === 'Coverage')
    expect(coverages.map(it => textAt(it, 'beneficiary', 'reference'))).toEqual(coverages.map(() => patient))
    const again = await door.read('BBUser10000', '/v3/fhir/Patient/$generate-insurance-card')
    expect(resourcesOf(again)[0]?.['id']).not.toBe(resources[0]?.['id'])
  })

  it('needs both Patient and Coverage', async () => {
    door.needs.length = 0
    await door.ask(rich, '/v3/fhir/Patient/$generate-insurance-card/')
    expect(door.needs.map(({ resource, action }) => `${resource} ${action}`)).toEqual([
      'Patient read',
      'Coverage search',
    ])
  })

  it('is not known before version 3', async () => {
    expect((await door.ask(rich, '/v2/fhir/Patient/$generate-insurance-card')).status).toBe(404)
  })
})

describe('claims of treatment for substance use', () => {
  const user = 'BBUser29987'
  const marked = (resources: readonly unknown[]) =>
    resources.filter(it => textAt(it, 'meta', 'security', 0, 'code') === '42CFRPart2')

  it('carry a label', async () => {
    expect(marked(await listed(user, '')).length).toBeGreaterThan(3)
  })

  it('are left out without a word when the person withheld them', async () => {
    const [all, one] = [await listed(user, ''), marked(await listed(user, ''))[0]]
    door.withholdSubstanceUse = true
    const shown = await listed(user, '')
    expect(marked(shown)).toEqual([])
    expect(shown.length).toBe(all.length - marked(all).length)
    expect((await door.ask(user, `${CLAIMS}/${textAt(one, 'id') ?? ''}`)).status).toBe(404)
    expect((await listed(rich, '')).length).toBe(93)
  })

  it('are left out when the caller asks for that', async () => {
    expect(marked(await listed(user, '_security:not=42CFRPart2'))).toEqual([])
  })
})
