// Every word, year, kind and provider narrows the list, and never changes its order.
import { describe, expect, it } from 'vitest'
import { listCurrentClaims } from './current'
import { type ClaimFilter, filterClaims, listChoices, makeSearchable, noFilter } from './filter'
import { currentClaim } from './testing'

const current = listCurrentClaims([
  currentClaim('knee', { who: 'Dr. José Peña', to: '2025-01-02' }, { providers: [{ key: '1', name: 'Dr. José Peña', role: 'performing', specialty: null }], conditions: [{ key: 'M17', words: 'Knee arthritis' }] }),
  currentClaim('drug', { kind: 'pde', what: 'Prescription: Inventol' }, { providers: [{ key: '2', name: 'Álamo Drugs', role: 'pharmacy', specialty: null }] }),
  currentClaim('undated', { from: null, to: null }, { services: [{ key: '99213', words: 'Office visit', on: null }] }),
])
const found = (filter: Partial<ClaimFilter>) => filterClaims(makeSearchable(current), { ...noFilter, ...filter }).map(({ row }) => row.id)

describe('a filter', () => {
  it.each<[Partial<ClaimFilter>, string[]]>([
    [{}, ['knee', 'drug', 'undated']],
    [{ text: '   ' }, ['knee', 'drug', 'undated']],
    [{ text: 'PENA' }, ['knee']],
    [{ text: 'arthritis jose' }, ['knee']],
    [{ text: 'arthritis inventol' }, []],
    [{ text: 'office' }, ['undated']],
    [{ text: 'alamo' }, ['drug']],
    [{ text: '.*' }, []],
    [{ year: '2025' }, ['knee']],
    [{ year: '1999' }, []],
    [{ kind: 'pde' }, ['drug']],
    [{ provider: '1' }, ['knee']],
    [{ provider: '1', kind: 'pde' }, []],
  ])('%j finds %j', (filter, ids) => {
    expect(found(filter)).toEqual(ids)
  })
})

it('one can choose only from what occurs: years newest first, providers by name', () => {
  expect(listChoices(current, 'es')).toEqual({
    years: ['2026', '2025'],
    kinds: ['carrier', 'pde'],
    providers: [{ key: '2', name: 'Álamo Drugs' }, { key: '1', name: 'Dr. José Peña' }],
  })
})
