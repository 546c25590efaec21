// A list of claims reads newest first, and never changes its order while more arrive.
import { expect, it } from 'vitest'
import { groupByYear, newestFirst } from './sort'

const claim = (id: string, from: string | null, to: string | null = from) => ({ row: { id, from, to } })
const ids = (list: readonly { readonly row: { readonly id: string } }[]) => list.map(({ row }) => row.id)

it('groups newest first by the year the care ended, undated last', () => {
  const claims = [claim('a', '2022-12-30', '2023-01-02'), claim('b', null), claim('c', '2024-05-01'), claim('d', '2023-06-01'), claim('e', '2022-01-01')]
  expect(groupByYear(newestFirst(claims)).map(({ year, claims: of }) => [year, ids(of)])).toEqual([['2024', ['c']], ['2023', ['d', 'a']], ['2022', ['e']], [null, ['b']]])
})

it('keeps one order for claims of one day, whatever order they arrive in', () => {
  const claims = [claim('b', '2024-01-01'), claim('a', '2024-01-01'), claim('c', '2023-12-01', '2024-01-01')]
  expect(ids(newestFirst(claims))).toEqual(['a', 'b', 'c'])
  expect(ids(newestFirst(claims.toReversed()))).toEqual(['a', 'b', 'c'])
})

it('has nothing to say about no claims', () => {
  expect(groupByYear([])).toEqual([])
})
