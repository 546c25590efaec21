// What is counted of the organizations' systems: each request and each export, under words of ours, and nothing of what was
// asked (quality PRV-01).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bend, clear, connectionTo, exportAll, linesOf, packed, type Source, startSource, testWorld, wholeExport } from '@/lib/connections/bulk-export/testing'
import { createTestClock } from '@/lib/connections/testing'
import { expose, forgetCounts } from '@/lib/metrics/meters'
import { readOpenMetrics } from '@/lib/metrics/testing'

const patients = { type: 'Patient', bytes: linesOf('Patient', 40) }
let source: Source
beforeEach(async () => {
  source = await startSource([patients])
  forgetCounts()
})
afterEach(() => source.stop())

/** The first `times` requests whose path holds `part`. */
function first(times: number, part: string, answer: (response: Parameters<Bend>[1]) => unknown): void {
  let left = times
  source.bends.push((request, response) => {
    if (left === 0 || !request.url?.includes(part)) return false
    left -= 1
    answer(response)
    return true
  })
}

/** Every figure of this part of the product that is not zero; of times only how many there were. */
async function counted(): Promise<Readonly<Record<string, number>>> {
  const { samples } = readOpenMetrics((await expose()).text)
  const own = [...samples].filter(([name, value]) => value > 0 && /^plainclaim_(organization_seconds_count|export)/.test(name))
  return Object.fromEntries(own.map(([name, value]) => [name.replace('plainclaim_', ''), value]))
}

async function run() {
  const world = await testWorld(source.connection)
  try {
    return await exportAll(world)
  } finally {
    await clear(world)
  }
}

describe('requests to the system of an organization', () => {
  it('are counted one by one, tokens apart from what they open, by what came of them', async () => {
    first(1, '/auth/token', (response) => response.writeHead(503).end())
    first(1, '/auth/token', (response) => response.destroy())
    first(1, '/auth/token', (response) => response.writeHead(200).end('<html>'))
    first(1, '/echo', (response) => response.writeHead(429).end())
    const connection = connectionTo(source.url, undefined, undefined, { clock: createTestClock() })
    await expect(connection.request('/echo')).rejects.toMatchObject({ code: 'protocol-error' })
    for (const path of ['/echo', '/api/v2/jobs/9?canary=1']) (await connection.request(path)).body.resume()
    await connection.close()
    expect(await counted()).toEqual({
      'organization_seconds_count{system="bcda",asked="token",outcome="5xx"}': 1,
      'organization_seconds_count{system="bcda",asked="token",outcome="no-answer"}': 1,
      'organization_seconds_count{system="bcda",asked="token",outcome="not-json"}': 1,
      'organization_seconds_count{system="bcda",asked="token",outcome="2xx"}': 1,
      'organization_seconds_count{system="bcda",asked="resource",outcome="429"}': 1,
      'organization_seconds_count{system="bcda",asked="resource",outcome="4xx"}': 1,
    })
  })

  it('that a caller gave up are told from those that nobody answered', async () => {
    const leaving = new AbortController()
    first(1, '/echo', (response) => response.destroy())
    first(1, '/left', () => leaving.abort())
    await expect(source.connection.request('/echo', { repeatable: false })).rejects.toMatchObject({ code: 'unreachable' })
    await expect(source.connection.request('/left', { signal: leaving.signal })).rejects.toMatchObject({ code: 'aborted' })
    expect(await counted()).toMatchObject({
      'organization_seconds_count{system="bcda",asked="resource",outcome="no-answer"}': 1,
      'organization_seconds_count{system="bcda",asked="resource",outcome="given-up"}': 1,
    })
  })
})

describe('exports', () => {
  it('are counted from beginning to end, with the bytes of every try and what became of it', async () => {
    const sent = packed(patients.bytes)
    first(1, '/data/', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(sent.subarray(0, 100)))
    first(1, '/data/', (response) => response.writeHead(500).end())
    expect((await run()).view.state).toBe('downloaded')
    expect(await counted()).toMatchObject({
      'exports_total{event="started"}': 1,
      'exports_total{event="downloaded"}': 1,
      'export_files_total{outcome="cut"}': 1,
      'export_files_total{outcome="not-served"}': 1,
      'export_files_total{outcome="kept"}': 1,
      export_received_bytes_total: 100 + sent.length,
    })
  })

  it('that stop and go on are counted each time; those that were refused as failed', async () => {
    const world = await testWorld(source.connection)
    first(3, '/data/', (response) => response.writeHead(503).end())
    const { desk, id } = await exportAll(world)
    await desk.resume(id)
    expect((await desk.settled(id)).state).toBe('downloaded')
    first(1, '$export', (response) => response.writeHead(400).end())
    const refused = await desk.start(wholeExport)
    expect((await desk.settled(refused.id)).state).toBe('failed')
    await clear(world)
    const figures = await counted()
    expect(Object.fromEntries(['started', 'stopped', 'resumed', 'downloaded', 'failed'].map((event) => [event, figures[`exports_total{event="${event}"}`]]))).toEqual({ started: 2, stopped: 1, resumed: 1, downloaded: 1, failed: 1 })
  })
})
