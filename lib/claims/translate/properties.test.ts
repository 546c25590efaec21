// What must hold for every record, whole or damaged. PROPERTY_RUNS sets how many damaged records are tried (2,000 unless
// told); the claims tried are our own of every kind and version, and the recorded ones where they lie beside the checkout.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { toClaimRow } from '@/lib/claims/row'
import { damage, damages } from './fixtures/mutate'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './fixtures/recorded'
import { everyVersionThreeClaim } from './fixtures/version-three'
import { everyVersionTwoClaim } from './fixtures/version-two'
import { v3Amounts } from './fixtures/build'
import { readCoverage } from './from-coverage'
import { readClaim } from './from-explanation-of-benefit'
import { readPerson } from './from-patient'
import type { Version } from './versions'

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 2000)

// Many runs take their time; a hang is still a failure.
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
// The longest recorded claims only repeat their lines; they are tried when more runs are asked for.
const recorded = recordedOf('ExplanationOfBenefit').filter(({ resource }) => numRuns > 2000 || JSON.stringify(resource).length < 30_000)
const claims: readonly Sample[] = [...own, ...recorded]
const others: readonly Sample[] = [...recordedOf('Coverage'), ...recordedOf('Patient'), { version: 3, resource: { resourceType: 'Coverage', id: 'part-a-1', status: 'active' } }]

describe('a damaged claim', () => {
  it('has own samples of every kind in both versions', () => {
    expect(new Set(own.map(({ version, resource }) => `${version} ${readClaim(resource, version)?.kind}`)).size).toBe(16)
  })

  it('is read without a throw, as plain JSON, with every number a number and no day of our own making', () => {
    fc.assert(
      fc.property(fc.constantFrom(...claims), damages, ({ version, resource }, todo) => {
        const record = damage(resource, todo)
        const claim = readClaim(record, version)
        if (claim === null) return
        expectSound(claim)
        expectWrittenDays(claim, record)
        expectRow(claim)
        expect(claim.version).toBe(version)
      }),
      { numRuns },
    )
  })

  it('shows the right amount or none, when amounts are lost or spoilt', () => {
    const consistent = own.map((sample) => ({ ...sample, resource: withoutBlood(sample) }))
    fc.assert(
      fc.property(fc.constantFrom(...consistent), damages, ({ version, resource }, todo) => {
        const before = readClaim(resource, version)
        const after = readClaim(damageAmounts(resource, todo), version)
        for (const name of wholeAmounts) expect([before?.[name], null]).toContain(after?.[name])
        if (after?.owe.kind === 'none') return
        expect(after?.owe).toMatchObject({ kind: before?.owe.kind, cents: before?.owe.kind === 'none' ? Number.NaN : before?.owe.cents })
      }),
      { numRuns },
    )
  })

  it('shows the same to the reader of either version of the other format, or nothing: never a throw', () => {
    for (const { version, resource } of claims) expect(() => readClaim(resource, version === 2 ? 3 : 2)).not.toThrow()
  })
})

describe('anything at all', () => {
  it('given as a claim, a coverage or a person is read without a throw', () => {
    const typed = fc.tuple(fc.constantFrom('ExplanationOfBenefit', 'Coverage', 'Patient'), fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), typed.map(([resourceType, rest]) => ({ ...rest, resourceType }))), fc.constantFrom(2 as const, 3 as const), (value, version) => {
        expectJson(readClaim(value, version))
        expectJson(readCoverage(value, version, '2026-11-22'))
        expectJson(readPerson(value, version))
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    )
    expect(readClaim(undefined, 2)).toBeNull()
  })

  it('damaged coverages and people are read without a throw and come back from JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...others), damages, ({ version, resource }, todo) => {
        const record = damage(resource, todo)
        expectJson(readCoverage(record, version, '2026-11-22'))
        expectJson(readPerson(record, version))
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    )
    expect(others.length).toBeGreaterThan(0)
  })
})

const wholeAmounts = ['billedCents', 'allowedCents', 'medicarePaidCents', 'otherPaidCents', 'notCoveredCents'] as const

/** Loses and spoils only: a repeated amount is another record, not a damaged one. A line lost whole is one too. */
function damageAmounts(resource: unknown, todo: Parameters<typeof damage>[1]): unknown {
  const spoiling = todo.map((one) => ({ ...one, how: one.how === 'lose' ? one.how : ('replace' as const), by: typeof one.by === 'number' ? String(one.by) : one.by }))
  const roots = ['total', 'adjudication', 'benefitBalance', 'payment']
  const claimLevel = damage(resource, spoiling, roots)
  return damageLines(claimLevel, spoiling)
}

function damageLines(record: unknown, todo: Parameters<typeof damage>[1]): unknown {
  if (typeof record !== 'object' || record === null || !('item' in record) || !Array.isArray(record.item)) return record
  return { ...record, item: record.item.map((line: unknown) => damage(line, todo, ['adjudication'])) }
}

/** A missing blood share of a version 3 outpatient claim counts as none by rule (4.2): there it must be none. */
function withoutBlood({ version, resource }: Sample): unknown {
  const outpatient = version === 3 && readClaim(resource, version)?.kind === 'outpatient'
  return outpatient && typeof resource === 'object' ? { ...resource, adjudication: v3Amounts({ CLM_BLOOD_LBLTY_AMT: 0, CLM_MDCR_INSTNL_PRMRY_PYR_AMT: 0 }) } : resource
}

function expectJson(value: unknown): void {
  expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value)
}

function expectSound(claim: Claim): void {
  expectJson(claim)
  const numbers = [claim.billedCents, claim.allowedCents, claim.medicarePaidCents, claim.otherPaidCents, claim.notCoveredCents, claim.deniedCents, claim.unreadParts]
  const cents = [...numbers, ...(claim.owe.kind === 'none' ? [] : [claim.owe.cents, ...claim.owe.terms.map((term) => term.cents)])]
  expect(cents.filter((value) => value !== null && !Number.isSafeInteger(value))).toEqual([])
}

/** Every day shown stands in the record, in the first ten characters of a text. */
function expectWrittenDays(claim: Claim, record: unknown): void {
  const written = JSON.stringify(record)
  const days = [claim.from, claim.to, claim.processedOn, claim.stay?.admittedOn, claim.stay?.dischargedOn, ...claim.lines.flatMap((line) => [line.from, line.to]), ...claim.procedures.map((one) => one.on)]
  expect(days.filter((day) => day && !written.includes(`"${day}`))).toEqual([])
}

function expectRow(claim: Claim): void {
  for (const language of ['en', 'es'] as const) {
    const row = toClaimRow(claim, language)
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThanOrEqual(400)
    expect(row.what).not.toBe('')
    expectJson(row)
  }
}
