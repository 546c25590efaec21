// What the pages beside the list are told of a claim, in the reader's language.
import { describe, expect, it } from 'vitest'
import type { Claim, Diagnosis } from './claim'
import { toClaimFacts } from './facts'
import { readClaim } from './translate/from-explanation-of-benefit'
import * as two from './translate/fixtures/version-two'

function claimOf(resource: unknown): Claim {
  const claim = readClaim(resource, 2)
  if (claim === null) throw new Error('not read as a claim')
  return claim
}

describe('a condition', () => {
  const told = (system: Diagnosis['code']['system'], code: string, text: string | null = null) => {
    const claim = { ...claimOf(two.carrier), diagnoses: [{ code: { system, code, text }, principal: true }] }
    return toClaimFacts(claim, 'en').conditions[0]
  }

  it('carries its family in our words, whether its code has a dot or not', () => {
    expect(told('icd10', 'E1121', 'Type 2 diabetes with kidney disease')).toEqual({ key: 'E1121', words: 'Type 2 diabetes with kidney disease', group: { key: 'E11', words: 'Type 2 diabetes' } })
    expect(told('icd10', 'E11.9')?.group).toEqual({ key: 'E11', words: 'Type 2 diabetes' })
  })

  it('of a code that is in no list has no family', () => {
    expect(told('other', 'X1', 'Something')).toEqual({ key: 'X1', words: 'Something' })
  })

  it('of ICD-9 stands alone by its own text, and with its chapter only where it has none', () => {
    expect(told('icd9', '25000', 'Diabetes without complication')).toEqual({ key: '25000', words: 'Diabetes without complication' })
    expect(told('icd9', '25000')?.group?.key).toBe('240-279')
  })

  it('says its family in Spanish to whom reads Spanish', () => {
    const claim = { ...claimOf(two.carrier), diagnoses: [{ code: { system: 'icd10', code: 'I10', text: null }, principal: true }] } as const
    expect(toClaimFacts(claim, 'es').conditions[0]?.group?.words).not.toBe(toClaimFacts(claim, 'en').conditions[0]?.group?.words)
  })
})

describe('a drug', () => {
  it('is named with its days’ supply, and says when the pharmacy mixed it', () => {
    const claim = claimOf(two.pde)
    expect(toClaimFacts(claim, 'en').drug).toMatchObject({ daysSupply: 30, compound: false })
    expect(toClaimFacts({ ...claim, drug: claim.drug && { ...claim.drug, compound: true } }, 'en').drug).toMatchObject({ compound: true })
  })
})
