// What was shared is shown, what was not is a calm answer, and the receipt tells the one from the other (product promise 3,
// quality OAU-08; contract 4.3).
import { createBrowser, playMedicare, signedInBrowser, testOrigin } from '@/lib/session/testing'
import { describe, expect, it, vi } from 'vitest'
import { SignInNeeded, Unreadable } from '@/lib/errors'
import { listCoverage } from './coverage'
import { getProfile } from './profile'
import { getReceipt } from './receipt'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const { medicare } = await playMedicare()

const declined = { toggle: ['share_demographic_scopes'] }
const calls = () => medicare.controls.journal.counts()

describe('personal information that was shared', () => {
  it('is the person Medicare knows', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    const profile = await browser.run(() => getProfile())
    expect(profile).toMatchObject({ kind: 'shared', value: { name: expect.any(String), bornOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } })
  })

  it('and the receipt says so', async () => {
    const { browser, grant } = await signedInBrowser(medicare, {})
    await expect(browser.run(() => getReceipt())).resolves.toMatchObject({
      version: 2,
      sharesClaims: true,
      sharesCoverage: true,
      sharesProfile: true,
      accessEndsAt: grant.grantEndsAt,
      staysConnected: true,
    })
  })
})

describe('personal information that was kept', () => {
  it('is withheld, and Medicare is not asked for it: not Patient, not userinfo', async () => {
    const { browser } = await signedInBrowser(medicare, declined)
    await expect(browser.run(() => getProfile())).resolves.toEqual({ kind: 'withheld' })
    await expect(browser.run(() => getReceipt())).resolves.toMatchObject({ sharesProfile: false, sharesClaims: true, sharesCoverage: true })
    await expect(browser.run(() => listCoverage())).resolves.toMatchObject({ coverages: expect.arrayContaining([expect.anything()]) })
    expect(calls()).not.toHaveProperty('patient')
    expect(calls()).not.toHaveProperty('userinfo')
  })

  it('a 403 although it was shared looks the same', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    medicare.controls.faults.add({ match: { route: 'patient' }, action: { kind: 'answer', status: 403, body: '{"detail":"You do not have permission to perform this action."}' } })
    await expect(browser.run(() => getProfile())).resolves.toEqual({ kind: 'withheld' })
  })

  it('a record of somebody else is not shown as this person', async () => {
    const { browser } = await signedInBrowser(medicare, {})
    medicare.controls.faults.add({ match: { route: 'patient' }, action: { kind: 'edit-json', set: { 'entry.0.resource.id': '-19990000000099' } } })
    await expect(browser.run(() => getProfile())).rejects.toBeInstanceOf(Unreadable)
  })
})

describe('the receipt tells what was granted, never what was asked for', () => {
  it.each([
    [['patient/Coverage.rs'], { sharesClaims: false, sharesCoverage: true, sharesProfile: false }],
    [['patient/ExplanationOfBenefit.read', 'profile'], { sharesClaims: true, sharesCoverage: false, sharesProfile: false }],
    [[], { sharesClaims: false, sharesCoverage: false, sharesProfile: false }],
  ])('%j', async (scopes, shares) => {
    const { browser } = await signedInBrowser(medicare, {}, { scopes: new Set(scopes) })
    await expect(browser.run(() => getReceipt())).resolves.toMatchObject(shares)
  })

  it('one-hour access does not stay connected', async () => {
    const { browser } = await signedInBrowser(medicare, {}, { refreshToken: null, grantEndsAt: null })
    await expect(browser.run(() => getReceipt())).resolves.toMatchObject({ staysConnected: false, accessEndsAt: null })
  })
})

it('nobody signed in gets none of it', async () => {
  const browser = createBrowser(testOrigin)
  for (const load of [getProfile, getReceipt, () => listCoverage()]) await expect(browser.run<unknown>(load)).rejects.toBeInstanceOf(SignInNeeded)
  expect(medicare.controls.journal.entries()).toEqual([])
})
