// Who can sign in, and what becomes of a folder of recorded replies.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectory } from './directory'
import type { Directory } from './directory'

describe('generated people', () => {
  it.each([
    ['BBUser00000', 'PW00000!', '-19990000000001', '-100000000'],
    ['BBUser29999', 'PW29999!', '-20140000010000', '-505465563'],
    ['BBUser29988', 'PW29988!', '-20140000009989', null],
  ])('%s signs in with %s', async (username, password, v2Id, v3Id) => {
    const directory = await createDirectory()
    expect(directory.findByLogin(username, password)).toMatchObject({ key: username, username, password, v2Id, v3Id })
  })

  it.each([
    ['a number above the last', 'BBUser30000', 'PW30000!'],
    ['a wrong password', 'BBUser00000', 'PW00001!'],
    ['no password', 'BBUser00000', ''],
    ['four digits', 'BBUser0000', 'PW0000!'],
    ['six digits', 'BBUser000000', 'PW000000!'],
    ['other letters', 'bbuser00000', 'PW00000!'],
    ['a recorded person where none is', 'REC00001', 'PW00001!'],
  ])('nobody signs in with %s', async (_, username, password) => {
    const directory = await createDirectory()
    expect(directory.findByLogin(username, password)).toBeNull()
  })

  it('are the same every time', async () => {
    const [one, two] = await Promise.all([createDirectory(), createDirectory()])
    expect(one.findByKey('BBUser04711')).toEqual(two.findByKey('BBUser04711'))
  })
})

describe('recorded people', () => {
  let folder = ''
  let directory: Directory

  const claim = (id: string | undefined, patient: string, more = {}) => ({
    resourceType: 'ExplanationOfBenefit',
    ...(id === undefined ? {} : { id }),
    patient: { reference: `Patient/${patient}` },
    identifier: [{ value: 'number-of-its-own' }],
    ...more,
  })
  const v2Coding = { system: 'https://bluebutton.cms.gov/resources/variables/bene_id' }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'records-'))
    await mkdir(join(folder, 'deep', 'er'), { recursive: true })
    const files = {
      'a-bundle.json': {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: claim('carrier--1', '-77') }, { resource: claim('pde--2', '-77') }, { search: {} }],
      },
      'b-patient.json': {
        resourceType: 'Patient',
        id: '-77',
        identifier: [v2Coding],
        name: [{ given: ['Ada'], family: 'Lane' }],
      },
      'c-same-id.json': claim('carrier--1', '-77', { status: 'active' }),
      'deep/er/v3.json': claim('-5000000000001', '-88'),
      'deep/no-id-1.json': claim(undefined, '-88', { use: 'claim' }),
      'deep/no-id-2.json': claim(undefined, '-88', { use: 'preauthorization' }),
      'd-nobody.json': { resourceType: 'ExplanationOfBenefit', id: 'carrier--3' },
      'e-other.json': { resourceType: 'CapabilityStatement' },
      'f-card.json': {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ resource: { resourceType: 'Patient', id: 'x' } }],
      },
      'g-empty.json': { resourceType: 'Bundle', type: 'searchset' },
      'h-part.json': { resourceType: 'Coverage', id: 'part-a--99' },
    }
    for (const [name, body] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(body))
    await writeFile(join(folder, 'i-broken.json'), '{"resourceType":')
    await writeFile(join(folder, 'notes.txt'), 'not read at all')
    await symlink(join(folder, 'nowhere'), join(folder, 'j-dangling.json'))
    await writeFile(join(folder, 'K-LOUD.JSON'), '[]')
    directory = await createDirectory({ recordsFolder: folder })
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('are one for each patient id, with a name where one was recorded', () => {
    expect(
      directory.recorded.map(it => [it.username, it.password, it.v2Id, it.v3Id, it.givenName, it.familyName]),
    ).toEqual([
      ['REC00001', 'PW00001!', '-77', null, 'Ada', 'Lane'],
      ['REC00002', 'PW00002!', null, '-88', 'Recorded', '-88'],
      ['REC00003', 'PW00003!', null, '-99', 'Recorded', '-99'],
    ])
    expect(directory.findByLogin('REC00001', 'PW00001!')).toEqual(directory.recorded[0])
  })

  it('keep their resources as they were recorded', () => {
    expect(directory.findRecord('REC00001')?.claims).toEqual([claim('carrier--1', '-77'), claim('pde--2', '-77')])
    expect(directory.findRecord('BBUser00000')).toBeNull()
  })

  it('get an id for a claim without one, and never the same one twice', () => {
    const ids = directory.findRecord('REC00002')?.claims.map(it => it['id'])
    expect(ids).toEqual(['-5000000000001', 'number-of-its-own', 'number-of-its-own-2'])
  })

  it('name every file that could not be used, and why', () => {
    const skipped = new Map(directory.skipped.map(({ file, why }) => [file, why]))
    expect([...skipped.keys()].sort()).toEqual([
      'K-LOUD.JSON',
      'a-bundle.json',
      'c-same-id.json',
      'd-nobody.json',
      'e-other.json',
      'f-card.json',
      'g-empty.json',
      'i-broken.json',
      'j-dangling.json',
    ])
    expect(skipped.get('j-dangling.json')).toBe('the file cannot be read')
    expect(skipped.get('i-broken.json')).toContain('JSON')
    expect(skipped.get('c-same-id.json')).toContain('same id')
  })

  it('need a folder that is there', async () => {
    await expect(createDirectory({ recordsFolder: join(folder, 'missing') })).rejects.toThrow()
  })
})
