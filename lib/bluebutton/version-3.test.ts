// Version 3 is a setting, not another program: the same walk, by its own addresses and ids (contract 1.2, 3.4, 4.5, C20).
import { beforeEach, describe, expect, it } from 'vitest'
import { settings } from '@/lib/env'
import type { SignInNeeded } from '@/lib/errors'
import { freshGrant, refreshOnce } from './access'
import { authorizeUrl, newAttempt, redeemCode, refreshGrant, revoke } from './oauth'
import { getClaimsPage } from './pages'
import { findPatientRecord, listCoverageRecords } from './resources'
import { connectPerson, forgetUpstreams, playMedicare } from './testing'

const { medicare } = await playMedicare({ BLUE_BUTTON_VERSION: '3' })

beforeEach(() => forgetUpstreams())

const username = 'BBUser00012'
const paths = () => medicare.controls.journal.entries().map(({ path }) => path)

describe('a connection of version 3', () => {
  it('is made, read, refreshed and ended at /v3/, with the id that version has for the person', async () => {
    const { ref, grant } = await connectPerson(medicare, { username })
    expect(grant).toMatchObject({ version: 3, patient: medicare.controls.directory.findByKey(username)?.v3Id })
    await expect(getClaimsPage(ref, 0)).resolves.toMatchObject({ total: null, next: 50 })
    await expect(listCoverageRecords(ref)).resolves.toMatchObject({ records: expect.arrayContaining([expect.objectContaining({ version: 3 })]) })
    await expect(findPatientRecord(ref)).resolves.toMatchObject({ version: 3, resource: { id: grant.patient } })
    const refreshed = await refreshOnce(ref, 1)
    expect(refreshed.grant).toMatchObject({ version: 3, patient: grant.patient })
    await expect(revoke(settings(), refreshed.grant, 'grant')).resolves.toBe(true)
    expect(paths().filter((path) => /\/(o|fhir)\//.test(path)).every((path) => path.startsWith('/v3/'))).toBe(true)
    expect(paths()).toEqual(expect.arrayContaining(['/v3/o/token/', '/v3/o/revoke/', '/v3/fhir/Patient/', '/v3/fhir/Coverage/', '/v3/fhir/ExplanationOfBenefit/']))
  })

  it('knows no choice about personal information, and shares it (contract 2.8)', async () => {
    const { grant } = await connectPerson(medicare, { username, toggle: ['share_samhsa_data'] })
    expect(grant.scopes).toEqual(new Set(['patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs', 'patient/Patient.rs', 'profile']))
  })

  it('a refresh token that is unknown is "Request denied", read like a lost pair (contract 3.4)', async () => {
    const older = await connectPerson(medicare, { username })
    const newer = await connectPerson(medicare, { username })
    await expect(refreshGrant(settings(), older.grant)).resolves.toEqual({ ok: false, why: 'look-first', status: 403 })
    await expect(refreshOnce(older.ref, 1)).rejects.toMatchObject({ reason: 'connection-replaced' } satisfies Partial<SignInNeeded>)
    await expect(freshGrant(newer.ref)).resolves.toMatchObject({ revision: 1 })
  })
})

describe('a connection keeps the version it was made with (C20)', () => {
  it('one of version 2 is read and refreshed at /v2/ although the setting says 3', async () => {
    const v2Id = medicare.controls.directory.findByKey(username)?.v2Id ?? null
    // With the substance-use box ticked, since claims of version 2 are refused without it (contract 4.3).
    const { ref } = await connectPerson(medicare, { username, toggle: ['share_samhsa_data'] }, { version: 2, patient: v2Id })
    medicare.controls.journal.clear()
    await expect(getClaimsPage(ref, 0)).resolves.toMatchObject({ total: 497 })
    await refreshOnce(ref, 1)
    expect(paths()).toEqual(['/v2/fhir/ExplanationOfBenefit/', '/v2/o/token/'])
  })
})

describe('who cannot come by version 3', () => {
  it('a person whom that version does not know is stranded at Medicare, and no code was made', async () => {
    const url = await authorizeUrl(settings(), newAttempt(), 'en')
    expect(url.pathname).toBe('/v3/o/authorize/')
    await expect(medicare.signIn(url.href, { username: 'BBUser29988' })).resolves.toBeNull()
    expect(medicare.controls.listGrants()).toEqual([])
  })

  it.each(['off', 'early-adopters-only'] as const)('nobody while it is %s: Medicare keeps the person, and a code of before is no fault of theirs', async (v3) => {
    const attempt = newAttempt()
    const url = await authorizeUrl(settings(), attempt, 'en')
    const back = await medicare.signIn(url.href, { username })
    medicare.controls.behave({ v3 })
    await expect(medicare.signIn(url.href, { username })).resolves.toBeNull()
    const exchange = await redeemCode(settings(), new URL(back ?? '').searchParams, attempt)
    expect(exchange.ok).toBe(false)
    expect(['medicare-down', 'our-settings']).toContain(!exchange.ok && exchange.why)
  })
})
