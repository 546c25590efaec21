// A recorded person is served as recorded: same resources, our envelope, our host.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectory } from '@/sandbox/people/directory'
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

describe('a person recorded in version 3', () => {
  const CODES = 'https://bluebutton.cms.gov/fhir/CodeSystem'
  const V3 = '/v3/fhir/ExplanationOfBenefit'
  const own = '-88'
  const mbi = (value: string) => ({ system: 'http://hl7.org/fhir/sid/us-mbi', value })
  const v3Claim = (id: string, source: string | null, tags: readonly string[], label?: string) => ({
    resourceType: 'ExplanationOfBenefit',
    id,
    meta: {
      ...(source === null ? {} : { source }),
      tag: tags.map(tag => ({ system: `${CODES}/${tag.split('|')[0]}`, code: tag.split('|')[1] })),
      ...(label === undefined ? {} : { security: [{ code: label }] }),
    },
    patient: { reference: `Patient/${own}` },
    type: { coding: [{ system: `${CODES}/CLM-TYPE-CD`, code: '40' }] },
  })
  const finished = ['Final-Action|FinalAction', 'System-Type|NationalClaimsHistory']
  const v3Claims = [
    v3Claim('-5', 'NCH', finished),
    v3Claim('-4', 'NationalClaimsHistory', []),
    v3Claim('-3', 'MCS', ['Final-Action|NotFinalAction', 'System-Type|SharedSystem']),
    v3Claim('-2', null, []),
    v3Claim('-1', 'DDPS', ['System-Type|DDPS'], '42CFRPart2'),
  ]
  const coverage = (id: string, status: string) => ({
    resourceType: 'Coverage', id, status, subscriberId: '1S00EU8DG31', beneficiary: { reference: `Patient/${own}` },
  })
  const patientOf = (id: string, number: string) => ({ resourceType: 'Patient', id, identifier: [mbi(number)], name: [{ family: 'Lane' }] })
  const cardOf = (number: string) => ({
    resourceType: 'Bundle', type: 'collection',
    entry: [{ resource: { resourceType: 'Patient', id: 'x' } }, { resource: { resourceType: 'Coverage', id: 'y', subscriberId: number } }],
  })

  let v3Door: Door
  let v3Folder = ''
  beforeAll(async () => {
    v3Folder = await mkdtemp(join(tmpdir(), 'recorded-v3-'))
    const files = {
      'a.json': { resourceType: 'Bundle', entry: [patientOf(own, '1S00EU8DG31'), coverage('part-a--88', 'active'), coverage('part-b--88', 'cancelled'), ...v3Claims].map(resource => ({ resource })) },
      'b.json': patientOf('-99', '1S00EU8FA06'),
      'c.json': cardOf('1S00EU8FA06'),
      'd.json': cardOf('1S00EU8XX99'),
    }
    for (const [name, body] of Object.entries(files)) await writeFile(join(v3Folder, name), JSON.stringify(body))
    v3Door = await openDoor({ recordsFolder: v3Folder })
  })
  afterAll(() => rm(v3Folder, { recursive: true }))
  const ids = async (query: string) => resourcesOf(await v3Door.read('REC00001', `${V3}?${query}`)).map(it => String(it['id']))

  it.each([
    // What names no source is left out only when a source is asked for.
    ['', ['-5', '-4', '-2', '-1']],
    ['_source=NCH', ['-5', '-4']],
    ['_source=DDPS,MCS', ['-3', '-1']],
    [`_tag=${CODES}/Final-Action|NotFinalAction`, ['-3']],
    ['_tag=FinalAction', ['-5']],
    [`_tag=${CODES}/System-Type|DDPS,${CODES}/System-Type|SharedSystem`, ['-3', '-1']],
    [`_source=NCH&_tag=${CODES}/System-Type|DDPS`, []],
    ['_security:not=42CFRPart2', ['-5', '-4', '-2']],
  ])('?%s gives %j', async (query, wanted) => {
    expect(await ids(query)).toEqual(wanted)
  })

  it('withholds treatment for substance use from a token that may not see it', async () => {
    v3Door.withholdSubstanceUse = true
    const [listed, one] = [await ids(''), await v3Door.ask('REC00001', `${V3}/-1`)]
    v3Door.withholdSubstanceUse = false
    expect([listed, one.status, (await v3Door.ask('REC00001', `${V3}/-1`)).status]).toEqual([['-5', '-4', '-2'], 404, 200])
  })

  it('has an insurance card made of what was recorded: the parts that are active', async () => {
    const card = await v3Door.read('REC00001', '/v3/fhir/Patient/$generate-insurance-card')
    const [patient, organization, ...coverages] = resourcesOf(card)
    expect([card['type'], patient?.resourceType, organization?.resourceType, coverages.length]).toEqual(['collection', 'Patient', 'Organization', 1])
    expect(coverages[0]).toMatchObject({
      subscriberId: '1S00EU8DG31',
      beneficiary: { reference: `Patient/${String(patient?.['id'])}` },
      payor: [{ reference: `Organization/${String(organization?.['id'])}` }],
    })
    expect(patient?.['id']).not.toBe(own)
  })

  it('has the card that was recorded, found by the Medicare number', async () => {
    expect(await v3Door.read('REC00002', '/v3/fhir/Patient/$generate-insurance-card')).toEqual(cardOf('1S00EU8FA06'))
  })

  it('is not found by the id of another', async () => {
    expect(resourcesOf(await v3Door.read('REC00001', '/v3/fhir/Patient?_id=-99'))).toEqual([])
    expect(resourcesOf(await v3Door.read('REC00001', `/v3/fhir/Patient?_id=${own}`))).toHaveLength(1)
  })

  it('names a card that nobody in the folder has', async () => {
    const { skipped } = await createDirectory({ recordsFolder: v3Folder })
    expect(skipped).toEqual([{ file: 'd.json', why: 'a collection of nobody whose other records are here' }])
  })
})
