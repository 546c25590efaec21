// The pools are our own: recorded replies, published counts and lists of codes are test data beside the repository, and
// neither a row of them nor a table made from them is in the sandbox (claims-data.md 5.10).
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

const published = fileURLToPath(new URL('../../../../shared/fixtures/synthetic-users', import.meta.url))
const sandbox = fileURLToPath(new URL('../..', import.meta.url))
const hasFixtures = existsSync(published)
if (!hasFixtures) console.log('sandbox/people/pools/own-pools.test.ts: skipped: no fixtures')

const ours = readdirSync(sandbox, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath, entry.name))

describe('the sandbox', () => {
  it('holds source and words only: no data file, and no source large enough to be one', () => {
    expect(ours.filter(path => !/\.(ts|md)$/.test(path))).toEqual([])
    expect(ours.filter(path => readFileSync(path).length > 60_000)).toEqual([])
  })
})

describe.skipIf(!hasFixtures)('beside the published files', () => {
  let text = ''
  beforeAll(() => {
    text = ours.filter(path => !path.endsWith('.test.ts')).map(path => readFileSync(path, 'utf8')).join('\n')
  })

  it.each(['claim-counts-2018-set.csv', 'claim-counts-synthea-2023-03-03.csv'])('has no row of %s, packed or not', file => {
    const runs = (text.match(/\d+(?:[,\s|]+\d+){6,}/g) ?? []).map(run => run.split(/[,\s|]+/).join(','))
    const rows = readFileSync(join(published, file), 'utf8').split('\n').slice(1).map(row => row.split(',').slice(-7))
    const isTelling = (row: readonly string[]) => row.filter(count => Number(count) > 9).length > 1
    const telling = rows.filter(isTelling).map(row => row.join(','))
    expect(telling.length).toBeGreaterThan(2_000)
    expect(telling.filter(row => runs.some(run => `,${run},`.includes(`,${row},`)))).toEqual([])
  })

  it('has nobody of people-synthea-2023-03-03.csv', () => {
    const rows = readFileSync(join(published, 'people-synthea-2023-03-03.csv'), 'utf8').split('\n').slice(1)
    const known = new Set(rows.flatMap(row => row.split(',').slice(4, 7)).filter(value => /\d/.test(value)))
    expect(known.size).toBeGreaterThan(5_000)
    expect((text.match(/\w+/g) ?? []).filter(word => known.has(word))).toEqual([])
  })

  it.each([['icd10', 206], ['icd9', 99], ['ndc', 84]])('chose its own %s codes: not half of the %i published are among them', (name, count) => {
    const lists: unknown = JSON.parse(readFileSync(join(published, 'value-pools.json'), 'utf8'))
    const list = JSON.stringify(typeof lists === 'object' && lists !== null ? Object.entries(lists).find(([key]) => key === name)?.[1] : null)
    const codes = [...new Set(list.match(/"(?=[A-Z]*\d)[A-Z0-9]{3,11}"/g))].map(code => code.slice(1, -1))
    expect(codes.length).toBeGreaterThan(count / 2)
    expect(codes.filter(code => new RegExp(`\\b${code}\\b`).test(text)).length).toBeLessThan(codes.length / 2)
  })
})
