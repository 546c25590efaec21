// What must hold for every record, whole or damaged: never a throw, never a wrong amount, never a day of our own making.
// 20,000 damaged records for each of the two great properties (PROPERTY_RUNS sets another number); our own records of
// every kind and version always, the recorded ones where they lie beside the checkout. The checks are plain comparisons
// that throw by themselves: a matcher for each of forty values a run would cost more than everything else.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { toClaimRow } from '@/lib/claims/row'
import { v3Amounts } from './fixtures/build'
import { damage, damages, placesOf, type Damage, type Path } from './fixtures/mutate'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './fixtures/recorded'
import { everyVersionThreeClaim } from './fixtures/version-three'
import { everyVersionTwoClaim } from './fixtures/version-two'
import { readCoverage } from './from-coverage'
import { readClaim } from './from-explanation-of-benefit'
import { readPerson } from './from-patient'
import type { Version } from './versions'

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 20_000)

// Many runs take their time on a slow machine; a hang is still a failure.
vi.setConfig({ testTimeout: 30_000 + numRuns * 20 })

interface Sample {
  readonly version: Version
  readonly resource: unknown
}

const own: readonly Sample[] = [
  ...Object.values(everyVersionTwoClaim).map((resource) => ({ version: 2 as const, resource })),
  ...Object.values(everyVersionThreeClaim).map((resource) => ({ version: 3 as const, resource })),
].map(({ version, resource }) => ({ version, resource: JSON.parse(JSON.stringify(resource)) as unknown }))

if (listRecorded() === null) console.warn(skippedWithoutRecordings)
const sizeOf = (resource: unknown): number => JSON.stringify(resource).length
// The same claim lies in several files; it is damaged as one.
const recorded: readonly Sample[] = [...new Map(recordedOf('ExplanationOfBenefit').map((one) => [JSON.stringify(one.resource), one])).values()]
// Long claims only repeat their lines, and take ten times as long: they come less often, but they come.
const anyClaim = fc.oneof(
  { weight: 29, arbitrary: fc.constantFrom(...own, ...recorded.filter(({ resource }) => sizeOf(resource) < 16_000)) },
  { weight: 1, arbitrary: fc.constantFrom(...own, ...recorded.filter(({ resource }) => sizeOf(resource) >= 16_000)) },
)
const claims: readonly Sample[] = [...own, ...recorded]
const others: readonly Sample[] = [...recordedOf('Coverage'), ...recordedOf('Patient'), { version: 3, resource: { resourceType: 'Coverage', id: 'part-a-1', status: 'active' } }]

describe('a damaged claim', () => {
  it('has own samples of every kind in both versions', () => {
    expect(new Set(own.map(({ version, resource }) => `${version} ${readClaim(resource, version)?.kind}`)).size).toBe(16)
  })

  it('is read without a throw, as plain JSON, with every number a number and no day of our own making', () => {
    fc.assert(fc.property(anyClaim, damages, checkDamaged), { numRuns })
  })

  it('shows the right amounts or none, when amounts are lost or spoilt', () => {
    const readings = new Map(claims.map((sample) => [sample, readWhole(sample)]))
    fc.assert(
      fc.property(anyClaim, damages, (sample, todo) => {
        const whole = readings.get(sample)
        if (whole === undefined) throw new Error('a sample without a reading')
        const harm = todo.map((one) => spoiling(one, whole.mayLose))
        checkAmounts(whole.claim, readClaim(damage(whole.resource, harm, whole.places), sample.version))
      }),
      { numRuns },
    )
  })

  it('of the other version is read as little or nothing, never with a throw', () => {
    for (const { version, resource } of claims) expect(() => readClaim(resource, version === 2 ? 3 : 2)).not.toThrow()
  })
})

describe.each([
  ['Pacific/Kiritimati', -840],
  ['America/Los_Angeles', 480],
])('where the clock stands at %s', (zone, offset) => {
  const here = process.env['TZ']
  const untouched = claims.map(({ version, resource }) => JSON.stringify(readClaim(resource, version)))

  beforeAll(() => {
    process.env['TZ'] = zone
  })
  afterAll(() => {
    if (here === undefined) delete process.env['TZ']
    else process.env['TZ'] = here
  })

  it('every claim has the same days, and so has every damaged one', () => {
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offset)
    expect(claims.map(({ version, resource }) => JSON.stringify(readClaim(resource, version)))).toEqual(untouched)
    fc.assert(fc.property(anyClaim, damages, checkDamaged), { numRuns: Math.ceil(numRuns / 20) })
  })
})

describe('anything at all', () => {
  it('given as a claim, a coverage or a person is read without a throw', () => {
    const typed = fc.tuple(fc.constantFrom('ExplanationOfBenefit', 'Coverage', 'Patient'), fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), typed.map(([resourceType, rest]) => ({ ...rest, resourceType }))), fc.constantFrom(2 as const, 3 as const), (value, version) => {
        checkJson(readClaim(value, version))
        checkJson(readCoverage(value, version, '2026-11-22'))
        checkJson(readPerson(value, version))
      }),
      { numRuns: Math.ceil(numRuns / 20) },
    )
    expect(readClaim(undefined, 2)).toBeNull()
  })

  it('damaged coverages and people are read without a throw and come back from JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...others), damages, ({ version, resource }, todo) => {
        const record = damage(resource, todo)
        checkJson(readCoverage(record, version, '2026-11-22'))
        checkJson(readPerson(record, version))
      }),
      { numRuns: Math.ceil(numRuns / 20) },
    )
    expect(others.length).toBeGreaterThan(0)
  })
})

function checkDamaged({ version, resource }: Sample, todo: readonly Damage[]): void {
  const record = damage(resource, todo)
  const claim = readClaim(record, version)
  if (claim === null) return
  checkJson(claim)
  checkNumbers(claim)
  checkDays(claim, daysIn(resource), todo)
  checkRow(claim, todo.length % 2 === 0 ? 'en' : 'es')
  if (claim.version !== version) throw new Error('the version changed')
}

function checkJson(value: unknown): void {
  // Strict: a lost `undefined`, a NaN turned null and a zero with a sign are all differences.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)) throw new Error('not the same after JSON')
}

function checkNumbers(claim: Claim): void {
  const owe = claim.owe.kind === 'none' ? [] : [claim.owe.cents, ...claim.owe.terms.map((term) => term.cents)]
  const lines = claim.lines.flatMap((line) => [line.billedCents, line.allowedCents, line.medicarePaidCents, line.deductibleCents, line.coinsuranceCents, line.notCoveredCents])
  const cents = [...wholeAmounts.map((name) => claim[name]), claim.unreadParts, ...owe, ...lines]
  if (cents.some((value) => value !== null && !Number.isSafeInteger(value))) throw new Error('an amount is not whole cents')
}

/** Every day shown stands in the record, in the first ten characters of a text, or in what was put into it. */
function checkDays(claim: Claim, written: ReadonlySet<string>, todo: readonly Damage[]): void {
  const days = [claim.from, claim.to, claim.processedOn, claim.stay?.admittedOn, claim.stay?.dischargedOn, ...claim.lines.flatMap((line) => [line.from, line.to]), ...claim.procedures.map((one) => one.on)]
  const made = days.find((day) => day && !written.has(day) && !JSON.stringify(todo).includes(`"${day}`))
  if (made) throw new Error(`${made} stands nowhere in the record`)
}

const days = new Map<unknown, ReadonlySet<string>>()

function daysIn(record: unknown): ReadonlySet<string> {
  const before = days.get(record)
  if (before) return before
  const found = new Set(Array.from(JSON.stringify(record).matchAll(/"(\d{4}-\d\d-\d\d)/g), ([, day]) => day ?? ''))
  days.set(record, found)
  return found
}

function checkRow(claim: Claim, language: 'en' | 'es'): void {
  const row = toClaimRow(claim, language)
  if (Buffer.byteLength(JSON.stringify(row)) > 400 || row.what === '') throw new Error('a row too large or empty')
  checkJson(row)
}

const wholeAmounts = ['billedCents', 'allowedCents', 'medicarePaidCents', 'otherPaidCents', 'notCoveredCents', 'deniedCents'] as const

function checkAmounts(before: Claim | null, after: Claim | null): void {
  if (before === null || after === null) throw new Error('not a claim any more')
  for (const name of wholeAmounts) {
    if (after[name] !== null && after[name] !== before[name]) throw new Error(`${name}: ${after[name]}, not ${before[name]}`)
  }
  if (after.owe.kind === 'none') return
  if (before.owe.kind !== after.owe.kind || before.owe.cents !== after.owe.cents) throw new Error(`owed: ${after.owe.cents}, a figure of our own making`)
}

interface Whole {
  readonly resource: unknown
  readonly claim: Claim | null
  readonly places: readonly Path[]
  readonly mayLose: boolean
}

/**
 * Every place of money, names of the amounts included. In recorded claims an amount may stand twice, with two values:
 * where the first is lost the second is the right one, so there amounts are only spoilt, in their place.
 */
function readWhole(sample: Sample): Whole {
  const mayLose = own.includes(sample)
  const resource = mayLose ? withoutBlood(sample) : sample.resource
  const places = placesOf(resource).filter((path) => isMoney(path) && (mayLose || path.some((step) => step === 'amount' || step === 'usedMoney')))
  return { resource, claim: readClaim(resource, sample.version), places, mayLose }
}

/** A line lost whole is another record. */
function isMoney([first, , third]: Path): boolean {
  return first === 'total' || first === 'adjudication' || first === 'benefitBalance' || first === 'payment' || (first === 'item' && third === 'adjudication')
}

/** Loses and spoils only: a repeated amount is another record, not a damaged one; a number would be another amount. */
function spoiling(one: Damage, mayLose: boolean): Damage {
  return { ...one, how: mayLose && one.how === 'lose' ? 'lose' : 'replace', by: typeof one.by === 'number' ? String(one.by) : one.by }
}

/** A missing blood share of a version 3 outpatient claim counts as none by rule (4.2): there it must be none. */
function withoutBlood({ version, resource }: Sample): unknown {
  const outpatient = version === 3 && readClaim(resource, version)?.kind === 'outpatient'
  return outpatient && typeof resource === 'object' ? { ...resource, adjudication: v3Amounts({ CLM_BLOOD_LBLTY_AMT: 0, CLM_MDCR_INSTNL_PRMRY_PYR_AMT: 0 }) } : resource
}
