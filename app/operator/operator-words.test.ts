// Nothing that can be so with an export, a connection or the log is without a word of ours on the operators' pages.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deedWords } from '@/components/operator/deed-words'
import { bytesWords, durationWords, populationNames, reasonWords, standingOf } from '@/components/operator/export-words'
import { failureWords, systemName } from '@/components/operator/system-names'
import { populations } from '@/lib/connections/bulk-export/export-request'
import { reasons, states } from '@/lib/connections/bulk-export/job'
import { systems } from '@/lib/connections/connection'

describe('words', () => {
  it('each state of an export has its own, and one that nobody works on says that it can be resumed', () => {
    const working = states.map((state) => standingOf({ state, isWorking: true, canResume: false }).words)
    expect(new Set(working).size).toBe(states.length)
    for (const state of ['requested', 'running', 'ready', 'stopped']) expect(standingOf({ state, isWorking: false, canResume: true }).words).toMatch(/can be resumed/)
  })

  it('each reason, population and system has its own', () => {
    expect(reasons.filter((reason) => reasonWords(reason) === 'It could not go on.')).toEqual([])
    expect(reasonWords(null)).toBeNull()
    expect(populations.filter((population) => !populationNames[population])).toEqual([])
    expect(systems.filter((system) => systemName(system) === system)).toEqual([])
  })

  it('each failure of a connection has its own', () => {
    const codes = [...readFileSync('lib/connections/errors.ts', 'utf8').matchAll(/readonly code = '([a-z-]+)'/g)].map(([, code = '']) => code)
    expect(codes.length).toBeGreaterThan(8)
    expect(codes.filter((code) => failureWords(code) === 'It failed.')).toEqual([])
  })

  it('each deed of the log has its own', () => {
    const source = readFileSync('lib/audit/operators.ts', 'utf8')
    const deeds = [...source.slice(0, source.indexOf('} as const')).matchAll(/^ {2}'([a-z-]+)': \[/gm)].map(([, deed = '']) => deed)
    expect(deeds.length).toBeGreaterThan(12)
    expect(deeds.filter((deed) => deedWords({ deed, words: [], refs: { by: null } }) === 'Something was done.')).toEqual([])
  })

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [27_900_000, '27.9 MB'],
    [3_200_000_000, '3.2 GB'],
  ])('%i is %s', (bytes, words) => {
    expect(bytesWords(bytes)).toBe(words)
  })

  it.each([
    [300, 'about 1 second'],
    [59_000, 'about 59 seconds'],
    [61_000, 'about 1 minute'],
    [2 * 3_600_000, 'about 2 hours'],
  ])('%i ms are %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words)
  })
})
