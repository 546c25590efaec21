// A Qualified Medicare Beneficiary is not told that they may be billed, in the months their coverage knows and in no
// others; and coverage that does not come never holds the claims up (contract claims-data 4.2, quality AVL-06).
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { setSettings, signedInBrowser } from '@/lib/session/testing'
import { claimsOf, type RunningSandbox, startSandbox, truthOf } from '@/sandbox/testing'
import { getClaim, listFirstClaims } from './claims'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

let medicare: RunningSandbox

beforeAll(async () => {
  // In January hardly anybody has a claim of the year: one day of one autumn stands for all.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T12:00:00Z') })
  medicare = await startSandbox()
  setSettings(medicare)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

beforeEach(() => medicare.controls.reset())

afterAll(async () => {
  await medicare.stop()
  vi.useRealTimers()
})

/** BBUser00129: dual status 01 since 2021; version 2 tells the months of this year only. */
const beneficiary = 129
const thisYear = '2026'
const mayOwe = ({ claims }: ClaimsPage) => claims.filter(({ row }) => row.figure === 'may-owe')
const signIn = async () => (await signedInBrowser(medicare, { username: 'BBUser00129' })).browser

/** Claims of this year that Medicare itself says something is owed on. */
const owedThisYear = () => Array.from({ length: claimsOf(beneficiary) }, (_, slot) => truthOf(beneficiary, slot)).filter(
  ({ startOn, owedCents, noFigure }) => startOn.startsWith(thisYear) && (owedCents ?? 0) > 0 && noFigure === null,
)

describe('a beneficiary who may not be billed', () => {
  it('there are claims of this year that would be owed', () => {
    expect(owedThisYear().length).toBeGreaterThan(0)
  })

  it('sees nothing to pay on claims of the months that are known, and the amount on all others', async () => {
    const page = await (await signIn()).run(() => listFirstClaims('en'))
    const owed = mayOwe(page)
    expect(owed.length).toBeGreaterThan(0)
    expect(owed.filter(({ row }) => row.from?.startsWith(thisYear))).toEqual([])
    const now = page.claims.filter(({ row }) => owedThisYear().some(({ v2Id }) => v2Id === row.id))
    expect(now.length).toBe(owedThisYear().length)
    expect(now.every(({ row }) => row.cents === null)).toBe(true)
  })

  it('reads on the claim why', async () => {
    const browser = await signIn()
    const { claim } = await browser.run(() => getClaim(owedThisYear()[0]?.v2Id ?? ''))
    expect(claim.owe).toMatchObject({ kind: 'may-owe', cents: 0 })
    expect(claim.owe.kind === 'may-owe' && claim.owe.remarks).toContain('protected')
  })

  it.each<[string, Parameters<RunningSandbox['controls']['faults']['add']>[0]['action']]>([
    ['refused', { kind: 'answer', status: 403, body: '{"detail":"You do not have permission to perform this action."}' }],
    ['down', { kind: 'answer', status: 503, body: '' }],
    ['a page of HTML', { kind: 'mangle', how: 'html' }],
  ])('sees all claims as Medicare sent them when the coverage is %s', async (_, action) => {
    const browser = await signIn()
    medicare.controls.faults.add({ match: { route: 'coverage' }, action })
    const page = await browser.run(() => listFirstClaims('en'))
    expect(page.claims).toHaveLength(claimsOf(beneficiary))
    expect(mayOwe(page).filter(({ row }) => row.from?.startsWith(thisYear))).not.toEqual([])
  })
})
