// The form that starts an export: what it may say, and that everything else is refused by a word of ours (product section 6).
import { describe, expect, it } from 'vitest'
import { readStartForm } from './start-form'

const nowMs = Date.UTC(2026, 10, 22)
const good = { version: '2', population: 'group-all', since: 'all' }

function form(fields: Readonly<Record<string, string>>, types: readonly string[] = []): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  for (const type of types) data.append('type', type)
  return data
}

describe('the form of an export', () => {
  it.each([
    ['everything there is', good, [], { version: 2, population: 'group-all', types: [], since: null }],
    ['since the last one', { ...good, since: 'last' }, [], { since: 'last' }],
    ['since a day, which begins in UTC', { ...good, since: 'at', sinceAt: ' 2026-01-31 ' }, [], { since: '2026-01-31T00:00:00Z' }],
    ['since an instant with a zone', { ...good, since: 'at', sinceAt: '2026-01-31T08:00:00+02:00' }, [], { since: '2026-01-31T08:00:00+02:00' }],
    ['some types, in one order', { ...good, version: '3' }, ['ExplanationOfBenefit', 'Patient'], { version: 3, types: ['Patient', 'ExplanationOfBenefit'] }],
    ['partly adjudicated claims in version 2', good, ['Claim'], { types: ['Claim'] }],
  ])('%s', (_, fields, types, options) => {
    expect(readStartForm(form(fields, types), nowMs)).toMatchObject({ ok: true, options })
  })

  it.each([
    ['another version', { ...good, version: '4' }, [], 'form'],
    ['no version', { population: 'patient', since: 'all' }, [], 'form'],
    ['another group', { ...good, population: '../all' }, [], 'form'],
    ['a type that is none', good, ['Observation'], 'form'],
    ['a type twice', good, ['Patient', 'Patient'], 'form'],
    ['Claim in version 3', { ...good, version: '3' }, ['Claim'], 'types'],
    ['a day that is none', { ...good, since: 'at', sinceAt: '2026-02-31T25:00:00Z' }, [], 'since'],
    ['a day to come', { ...good, since: 'at', sinceAt: '2026-12-01' }, [], 'since'],
    ['no day', { ...good, since: 'at' }, [], 'since'],
    ['another word', { ...good, since: 'yesterday' }, [], 'since'],
  ])('%s is refused', (_, fields, types, problem) => {
    expect(readStartForm(form(fields, types), nowMs)).toEqual({ ok: false, problem })
  })
})
