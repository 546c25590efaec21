// A recorded person is served as recorded: same resources, our envelope, our host.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linksOf, openDoor, resourcesOf } from './test-door'
import type { Door } from './test-door'

const patient = '-77'
const coding = (code: string) => [{ system: 'https://bluebutton.cms.gov/resources/codesystem/eob-type', code }]

function claim(id: string, kind: string, end: string, updated: string) {
  return {
    resourceType: 'ExplanationOfBenefit',
    id,
    meta: { lastUpdated: updated },
    patient: { reference: `Patient/${patient}` },
    type: { coding: coding(kind) },
    billablePeriod: { start: end, end },
    strange: { unknown: ['to us'] },
  }
}

const claims = [
  claim('pde--30', 'PDE', '2021-05-01', '2021-06-01T00:00:00Z'),
  claim('carrier--1147', 'CARRIER', '2020-05-01', '2021-06-01T00:00:00Z'),
  claim('outpatient--10344', 'OUTPATIENT', '2019-05-01', 'IGNORED_FIELD'),
]

let folder = ''
let door: Door
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-'))
  const link = [
    { relation: 'next', url: 'https://sandbox.bluebutton.cms.gov/v2/fhir/ExplanationOfBenefit?startIndex=1' },
  ]
  const bundle = { resourceType: 'Bundle', total: 99, link, entry: claims.map(resource => ({ resource })) }
  await writeFile(join(folder, 'page.json'), JSON.stringify(bundle))
  door = await openDoor({ recordsFolder: folder })
})
afterAll(() => rm(folder, { recursive: true }))

const CLAIMS = '/v2/fhir/ExplanationOfBenefit'
const found = async (query: string) =>
  resourcesOf(await door.read('REC00001', `${CLAIMS}?${query}`)).map(it => String(it['id']))

describe('a recorded person', () => {
  it('has the claims unchanged, sorted by number as text', async () => {
    const bundle = await door.read('REC00001', CLAIMS)
    expect(bundle['total']).toBe(3)
    expect(resourcesOf(bundle)).toEqual([claims[2], claims[1], claims[0]])
  })

  it('is paged in our envelope, on our host', async () => {
    const bundle = await door.read('REC00001', `${CLAIMS}?_count=2`)
    expect(linksOf(bundle).every(([, url]) => url.startsWith('http://localhost:8000/v2/fhir/'))).toBe(true)
    expect(linksOf(bundle).map(([relation]) => relation)).toEqual(['first', 'next', 'last', 'self'])
  })

  it.each([
    ['type=pde', ['pde--30']],
    ['type=carrier,outpatient', ['outpatient--10344', 'carrier--1147']],
    ['service-date=ge2020-01-01', ['carrier--1147', 'pde--30']],
    // A date that is no date is not filtered away: nothing of a recording disappears in silence.
    ['_lastUpdated=ge2022-01-01', ['outpatient--10344']],
  ])('is found by %s', async (query, ids) => {
    expect(await found(query)).toEqual(ids)
  })

  it('is read by id, and knows no other', async () => {
    expect(await door.read('REC00001', `${CLAIMS}/pde--30`)).toEqual(claims[0])
    expect((await door.ask('REC00001', `${CLAIMS}/pde--31`)).status).toBe(404)
  })

  it('has empty lists where nothing was recorded', async () => {
    expect((await door.read('REC00001', '/v2/fhir/Coverage'))['total']).toBe(0)
    expect((await door.read('REC00001', '/v2/fhir/Patient'))['total']).toBe(0)
    expect((await door.ask('REC00001', `/v2/fhir/Patient/${patient}`)).status).toBe(404)
  })

  it('is unknown to the version it was not recorded in', async () => {
    expect((await door.ask('REC00001', '/v3/fhir/ExplanationOfBenefit')).status).toBe(403)
  })
})
