// The diagnoses on a person's claims, put together by the family of their codes.
import { describe, expect, it } from 'vitest'
import type { ClaimRow } from './claim'
import { listConditions } from './conditions'
import { listCurrentClaims } from './current'
import type { ClaimFacts, ConditionFact, ListedClaim } from './facts'

const silent: ClaimFacts = {
  event: null, processedOn: null, billedCents: null, allowedCents: null, medicarePaidCents: null, deductibleCents: null, deniedCents: null,
  denied: null, providers: [], conditions: [], services: [], drug: null,
}
let made = 0
const claim = (conditions: readonly ConditionFact[], row: Partial<ClaimRow> = {}, more: Partial<ClaimFacts> = {}): ListedClaim => ({
  row: { id: `claim-${++made}`, kind: 'carrier', state: 'paid', from: '2026-03-04', to: '2026-03-04', who: null, what: 'Visit', figure: 'not-reported', cents: null, ...row },
  facts: { ...silent, conditions, ...more },
})
const list = (...claims: readonly ListedClaim[]) => listConditions(listCurrentClaims(claims))
const group = { key: 'E11', words: 'Type 2 diabetes' }
const [eyes, plain] = [{ key: 'E11.3', words: 'Diabetes with eye trouble', group }, { key: 'E119', words: 'Diabetes, no complications', group }]
const pressure = { key: 'I10', words: 'High blood pressure', group: { key: 'I10', words: 'High blood pressure' } }

describe('a condition', () => {
  it('is one family of codes, with the claims it is on, first and last, and the finer wordings', () => {
    const [diabetes, ...others] = list(claim([eyes], { from: '2024-02-01', to: '2024-02-03' }), claim([plain]), claim([plain]))
    expect(others).toEqual([])
    expect(diabetes).toMatchObject({ words: 'Type 2 diabetes', first: '2024-02-01', last: '2026-03-04', finer: [{ words: plain.words, count: 2 }, { words: eyes.words, count: 1 }] })
    expect(diabetes?.claims.map(({ row }) => row.to)).toEqual(['2026-03-04', '2026-03-04', '2024-02-03'])
  })

  it('named twice on one claim is seen on one claim', () => {
    expect(list(claim([eyes, plain]))[0]?.claims).toHaveLength(1)
  })

  it('on more claims comes first, then the one seen last', () => {
    const old = { key: 'M17', words: 'Knee' }
    const conditions = list(claim([old], { to: '2020-01-01' }), claim([pressure]), claim([eyes]), claim([plain], { to: '2020-01-01' }))
    expect(conditions.map(({ words }) => words)).toEqual(['Type 2 diabetes', 'High blood pressure', 'Knee'])
  })

  it('with one wording that says nothing more has no finer wording', () => {
    expect(list(claim([pressure]))[0]?.finer).toEqual([])
  })

  it('without a family stands alone by its code, and is never mistaken for a family', () => {
    expect(list(claim([{ key: 'E11', words: 'Condition code E11' }]), claim([plain])).map(({ words }) => words)).toEqual(['Condition code E11', 'Type 2 diabetes'])
  })

  it('is counted by the latest version of a claim, and not at all when that was cancelled', () => {
    const first = claim([eyes], {}, { event: 'A', processedOn: '2026-03-05' })
    const later = claim([pressure], { state: 'adjusted' }, { event: 'A', processedOn: '2026-04-05' })
    expect(list(first, later).map(({ words }) => words)).toEqual(['High blood pressure'])
    expect(list(claim([eyes], { state: 'cancelled' }))).toEqual([])
  })
})
