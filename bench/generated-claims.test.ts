// Two witnesses, one claim: what the sandbox put into a claim, and what our reader says of it in both versions (contract
// claims-data 5, quality of the money rules 4.2). It stands in this room because no other may see both sides. Of each of
// 2,000 people up to six claims are read, spread evenly over their whole record, so that it runs with every test.
import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/claims/claim'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import { buildV2Claim } from '@/sandbox/bluebutton/fhir/v2/claim'
import { buildV3Claim } from '@/sandbox/bluebutton/fhir/v3/claim'
import { authorizationsOf, unfinishedEntries } from '@/sandbox/bluebutton/fhir/v3/entries'
import { drawClaim } from '@/sandbox/people/claims/draw-claim'
import { openHistory } from '@/sandbox/people/history'
import { v2ClaimNumber, v3ClaimNumber } from '@/sandbox/people/numbers/ids'
import { RESERVED } from '@/sandbox/people/reserved'
import { claimsOf, truthOf, type Truth } from '@/sandbox/people/truth'

const mostClaims = 6
/** A Monday and the Sunday after: the same claims whenever this runs. */
const when = { loadedMs: Date.UTC(2026, 10, 16), nowMs: Date.UTC(2026, 10, 22) }

const reserved = Object.values(RESERVED)
const people = [...reserved, ...Array.from({ length: 2000 - reserved.length }, (_, index) => index * 15 + 4)]

interface Read {
  readonly name: string
  readonly truth: Truth
  readonly drawn: ReturnType<typeof drawClaim>
  readonly two: Claim
  readonly three: Claim
}

const read: readonly Read[] = people.flatMap(readPerson)

function readPerson(n: number): readonly Read[] {
  const total = claimsOf(n, when)
  const count = Math.min(total, mostClaims)
  const history = openHistory(n, when)
  return Array.from({ length: count }, (_, index): Read => {
    const slot = Math.floor((index * total) / count)
    const drawn = drawClaim(history, slot)
    const v2 = buildV2Claim(drawn, { patientId: '-1', claimNumber: v2ClaimNumber(n, slot, history.held), nowMs: when.nowMs })
    const v3 = buildV3Claim(drawn, { patientId: '-1', claimNumber: v3ClaimNumber(n, slot), processing: null })
    return { name: `person ${n} slot ${slot}`, truth: truthOf(n, slot, when), drawn, two: readSent(v2, 2), three: readSent(v3, 3) }
  })
}

/** As it arrives: what the sandbox leaves undefined is not there. */
function readSent(resource: unknown, version: 2 | 3): Claim {
  const claim = readClaim(JSON.parse(JSON.stringify(resource)), version)
  if (claim === null) throw new Error('a claim of the sandbox was not read')
  return claim
}

/** The first few that differ, by name: thousands of values would say less. */
function differing(values: (one: Read) => readonly [found: unknown, expected: unknown], of: readonly Read[] = read): readonly unknown[] {
  return of.flatMap((one) => {
    const [found, expected] = values(one).map((value) => JSON.stringify(value))
    return found === expected ? [] : [`${one.name} ${one.truth.kind}: ${found}, not ${expected}`]
  }).slice(0, 8)
}

const both = (one: Read): readonly Claim[] => [one.two, one.three]

describe(`${read.length} claims of ${people.length} generated people, in both versions`, () => {
  it('are of every kind and in every state, denied, unassigned, private and contradictory ones among them', () => {
    expect(new Set(people).size).toBe(2000)
    expect(new Set(read.map(({ truth }) => truth.kind)).size).toBe(8)
    expect(new Set(read.map(({ two }) => two.state))).toEqual(new Set(['paid', 'denied', 'adjusted', 'cancelled']))
    expect(new Set(read.map(({ truth }) => truth.noFigure))).toEqual(new Set([null, 'cancelled', 'managed-care', 'nothing-listed']))
    for (const name of ['denied', 'assigned', 'addsUp', 'substanceUse'] as const) expect(new Set(read.map(({ truth }) => truth[name])).size).toBe(2)
  })

  it('are of the kind, of the days and under the ids the generator gave them, with nothing unread', () => {
    expect(differing((one) => [both(one).map((claim) => [claim.kind, claim.from, claim.to, claim.id, claim.unreadParts]), [one.truth.v2Id, one.truth.v3Id].map((id) => [one.truth.kind, one.truth.startOn, one.truth.endOn, id, 0])])).toEqual([])
  })

  it('stand where the generator put them, alike in both versions', () => {
    expect(differing((one) => [both(one).map(({ state }) => state), both(one).map(() => stateOf(one))])).toEqual([])
    expect(differing((one) => [both(one).map(({ managedCare }) => managedCare), [isToldInTwo(one), one.truth.managedCare]])).toEqual([])
  })

  it('carry the charge, what Medicare approved and what it paid, to the cent', () => {
    expect(differing((one) => [both(one).map(({ allowedCents }) => allowedCents), both(one).map(() => one.truth.allowedCents)])).toEqual([])
    expect(differing((one) => [both(one).map(({ billedCents }) => billedCents), [tellInTwo(one, 'billed', one.truth.billedCents), one.truth.billedCents]])).toEqual([])
    // Version 3 does not send what a drug plan paid.
    expect(differing((one) => [both(one).map(({ medicarePaidCents }) => medicarePaidCents), [tellInTwo(one, 'paid', one.truth.paidCents), one.truth.kind === 'pde' ? null : one.truth.paidCents]])).toEqual([])
  })

  it('agree on every other amount that both versions carry', () => {
    for (const name of ['otherPaidCents', 'notCoveredCents', 'deniedCents'] as const) {
      const carried = read.filter(({ two, three, truth }) => two[name] !== null && three[name] !== null && truth.kind !== 'pde')
      expect(carried.length).toBeGreaterThan(20)
      expect(differing(({ two, three }) => [two[name], three[name]], carried)).toEqual([])
    }
  })

  it('say of each person exactly what the generator had them owe or pay, or why there is no figure', () => {
    expect(differing((one) => [both(one).map(({ owe }) => (owe.kind === 'none' ? owe.why : [owe.kind, owe.cents])), [figureOf(one, isToldInTwo(one)), figureOf(one, one.truth.managedCare)]])).toEqual([])
  })

  it('show as much as their working adds up to', () => {
    expect(differing((one) => [both(one).map(({ owe }) => (owe.kind === 'none' ? 0 : owe.cents)), both(one).map(({ owe }) => (owe.kind === 'none' ? 0 : owe.terms.reduce((sum, { cents }) => sum + cents, 0)))])).toEqual([])
  })

  it('add up where the generator made them add up', () => {
    const consistent = read.filter(({ truth }) => truth.addsUp)
    expect(differing((one) => [both(one).map(({ owe }) => owe.kind !== 'none' && owe.remarks.includes('does-not-add-up')), [false, false]], consistent)).toEqual([])
    const bent = read.filter(({ truth, two }) => !truth.addsUp && two.owe.kind !== 'none' && two.owe.check === 'differs')
    expect(bent.length).toBeGreaterThan(50)
  })

  it('tell whose price was not accepted and which lines were refused', () => {
    const professional = read.filter(({ truth }) => isProfessional(truth))
    expect(differing((one) => [both(one).map(({ assigned }) => assigned === false), both(one).map(() => !one.truth.assigned)], professional)).toEqual([])
    const shown = read.filter(({ truth }) => truth.kind !== 'pde')
    expect(differing((one) => [both(one).map(({ lines }) => lines.some(({ denied }) => denied)), both(one).map(() => one.truth.denied)], shown)).toEqual([])
  })

  it('have the same lines, the same reason for care and the same drug', () => {
    expect(differing((one) => [both(one).map(({ lines }) => lines.length), both(one).map(() => Math.max(1, one.truth.lines))])).toEqual([])
    const plain = (claim: Claim): string | null => claim.diagnoses.find(({ principal }) => principal)?.code.code.replace('.', '') ?? null
    expect(differing((one) => [both(one).map(plain), both(one).map(() => one.truth.principal)])).toEqual([])
    expect(differing((one) => [both(one).map(({ drug }) => drug?.drug?.code ?? null), both(one).map(() => one.truth.drug)])).toEqual([])
  })

  it('are one event in both versions where there is a control number', () => {
    const numbered = read.filter(({ truth }) => truth.kind !== 'pde')
    expect(differing((one) => [both(one).map(({ event }) => event), both(one).map(() => one.truth.controlNumber)], numbered)).toEqual([])
  })
})

describe('what only version 3 sends', () => {
  const histories = people.map((n) => openHistory(n, when))

  it('claims still in process, or taken back there, have no figure and say so', () => {
    const entries = histories.flatMap((history) => unfinishedEntries(history, '-1').slice(0, 1))
    expect(entries.length).toBeGreaterThan(1000)
    const stands = entries.map((entry) => readSent(entry.build(), 3)).map(({ state, owe }) => `${state} ${owe.kind === 'none' ? owe.why : owe.kind}`)
    expect([...new Set(stands)].toSorted()).toEqual(['cancelled cancelled', 'in-process in-process'])
  })

  it('decisions made before the service have no money and a decision on every line', () => {
    const entries = histories.flatMap((history) => authorizationsOf(history, '-1'))
    expect(entries.length).toBeGreaterThan(50)
    const claims = entries.map((entry) => readSent(entry.build(), 3))
    expect(claims.filter(({ state, billedCents, owe }) => state !== 'authorization' || billedCents !== null || owe.kind !== 'none')).toEqual([])
    expect(claims.filter(({ lines, authorization }) => lines.some(({ decision }) => decision === null) || authorization?.number === null)).toEqual([])
  })
})

function stateOf({ truth, drawn }: Read): Claim['state'] {
  if (truth.state === 'void') return 'cancelled'
  const isRefused = isProfessional(truth) ? drawn.lines.every(({ denied }) => denied) : truth.denied && truth.paidCents <= 0
  if (isRefused && truth.kind !== 'pde') return 'denied'
  return truth.state === 'corrected' || drawn.stay?.frequency === '7' ? 'adjusted' : 'paid'
}

/** Version 2 says that a private plan paid on hospitals' and nursing facilities' claims only (claims-data 1.3). */
function isToldInTwo({ truth }: Read): boolean {
  return truth.managedCare && truth.kind !== 'hha' && truth.kind !== 'hospice'
}

/** Doctors' and equipment claims of version 2 tell by their lines (4.3), which people of the older look round apart. */
function tellInTwo({ truth, drawn }: Read, amount: 'billed' | 'paid', otherwise: number): number {
  return isProfessional(truth) ? drawn.lines.reduce((sum, { money }) => sum + money[amount], 0) : otherwise
}

function isProfessional({ kind }: Truth): boolean {
  return kind === 'carrier' || kind === 'dme'
}

function figureOf({ truth }: Read, isManaged: boolean): unknown {
  if (truth.noFigure === 'cancelled') return 'cancelled'
  if (isManaged) return 'managed-care'
  if (truth.kind === 'hha' || truth.kind === 'hospice') return 'nothing-listed'
  return truth.kind === 'pde' ? ['paid', truth.paidByPersonCents] : ['may-owe', truth.owedCents]
}
