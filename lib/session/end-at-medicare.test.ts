// Ending a permission at Medicare: people who leave at the same time do not wait for each other, and a pair that could not
// be kept is used all the same (contract 3.4, 3.6; quality SES-06, AVL-04).
import { beforeEach, describe, expect, it } from 'vitest'
import { connectPerson, forgetUpstreams, playMedicare } from '@/lib/bluebutton/testing'
import { endWithPair, type Pair } from './end-at-medicare'

const { medicare } = await playMedicare()

beforeEach(() => forgetUpstreams())

async function pairOf(username: string): Promise<Pair> {
  const { grant } = await connectPerson(medicare, { username })
  return { access: grant.accessToken, refresh: grant.refreshToken }
}

const lives = () => medicare.controls.listGrants().length
const answers = (route: 'refresh' | 'revoke') => medicare.controls.journal.entries({ route }).map(({ status }) => status)
const keepNothing = async () => {
  throw new Error('disk full')
}

it('a fifth person is not held up by four whose calls are slow (AVL-04)', async () => {
  const slow = ['BBUser00001', 'BBUser00002', 'BBUser00003', 'BBUser00004']
  const pairs = [...(await Promise.all(slow.map(pairOf))), await pairOf('BBUser00005')]
  for (const person of slow) medicare.controls.faults.add({ match: { route: 'coverage', person }, action: { kind: 'delay', ms: 500 }, times: 1 })
  const done: number[] = []
  const endings = await Promise.all(pairs.map((pair, index) => endWithPair(pair, keepNothing).finally(() => done.push(index))))
  expect(endings).toEqual(Array.from({ length: 5 }, () => 'ended'))
  expect(done[0]).toBe(4)
  expect(lives()).toBe(0)
})

describe('a renewed pair that cannot be kept (SES-06)', () => {
  it('ends the permission all the same: it is the only one that still can', async () => {
    const pair = await pairOf('BBUser00001')
    medicare.controls.expireAccessTokens()
    await expect(endWithPair(pair, keepNothing)).resolves.toBe('ended')
    expect([answers('refresh'), answers('revoke'), lives()]).toEqual([[200], [200], 0])
  })

  it('is tried to be kept once more when the permission lives on, and ends it the next time', async () => {
    const pair = await pairOf('BBUser00001')
    medicare.controls.expireAccessTokens()
    medicare.controls.faults.add({ match: { route: 'revoke' }, action: { kind: 'answer', status: 503, body: '' }, times: 1 })
    const kept: (Pair | null)[] = []
    const keepLater = async (newer: Pair) => {
      if (kept.push(kept.length === 0 ? null : newer) === 1) throw new Error('busy')
    }
    await expect(endWithPair(pair, keepLater)).resolves.toBe('not-yet')
    const [, newer] = kept
    if (!newer) throw new Error('the newer pair was not kept')
    await expect(endWithPair(newer, keepNothing)).resolves.toBe('ended')
    expect([kept.length, lives()]).toEqual([2, 0])
  })

  it('is kept before it is used, and once, when it can be kept', async () => {
    const pair = await pairOf('BBUser00001')
    medicare.controls.expireAccessTokens()
    const revokedBefore: number[] = []
    await expect(endWithPair(pair, async () => void revokedBefore.push(answers('revoke').length))).resolves.toBe('ended')
    expect(revokedBefore).toEqual([0])
  })
})
