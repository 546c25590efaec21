// Every recorded claim against the same facts worked out anew from its raw reply: type, days, who, and every amount, to
// the cent. Nothing of a recording is kept here, not even as a snapshot: the raw reply itself is the expectation, read
// along the contract's own paths (fixtures/by-contract.ts) each time. Without the recordings these are skipped and say so.
import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { factsOfThree, factsOfTwo, type Facts } from './fixtures/by-contract'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './fixtures/recorded'
import { readClaim } from './from-explanation-of-benefit'
import { node } from './read'

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)

const all = recordedOf('ExplanationOfBenefit').map(({ file, version, resource }) => ({
  name: `${file} ${String(resource['id'] ?? '')}`,
  resource,
  claim: readClaim(resource, version),
  facts: version === 2 ? factsOfTwo(resource) : factsOfThree(resource),
}))

const amounts = ['billedCents', 'allowedCents', 'medicarePaidCents', 'otherPaidCents', 'notCoveredCents'] as const

/** Those that differ, by name and values. */
function differing(of: (claim: Claim, facts: Facts) => readonly [read: unknown, expected: unknown]): readonly unknown[] {
  return all.flatMap(({ name, claim, facts }) => {
    if (claim === null) return [`${name}: not read`]
    const [read, expected] = of(claim, facts)
    return JSON.stringify(read) === JSON.stringify(expected) ? [] : [`${name}: ${JSON.stringify(read)}, not ${JSON.stringify(expected)}`]
  })
}

describe.skipIf(!here)('every recorded claim is read as its raw reply says', () => {
  it('kind and days', () => {
    expect(differing(({ kind, from, to }, facts) => [[kind, from, to], [facts.kind, facts.from, facts.to]])).toEqual([])
  })

  it('who', () => {
    expect(differing(({ who }, facts) => [who?.name ?? null, facts.who])).toEqual([])
  })

  it.each(amounts)('%s', (name) => {
    expect(differing((claim, facts) => [claim[name], facts[name]])).toEqual([])
    expect(all.filter(({ facts }) => facts[name] !== null).length).toBeGreaterThan(10)
  })

  it('each term of what may be owed, and no figure without all of them', () => {
    expect(differing(({ owe }, { shares }) => (owe.kind === 'none' ? [0, 0] : [owe.terms.map(({ cents }) => cents), shares.filter((cents) => cents !== null)]))).toEqual([])
    const unlisted = all.filter(({ facts, claim }) => facts.shares.includes(null) && claim?.owe.kind === 'may-owe' && claim.kind !== 'outpatient')
    expect(unlisted.map(({ name }) => name)).toEqual([])
  })

  it('as many lines as it has, but for the total', () => {
    const lines = all.filter(({ resource, claim }) => Math.abs((Array.isArray(resource['item']) ? resource['item'].length : 0) - (claim?.lines.length ?? 0)) > 1)
    expect(lines.map(({ name }) => name)).toEqual([])
  })

  it('and every code of a diagnosis that is not masked', () => {
    const lost = all.filter(({ resource, claim }) => {
      const written = (Array.isArray(resource['diagnosis']) ? resource['diagnosis'] : []).flatMap((one) => JSON.stringify(node(one)['diagnosisCodeableConcept'] ?? '').match(/"code":"[^"]+"/) ?? [])
      const codes = new Set(written.map((code) => code.slice(8, -1)).filter((code) => !/^9+$/.test(code)))
      return [...codes].some((code) => !claim?.diagnoses.some((one) => one.code.code === code))
    })
    expect(lost.map(({ name }) => name)).toEqual([])
  })
})
