// What the long proofs lean on: the words they are called with, their sums, their page, and the proxy.
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import getPort from 'get-port'
import { afterEach, describe, expect, it } from 'vitest'
import { partNames, readWish, usage } from './arguments'
import { kinds, requestOf, walkedTo } from './mix'
import { figureList, type Reached, runPart } from './part'
import { type Proxy, startProxy } from './proxy'
import { writeSection } from './report'
import { countStatuses, slopeOf, timesOf } from './statistics'
import { ask } from './traffic'

describe('what a person may type', () => {
  it('nothing: all parts, as long as is asked for', () => {
    expect(readWish([])).toEqual({ parts: partNames, short: false, minutes: 10, rate: null, people: 1_000 })
    for (const name of partNames) expect(usage).toContain(name)
  })

  it('some parts, in any order, each run once in ours', () => {
    expect(readWish(['load', 'refresh', 'load', '--short', '--rate', '5'])).toEqual({ parts: ['refresh', 'load'], short: true, minutes: 1, rate: 5, people: 60 })
  })

  it.each([[['everything']], [['--rate', '0']], [['--minutes', 'many']], [['--people=-1']], [['--secret=x']]])('%j is not understood', (words) => {
    expect(readWish(words)).toHaveProperty('problem', expect.stringMatching(/./))
  })
})

describe('the mix', () => {
  const walks = new Map(walkedTo.map((path) => [path, { path: `${path}?_rsc=x`, headers: { rsc: '1' } }]))
  const forty = Array.from({ length: 40 }, (_, number) => requestOf(number, ['a=1', 'b=2'], walks))

  it('forty requests hold every kind, and open tabs walk as it was taken down', () => {
    expect(new Set(forty.map(({ kind }) => kind))).toEqual(new Set(kinds))
    const walked = forty.filter(({ kind }) => kind.startsWith('walk'))
    expect(walked).toHaveLength(5)
    for (const { path, headers } of walked) expect([path, headers]).toEqual([expect.stringMatching(/\?_rsc=x$/), { rsc: '1' }])
    expect(forty.filter(({ headers }) => headers)).toHaveLength(5)
  })

  it('in the course of many everybody asks for everything; a walk that is not known opens the whole page', () => {
    const many = Array.from({ length: 40 * 9 }, (_, number) => requestOf(number, ['a=1', 'b=2', 'c=3']))
    expect(new Set(many.map(({ kind, cookie }) => kind + cookie)).size).toBe(kinds.length * 3)
    expect(many.some(({ path, headers }) => path.includes('_rsc') || headers)).toBe(false)
  })
})

describe('sums', () => {
  it('a line that rises by two each minute, and one that does not', () => {
    expect(slopeOf([[0, 10], [1, 12], [2, 14], [3, 16]])).toBeCloseTo(2)
    expect(slopeOf([[0, 5], [1, 5], [2, 5]])).toBe(0)
    expect([slopeOf([]), slopeOf([[1, 1]])]).toEqual([0, 0])
  })

  it('percentiles by nearest rank', () => {
    const { p50, p95, p99 } = timesOf(Array.from({ length: 100 }, (_, index) => index + 1))
    expect([p50, p95, p99]).toEqual([50, 95, 99])
  })

  it('statuses that were not 200, told by kind', () => {
    const statuses = countStatuses()
    for (const status of [200, 200, 503, 0, 503]) statuses.add(status)
    expect([statuses.failed(), statuses.tell()]).toEqual([3, '3 (2 × 503, 1 × no answer)'])
    expect(countStatuses().tell()).toBe('0')
  })

  it('a figure that could not be measured has reached nothing', () => {
    const list = figureList()
    list.add('drowned', '-24.6', 'at most 20', 'not measured')
    expect(list.outcome().reached).toBe(false)
  })

  it('one figure that missed what was asked makes the whole miss it', () => {
    const list = figureList()
    list.add('good', '0', '0', true)
    list.add('told only', '17')
    expect(list.outcome().reached).toBe(true)
    list.add('bad', '1', '0', false)
    list.add('good again', '0', '0', true)
    expect(list.outcome().reached).toBe(false)
    expect(list.outcome().figures.map(({ what, reached }) => [what, reached])).toEqual([['good', true], ['told only', true], ['bad', false], ['good again', true]])
  })
})

describe('a part that is stopped', () => {
  const wish = { parts: partNames, short: true, minutes: 1, rate: null, people: 1 }
  const reached = figureList().outcome()

  it.each([['breaks off', () => Promise.reject(new Error('The app was ended by SIGTERM'))], ['ends early', () => Promise.resolve(reached)]])('has no verdict when it %s', async (_, end) => {
    const stop = new AbortController()
    const run = () => {
      stop.abort()
      return end()
    }
    expect(await runPart({ run }, wish, stop.signal)).toBe(null)
  })

  it('is not what fails by itself, nor what comes to its end', async () => {
    const { signal } = new AbortController()
    await expect(runPart({ run: () => Promise.reject(new Error('no')) }, wish, signal)).rejects.toThrow('no')
    expect(await runPart({ run: () => Promise.resolve(reached) }, wish, signal)).toBe(reached)
  })
})

it('a part that is run alone takes the place of its own section, and leaves the others', () => {
  const part = (name: string) => ({ name, title: `Title of ${name}`, about: 'About.', run: () => Promise.reject(new Error('never')) })
  const told = (name: string, found: string, reached: Reached = true) => ({ part: part(name), outcome: { figures: [{ what: 'a | b', found, asked: '', reached }], reached: reached === true }, command: 'npm run soak', seconds: 1, busy: 0 })
  const first = writeSection('', told('load', 'first'), partNames)
  const both = writeSection(first, told('refresh', 'other', false), partNames)
  const again = writeSection(both, told('load', 'second'), partNames)
  expect(again).toContain('second')
  expect(again).not.toContain('first')
  expect(again.indexOf('Title of refresh')).toBeLessThan(again.indexOf('Title of load'))
  expect(again).toContain('**Not everything that was asked for was reached.**')
  expect(again).toContain('a \\| b')
  expect(again).toContain('| a \\| b | **missed**: other |')
  expect(again).toContain('| a \\| b | second |')
  expect(writeSection(again, told('memory', 'drowned', 'not measured'), partNames)).toContain('| a \\| b | **not measured**: drowned |')
  expect(writeSection(again, told('load', 'second'), partNames).match(/^# /gm)).toHaveLength(1)
})

describe('the proxy', () => {
  const servers: Server[] = []
  let proxy: Proxy | null = null
  afterEach(async () => {
    await proxy?.stop()
    for (const server of servers.splice(0)) server.closeAllConnections()
  })

  async function backend(name: string): Promise<number> {
    const server = createServer((_, answer) => answer.end(name)).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' ? (address?.port ?? 0) : 0
  }

  it('asks one after the other, goes on to the next when nobody is there, and says so when nobody is anywhere', async () => {
    const [one, two, gone, front] = [await backend('one'), await backend('two'), await getPort(), await getPort()]
    let ports: readonly number[] = [one, two]
    proxy = await startProxy(front, () => ports, 500)
    const get = async () => {
      const { status, body } = await ask(`http://localhost:${front}`, { kind: 'any', path: '/', cookie: '' })
      return [status, body]
    }
    expect([await get(), await get()].map(([, body]) => body).toSorted()).toEqual(['one', 'two'])
    ports = [gone, two]
    expect([await get(), await get()]).toEqual([[200, 'two'], [200, 'two']])
    expect(proxy.tries()).toBeGreaterThan(0)
    ports = [gone]
    expect(await get()).toEqual([504, ''])
  })
})
