// The money rules against the worked examples of contract claims-data 4.3, to the cent, and every recorded reply read
// whole. Without the recordings these tests are skipped and say so.
import { describe, expect, it } from 'vitest'
import { claimKinds, type Claim, type Owe } from '@/lib/claims/claim'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './fixtures/recorded'
import { readClaim } from './from-explanation-of-benefit'
import { node } from './read'

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)
const claims = recordedOf('ExplanationOfBenefit').map(({ file, version, resource }) => ({ file, version, resource, claim: readClaim(resource, version) }))

type Why = Extract<Owe, { kind: 'none' }>['why']
type Row = readonly [version: 2 | 3, name: string, billed: number | null, allowed: number | null, paid: number | null, owe: number | Why, check: string]

/** A name with a hyphenated number is an id in a bundle; any other is a file. Dollars as the contract prints them. */
const table: readonly Row[] = [
  [2, 'carrier', 75, 47.84, 37.5, 9.57, 'fits'],
  [2, 'carrier-7-lines', 435, 334.88, 262.5, 66.99, 'fits'],
  [2, 'carrier--11205033623', 70, 40, 30, 10, 'fits'],
  [2, 'carrier--11355351340', 40, 30, 10, 30, 'differs'],
  [2, 'carrier--10520418572', 650, 450, 350, 90, 'differs'],
  [2, 'carrier-synthea-12-lines', 1021.76, 1021.76, 817.41, 817.41, 'differs'],
  [2, 'carrier-synthea-8-lines', 1152.14, 1152.14, 0, 0, 'differs'],
  [2, 'dme', 130.45, 129.45, 123.45, 38.2, 'differs'],
  [2, 'outpatient--1181143362', 550, null, 60, 100, 'not-possible'],
  [2, 'outpatient--1752201350', 60, null, 0, 60, 'not-possible'],
  [2, 'outpatient--1752419684', 50, null, 70, 10, 'not-possible'],
  [2, 'outpatient-synthea-1', 60.7, null, 60.7, 10, 'not-possible'],
  [2, 'outpatient-synthea-4', 60.7, null, 60.7, 0, 'differs'],
  [2, 'outpatient', 8888.85, null, 693.11, 293.73, 'differs'],
  [2, 'inpatient-recorded', 10000, null, 10000, 1000, 'fits'],
  [2, 'inpatient', 84999.37, null, 7699.48, 123, 'differs'],
  [2, 'snf', 5555.03, null, 3333.33, 123, 'differs'],
  [2, 'hha', 199.99, null, 188, 'nothing-listed', ''],
  [2, 'hospice', 199.99, null, 130.32, 'nothing-listed', ''],
  [2, 'pde--1652397328', 100, null, 80, 20, 'fits'],
  [2, 'pde--1491241055', 10, null, 0, 0, 'fits'],
  [2, 'pde--1563826837', 20, null, 20, 20, 'differs'],
  [2, 'pde--1065188274', 20, null, 0, 10, 'differs'],
  [2, 'pde', 550, null, 126.99, 235.85, 'differs'],
  [3, 'carrier', 84909.15, 2.44, 448471.81, 0.61, 'differs'],
  [3, 'carrier-2025-12', 915188.69, 10.13, 339974.96, 'not-reported', ''],
  [3, 'dme-partial', 84909.15, 2.44, 448471.81, 'in-process', ''],
  [3, 'outpatient-2025-12', 874922.56, null, 166802.53, 1009.18, 'not-possible'],
  [3, 'outpatient-partial', 815173.13, null, 625244.33, 'in-process', ''],
  [3, 'outpatient-reference', 9001.55, null, 3.5, 'managed-care', ''],
  [3, 'inpatient-2025-11', 828008.75, null, 14837.65, 36.63, 'differs'],
  [3, 'inpatient-managed-care', 11335.3, null, 2690.19, 'managed-care', ''],
  [3, 'snf', 622674.57, null, 254072.03, 'managed-care', ''],
  [3, 'hha', 815173.13, null, 625244.33, 'nothing-listed', ''],
  [3, 'pde-2026-03', 1875346.98, null, null, 423.19, 'not-possible'],
  [3, 'pde-reference', 45.5, null, null, 100, 'not-possible'],
  [3, 'pde', 2575607.57, null, null, 'cancelled', ''],
]

const cents = (dollars: number | null): number | null => (dollars === null ? null : Math.round(dollars * 100))

function find(version: 2 | 3, name: string): Claim | null {
  const byFile = claims.find((one) => one.version === version && one.file === `v${version}/eob/${name}`)
  return (byFile ?? claims.find((one) => one.version === version && one.claim?.id === name))?.claim ?? null
}

describe.skipIf(!here)('the worked examples', () => {
  it.each(table)('v%i %s: charged %f, approved %f, paid %f, may owe %s, check %s', (version, name, billed, allowed, paid, owe, check) => {
    const claim = find(version, name)
    expect(claim).toMatchObject({ billedCents: cents(billed), allowedCents: cents(allowed), medicarePaidCents: cents(paid) })
    if (typeof owe === 'string') return expect(claim?.owe).toEqual({ kind: 'none', why: owe })
    expect(claim?.owe).toMatchObject({ kind: claim?.kind === 'pde' ? 'paid' : 'may-owe', cents: cents(owe), check })
    expect(claim?.owe.kind !== 'none' && claim?.owe.remarks.includes('does-not-add-up')).toBe(check === 'differs')
  })
})

describe.skipIf(!here)('every recorded claim', () => {
  it('is read, and nothing in it is unreadable', () => {
    expect(claims.length).toBeGreaterThan(80)
    expect(claims.filter(({ claim }) => claim === null || claim.unreadParts > 0).map(({ file }) => file)).toEqual([])
  })

  it('has a kind and a day', () => {
    const odd = claims.filter(({ claim }) => claim?.kind === 'other' || claim?.from === null || claim?.to === null)
    expect(odd.map(({ file }) => file)).toEqual([])
    expect(new Set(claims.map(({ claim }) => claim?.kind))).toEqual(new Set(claimKinds.filter((kind) => kind !== 'other')))
  })

  it('keeps the billed days exactly as written', () => {
    const shifted = claims.filter(({ resource, claim }) => {
      const { start, end } = node(resource['billablePeriod'])
      return (start !== undefined && claim?.from !== start) || (end !== undefined && claim?.to !== end)
    })
    expect(shifted.map(({ file }) => file)).toEqual([])
  })

  it('is plain JSON that comes back the same', () => {
    const all = claims.map(({ claim }) => claim)
    expect(JSON.parse(JSON.stringify(all))).toStrictEqual(all)
  })

  it('stands where its own marks say: finished, but for the few that are not', () => {
    const standing = claims.filter(({ claim }) => claim?.state !== 'paid').map(({ file, claim }) => `${file.split('/').at(-1)} ${claim?.state}`)
    expect([...new Set(standing)].toSorted()).toEqual([
      'carrier-partial-reference denied',
      'dme-partial in-process',
      'outpatient-partial in-process',
      'pde adjusted',
      'pde cancelled',
      'pde-2026-03 adjusted',
      'prior-authorization-bundle authorization',
      'v2-bbuser00000-page1 adjusted',
      'v2-bbuser00000-page2 adjusted',
      'v2-golden-all-eight-types adjusted',
    ])
  })

  it('names whom the record names', () => {
    const named = (version: 2 | 3, name: string) => find(version, name)?.who?.name ?? null
    expect(named(2, 'carrier')).toBe('Fake ORG Name')
    expect(named(2, 'dme')).toBe('DR. DAVID SMITH MD')
    expect(named(2, 'pde')).toBe('ADVANTAGE HOME HEALTH CARE, INC.')
    expect(named(2, 'outpatient--1181143362')).toBeNull()
    expect(named(3, 'hha')).toBe('Indiana Garcia')
    expect(named(3, 'inpatient-managed-care')).toBe('Rogers, Gromit')
    expect(named(3, 'pde-reference')).toBeNull()
  })

  it('carries no text for a code the AMA owns', () => {
    const services = claims.flatMap(({ claim }) => claim?.lines.flatMap((line) => line.service ?? []) ?? [])
    expect(services.filter(({ system }) => system === 'cpt').length).toBeGreaterThan(50)
    expect(services.filter(({ system, text }) => system === 'cpt' && text !== null)).toEqual([])
  })
})

describe.skipIf(!here)('recorded partly processed records of bulk clients', () => {
  it('are not claims of a person, and are refused without a throw', () => {
    const others = [...recordedOf('Claim'), ...recordedOf('ClaimResponse')]
    expect(others.map(({ resource, version }) => readClaim(resource, version))).toEqual([null, null, null, null])
  })
})
