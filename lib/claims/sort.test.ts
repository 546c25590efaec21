import { expect, it } from 'vitest'
import { groupByYear, newestFirst } from './sort'

const row = (id: string, from: string | null, to: string | null = from) => ({ id, from, to })

it('groups newest first by the year the care ended, undated last', () => {
  const rows = [row('a', '2022-12-30', '2023-01-02'), row('b', null), row('c', '2024-05-01'), row('d', '2023-06-01'), row('e', '2022-01-01')]
  expect(groupByYear(rows).map(({ year, rows: of }) => [year, of.map(({ id }) => id)])).toEqual([['2024', ['c']], ['2023', ['d', 'a']], ['2022', ['e']], [null, ['b']]])
})

it('keeps one order for claims of one day, whatever order they arrive in', () => {
  const rows = [row('b', '2024-01-01'), row('a', '2024-01-01'), row('c', '2023-12-01', '2024-01-01')]
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  expect(ids(newestFirst(rows))).toEqual(['a', 'b', 'c'])
  expect(ids(newestFirst(rows.toReversed()))).toEqual(['a', 'b', 'c'])
})

it('has nothing to say about no claims', () => {
  expect(groupByYear([])).toEqual([])
})
