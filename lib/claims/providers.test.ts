// Who treated the person, told from their claims: each provider once, by name where any claim has one.
import { describe, expect, it } from 'vitest'
import type { ClaimRow } from './claim'
import { listCurrentClaims } from './current'
import { type ClaimFacts, type DrugFact, type ListedClaim, type ProviderFact, toClaimFacts } from './facts'
import { filterClaims, makeSearchable, noFilter } from './filter'
import { listProviders } from './providers'
import { toClaimRow } from './row'
import { listRecorded, recordedOf, skippedWithoutRecordings } from './translate/fixtures/recorded'
import { readClaim } from './translate/from-explanation-of-benefit'

const silent: ClaimFacts = {
  event: null, processedOn: null, billedCents: null, allowedCents: null, medicarePaidCents: null, deductibleCents: null, deniedCents: null,
  denied: null, providers: [], conditions: [], services: [], drug: null,
}
const drug: DrugFact = {
  key: '1', name: null, quantity: null, unit: null, daysSupply: null, fill: null, compound: false, pharmacy: 'Community pharmacy', prescriber: null, phase: null,
}
const who = (key: string, name: string, more: Partial<ProviderFact> = {}): ProviderFact => ({ key, name, role: 'performing', specialty: null, ...more })
let made = 0
const claim = (providers: readonly ProviderFact[], row: Partial<ClaimRow> = {}, more: Partial<ClaimFacts> = {}): ListedClaim => ({
  row: { id: `claim-${++made}`, kind: 'carrier', state: 'paid', from: '2026-03-04', to: '2026-03-04', who: providers[0]?.name ?? null, what: 'Visit', figure: 'not-reported', cents: null, ...row },
  facts: { ...silent, providers, ...more },
})
const list = (...claims: readonly ListedClaim[]) => listProviders(listCurrentClaims(claims))
const [ana, heart] = [who('9000000001', 'Ana Reyes, MD', { specialty: 'Heart doctor' }), who('9000000001', 'Heart doctor', { specialty: 'Heart doctor' })]

describe('a provider', () => {
  it('is listed once with how often, first and last visit, and what the finished claims come to', () => {
    const { treated } = list(
      claim([ana], { from: '2025-01-02', to: '2025-01-05', figure: 'may-owe', cents: 1_010 }),
      claim([ana], { figure: 'may-owe', cents: 20 }),
      claim([ana], { figure: 'managed-care' }),
      claim([ana], { state: 'denied', figure: 'may-owe', cents: 5_000 }),
      claim([ana], { state: 'in-process', figure: 'in-process' }),
    )
    expect(treated).toMatchObject([{ name: 'Ana Reyes, MD', about: 'Heart doctor', number: null, first: '2025-01-02', last: '2026-03-04' }])
    expect(treated[0]?.totals).toMatchObject({ count: 5, mayOweCents: 1_030, withoutAmount: 1, denied: 1, inProcess: 1 })
  })

  it('goes by name when any claim has one: version 2 names the same doctor here and not there', () => {
    expect(list(claim([heart]), claim([ana])).treated).toMatchObject([{ name: 'Ana Reyes, MD', number: null, totals: { count: 2 } }])
  })

  it('without a name goes by what they do, and then the number tells one from another', () => {
    expect(list(claim([heart])).treated).toMatchObject([{ name: 'Heart doctor', about: null, number: '9000000001' }])
    expect(list(claim([who('9000000002', 'Provider 9000000002')])).treated).toMatchObject([{ name: 'Provider 9000000002', about: 'Visit', number: null }])
  })

  it('visited last comes first', () => {
    const { treated } = list(claim([ana], { to: '2025-03-04' }), claim([who('b', 'Bea')], { to: null, from: null }), claim([who('c', 'Cal')]))
    expect(treated.map(({ name }) => name)).toEqual(['Cal', 'Ana Reyes, MD', 'Bea'])
  })

  it('counts cancelled claims with the others, as the list of claims shows them, but neither visits nor money', () => {
    const { treated } = list(claim([ana], { figure: 'may-owe', cents: 20 }), claim([ana], { state: 'cancelled', figure: 'cancelled', from: '2020-01-02', to: '2020-01-02' }))
    expect(treated).toMatchObject([{ first: '2026-03-04', last: '2026-03-04', totals: { count: 2, cancelled: 1, mayOweCents: 20 } }])
  })

  it('named beside the first stands behind it, each once, and has no visits of its own', () => {
    const lab = who('9000000003', 'Lab', { role: 'billing' })
    const sender = who('9000000001', 'Heart doctor', { role: 'referring' })
    const { treated } = list(claim([lab, sender]), claim([lab, sender]), claim([ana], { state: 'cancelled' }))
    expect(treated).toMatchObject([{ name: 'Lab', others: [{ key: '9000000001', name: 'Heart doctor', role: 'referring' }] }])
  })

  it('on a cancelled claim, or on a decision made before the care, was not visited', () => {
    expect(list(claim([ana], { state: 'cancelled' }), claim([ana], { state: 'authorization' }))).toEqual({ treated: [], pharmacies: [], unnamed: 0 })
  })
})

it('a claim that names nobody is counted, not dropped in silence', () => {
  expect(list(claim([], { who: null })).unnamed).toBe(1)
})

describe('a pharmacy', () => {
  const pharmacy = who('9000000009', 'Provider 9000000009', { role: 'pharmacy' })
  const prescriber = who('9000000001', 'Ana Reyes, MD', { role: 'prescribing' })
  const fill = (named: Partial<DrugFact> = {}, providers = [pharmacy, prescriber]) => claim(providers, { kind: 'pde', figure: 'paid', cents: 1_265 }, { drug: { ...drug, ...named } })

  it('stands apart from who treats, by its kind and number where it has no name', () => {
    const { treated, pharmacies } = list(fill(), fill())
    expect(treated).toEqual([])
    expect(pharmacies).toMatchObject([{ key: 'pharmacy 9000000009', name: 'Community pharmacy', about: null, number: '9000000009', totals: { paidForDrugsCents: 2_530 }, others: [{ name: 'Ana Reyes, MD' }] }])
  })

  it('goes by its name where a claim has one', () => {
    const named = fill({ pharmacy: 'Corner Drugs' }, [who('9000000009', 'Corner Drugs', { role: 'pharmacy' })])
    expect(list(fill(), named).pharmacies).toMatchObject([{ name: 'Corner Drugs', number: null }])
  })

  it('that also sells equipment has a list of each', () => {
    const sold = claim([{ ...pharmacy, role: 'billing' }])
    const { treated, pharmacies } = list(fill(), fill(), sold)
    expect([...treated, ...pharmacies].map(({ key, totals }) => [key, totals.count])).toEqual([['9000000009', 1], ['pharmacy 9000000009', 2]])
  })

  it('known by its kind alone cannot be looked for', () => {
    expect(list(fill({}, [prescriber])).pharmacies).toMatchObject([{ key: null, name: 'Community pharmacy', number: null }])
  })
})

describe.skipIf(listRecorded() === null)('on the recorded claims', () => {
  it.each([2, 3] as const)('of version %i each provider has as many as the list shows that is filtered by it', (version) => {
    const claims = recordedOf('ExplanationOfBenefit').filter((one) => one.version === version).flatMap(({ resource }) => readClaim(resource, version) ?? [])
    const current = listCurrentClaims(claims.map((one) => ({ row: toClaimRow(one, 'en'), facts: toClaimFacts(one, 'en') })))
    const { treated, pharmacies } = listProviders(current)
    const counted = [...treated, ...pharmacies].flatMap(({ key, totals }) => (key === null ? [] : [[key, totals.count]]))
    const searchable = makeSearchable(current)
    expect(counted.length).toBeGreaterThan(3)
    expect(counted.map(([key]) => [key, filterClaims(searchable, { ...noFilter, provider: `${key}` }).length])).toEqual(counted)
  })
})
if (listRecorded() === null) console.warn(skippedWithoutRecordings)
