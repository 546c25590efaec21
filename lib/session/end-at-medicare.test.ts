// Ending a permission at Medicare: people who leave at the same time do not wait for each other (contract 3.6; quality
// SES-06, AVL-04).
import { beforeEach, expect, it } from 'vitest'
import { connectPerson, forgetUpstreams, playMedicare } from '@/lib/bluebutton/testing'
import { endWithPair, type Pair } from './end-at-medicare'

const { medicare } = await playMedicare()

beforeEach(() => forgetUpstreams())

async function pairOf(username: string): Promise<Pair> {
  const { grant } = await connectPerson(medicare, { username })
  return { access: grant.accessToken, refresh: grant.refreshToken }
}

const lives = () => medicare.controls.listGrants().length
const keepNothing = async () => {
  throw new Error('disk full')
}

it('a fifth person is not held up by four whose calls are slow (AVL-04)', async () => {
  const slow = ['BBUser00001', 'BBUser00002', 'BBUser00003', 'BBUser00004']
  const pairs = [...(await Promise.all(slow.map(pairOf))), await pairOf('BBUser00005')]
  for (const person of slow) medicare.controls.faults.add({ match: { route: 'coverage', person }, action: { kind: 'delay', ms: 1_000 }, times: 1 })
  const done: number[] = []
  const endings = await Promise.all(pairs.map((pair, index) => endWithPair(pair, keepNothing).finally(() => done.push(index))))
  expect(endings).toEqual(Array.from({ length: 5 }, () => 'ended'))
  expect(done[0]).toBe(4)
  expect(lives()).toBe(0)
})
