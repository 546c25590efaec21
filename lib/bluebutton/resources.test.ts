// Single records: each is the connection's own, and what the person keeps to themselves is not asked for (quality OAU-08,
// INP-07; contract 4.3).
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { NotAllowed, SignInNeeded, Unavailable, Unreadable } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { startSandbox, type RunningSandbox } from '@/sandbox/testing'
import { getClaimsPage } from './pages'
import { opens, sharesProfile } from './provider'
import { findPatientRecord, getClaimRecord, isRefused, listCoverageRecords } from './resources'
import { callWith, connectPerson, forgetUpstreams, setSettings } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

let medicare: RunningSandbox

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
})

beforeEach(() => {
  forgetUpstreams()
  medicare.controls.reset()
})

afterAll(() => medicare.stop())

const declined = { toggle: ['share_demographic_scopes'] }
const counts = () => medicare.controls.journal.counts()
const add = (route: 'patient' | 'coverage' | 'claim', action: Parameters<RunningSandbox['controls']['faults']['add']>[0]['action']) => medicare.controls.faults.add({ match: { route }, action })
const answer = (status: number, body: unknown) => ({ kind: 'answer', status, body: JSON.stringify(body) }) as const

describe('who the person is, when they keep it to themselves (OAU-08)', () => {
  it('no call is made to Patient or userinfo, at sign-in or later, and everything else opens', async () => {
    const { ref, grant } = await connectPerson(medicare, declined)
    expect(grant.scopes).toEqual(new Set(['patient/Coverage.rs', 'patient/ExplanationOfBenefit.rs']))
    expect(grant.patient).toMatch(/^-\d+$/)
    await expect(findPatientRecord(ref)).resolves.toBeNull()
    await expect(listCoverageRecords(ref)).resolves.toMatchObject({ records: expect.arrayContaining([expect.anything()]), unreadable: 0 })
    await expect(getClaimsPage(ref, 0)).resolves.toMatchObject({ total: 52 })
    expect(counts()).not.toHaveProperty('patient')
    expect(counts()).not.toHaveProperty('userinfo')
  })

  it('a 403 that comes although it was shared is the same calm answer, without a refresh or a second try (C5)', async () => {
    const { ref } = await connectPerson(medicare, {})
    add('patient', answer(403, { detail: 'You do not have permission to perform this action.' }))
    await expect(findPatientRecord(ref)).resolves.toBeNull()
    expect(counts()).toMatchObject({ patient: 1 })
    expect(counts()).not.toHaveProperty('refresh')
  })

  it('when it is shared, the record comes', async () => {
    const { ref, grant } = await connectPerson(medicare, {})
    await expect(findPatientRecord(ref)).resolves.toMatchObject({ version: 2, resource: { resourceType: 'Patient', id: grant.patient } })
  })

  it.each([
    [['patient/Patient.rs'], true],
    [['patient/Patient.read', 'profile'], true],
    [['profile'], false],
    [['patient/Patient.r'], false],
    [['patient/Patient.s'], false],
    [['patient/Coverage.rs'], false],
    [['patient/PatientX.rs'], false],
    [[], false],
  ])('scopes %j: shared %s', (scopes, shared) => {
    expect(sharesProfile(new Set(scopes))).toBe(shared)
    expect(opens(new Set(scopes), 'Patient')).toBe(shared)
  })

  it('trouble is not mistaken for a choice', async () => {
    const { ref } = await connectPerson(medicare, {})
    add('patient', answer(503, {}))
    await expect(findPatientRecord(ref)).rejects.toBeInstanceOf(Unavailable)
    medicare.controls.faults.clear()
    add('patient', answer(200, { resourceType: 'Bundle', entry: [] }))
    await expect(findPatientRecord(ref)).rejects.toBeInstanceOf(Unreadable)
    medicare.controls.faults.clear()
    medicare.controls.revokeAtMedicare()
    await expect(findPatientRecord(ref)).rejects.toBeInstanceOf(SignInNeeded)
  })
})

describe("nobody else's record (INP-07)", () => {
  it('a claim of another person is "not found", as Medicare says it', async () => {
    const mine = await connectPerson(medicare, {})
    const yours = await connectPerson(medicare, { username: 'BBUser00001' })
    const [claim] = (await getClaimsPage(yours.ref, 0)).resources
    const id = typeof claim === 'object' && claim && 'id' in claim ? String(claim.id) : ''
    await expect(getClaimRecord(yours.ref, id)).resolves.toMatchObject({ version: 2, resource: { id } })
    await expect(getClaimRecord(mine.ref, id)).rejects.toBeInstanceOf(NotAllowed)
  })

  it.each([
    ['claim', { resourceType: 'ExplanationOfBenefit', id: 'carrier-1', patient: { reference: 'Patient/-99' } }],
    ['claim', { resourceType: 'ExplanationOfBenefit', id: 'carrier-1' }],
    ['claim', { resourceType: 'Bundle', entry: [] }],
    ['coverage', { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Coverage', beneficiary: { reference: 'Patient/-99' } } }] }],
    ['patient', { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient', id: '-99' } }] }],
  ] as const)('%s that Medicare sends by mistake is thrown away whole: %j', async (route, body) => {
    const { ref } = await connectPerson(medicare, {})
    add(route, answer(200, body))
    const read = { claim: () => getClaimRecord(ref, 'carrier-1'), coverage: () => listCoverageRecords(ref), patient: () => findPatientRecord(ref) }[route]
    await expect(read()).rejects.toBeInstanceOf(Unreadable)
  })
})

it('another claim of the same person is not shown under the address of the one that was asked for', async () => {
  const { ref, grant } = await connectPerson(medicare, {})
  add('claim', answer(200, { resourceType: 'ExplanationOfBenefit', id: 'carrier-2', patient: { reference: `Patient/${grant.patient}` } }))
  await expect(getClaimRecord(ref, 'carrier-1')).rejects.toThrow('another record')
})

describe('an id in an address', () => {
  it.each(['', '.', '..', '../Patient', 'a/b', 'a%2fb', 'a?b', 'a#b', 'a b', 'é', 'a\nb', 'x'.repeat(65), '-1/$everything', 'a&_count=50'])('%j is none, and Medicare hears nothing of it', async (id) => {
    const ref = { id: 'never opened', half: new Secret('never used') }
    await expect(async () => getClaimRecord(ref, id)).rejects.toBeInstanceOf(NotAllowed)
    expect(medicare.controls.journal.entries()).toEqual([])
  })

  it.each(['x.css', 'carrier--10000948706432.rsc', 'nonsense'])('%s, which Medicare answers with 400, is "not found" and no trouble of its (HDR-04)', async (id) => {
    const { ref } = await connectPerson(medicare, {})
    await expect(getClaimRecord(ref, id)).rejects.toBeInstanceOf(NotAllowed)
    expect(counts()).toMatchObject({ claim: 1 })
  })

  it.each(['outpatient--1181143362', 'carrier-22639159481', '-10000010254618', 'a.b.c'])('%s may be one', async (id) => {
    const { ref } = await connectPerson(medicare, {})
    await getClaimRecord(ref, id).catch(() => undefined)
    expect(counts()).toMatchObject({ claim: 1 })
  })
})

describe('the proof that access has ended (SES-06)', () => {
  it('is a refusal of the token, and nothing else', async () => {
    const { grant } = await connectPerson(medicare, {})
    await expect(isRefused(callWith(grant))).resolves.toBe(false)
    add('coverage', answer(503, {}))
    await expect(isRefused(callWith(grant))).resolves.toBe(false)
    medicare.controls.faults.clear()
    add('coverage', answer(403, {}))
    await expect(isRefused(callWith(grant))).resolves.toBe(false)
    medicare.controls.faults.clear()
    medicare.controls.behave({ app: 'paused' })
    await expect(isRefused(callWith(grant))).resolves.toBe(false)
    medicare.controls.behave({ app: 'as-registered' })
    await expect(isRefused(callWith(grant, AbortSignal.abort()))).resolves.toBe(false)
    medicare.controls.revokeAtMedicare()
    await expect(isRefused(callWith(grant))).resolves.toBe(true)
  })
})
