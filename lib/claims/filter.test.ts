// Every word, year, kind and provider narrows the list, and never changes its order.
import { describe, expect, it } from 'vitest'
import { listCurrentClaims } from './current'
import { type ClaimFilter, filterClaims, listChoices, makeSearchable, noFilter } from './filter'
import { currentClaim } from './testing'

const fill = { key: '1', name: null, quantity: null, unit: null, daysSupply: null, fill: null, compound: false, pharmacy: 'Álamo Drugs', prescriber: null, phase: null }
const current = listCurrentClaims([
  currentClaim('knee', { who: 'Dr. José Peña', to: '2025-01-02' }, { providers: [{ key: '1', name: 'Dr. José Peña', role: 'performing', specialty: null }], conditions: [{ key: 'M17', words: 'Knee arthritis' }] }),
  currentClaim('drug', { kind: 'pde', what: 'Prescription: Inventol' }, { drug: fill, providers: [{ key: '2', name: 'Álamo Drugs', role: 'pharmacy', specialty: null }, { key: '1', name: 'Heart doctor', role: 'prescribing', specialty: 'Heart doctor' }] }),
  currentClaim('undated', { from: null, to: null }, { services: [{ key: '99213', words: 'Office visit', on: null }] }),
])
const found = (filter: Partial<ClaimFilter>) => filterClaims(makeSearchable(current), { ...noFilter, ...filter }).map(({ row }) => row.id)

describe('a filter', () => {
  it.each<[Partial<ClaimFilter>, string[]]>([
    [{}, ['knee', 'drug', 'undated']],
    [{ text: '   ' }, ['knee', 'drug', 'undated']],
    [{ text: 'PENA' }, ['knee', 'drug']],
    [{ text: 'arthritis jose' }, ['knee']],
    [{ text: 'arthritis inventol' }, []],
    [{ text: 'office' }, ['undated']],
    [{ text: 'alamo' }, ['drug']],
    [{ text: '.*' }, []],
    [{ year: '2025' }, ['knee']],
    [{ year: '1999' }, []],
    [{ kind: 'pde' }, ['drug']],
    [{ provider: '1' }, ['knee']],
    [{ provider: 'pharmacy 2' }, ['drug']],
    [{ provider: '2' }, []],
    [{ provider: '1', kind: 'pde' }, []],
  ])('%j finds %j', (filter, ids) => {
    expect(found(filter)).toEqual(ids)
  })
})

it('one can choose only from what occurs: years newest first, providers by name', () => {
  expect(listChoices(current, 'es')).toEqual({
    years: ['2026', '2025'],
    kinds: ['carrier', 'pde'],
    providers: [{ key: 'pharmacy 2', name: 'Álamo Drugs' }, { key: '1', name: 'Dr. José Peña' }],
  })
})

it('a provider is offered by the name that any claim knows, whichever claim comes last', () => {
  const named = { key: '9000000001', name: 'Ana Reyes, MD', role: 'performing', specialty: null } as const
  const claims = ['Provider 9000000001', 'Ana Reyes, MD', 'Provider 9000000001'].map((name, index) => currentClaim(`${index}`, { who: name }, { providers: [{ ...named, name }] }))
  expect(listChoices(claims, 'en').providers).toEqual([{ key: '9000000001', name: 'Ana Reyes, MD' }])
})

it('two providers of one kind and no name are told apart by their numbers', () => {
  const heart = ['9000000001', '9000000002'].map((key) => currentClaim(key, { who: 'Heart doctor' }, { providers: [{ key, name: 'Heart doctor', role: 'performing', specialty: 'Heart doctor' }] }))
  expect(listChoices(heart, 'en').providers.map(({ name }) => name)).toEqual(['Heart doctor, 9000000001', 'Heart doctor, 9000000002'])
})
