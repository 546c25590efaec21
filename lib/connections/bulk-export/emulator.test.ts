// Exports from the emulator of BCDA, which shares nothing with this client: what one of them misreads shows here.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { getExportedClaim, listExportedClaims } from '@/lib/connections/analysis/claim'
import { withEngine } from '@/lib/connections/analysis/engine'
import { summarizeExport } from '@/lib/connections/analysis/summary'
import type { Connection } from '@/lib/connections/connection'
import { NotAllowed } from '@/lib/errors'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import type { ExportOptions } from './export-request'
import { readWatermark } from './keep/watermarks'
import { clear, connectionTo, exportAll, type TestWorld, testWorld, wholeExport } from './testing'
import { sourceOf } from './work'
import type { World } from './world'

/** Published by CMS for anyone. */
const simple = ['3841c594-a8c0-41e5-98cc-38bb45360d3c', 'c29dd70cdb04dec2b8c06bc543e012f5264c57b13c523999aea29af76cf7f80fd90c864da6f8e7c6'] as const
const reach = ['7e57394f-eddb-46c7-a87b-a23f14ded95d', '2c5130031150cd43afdc24659de2210086f6115fc8d897d7547faaa26c827b53bb70c14089bdeb17'] as const
const people: ExportOptions = { ...wholeExport, types: ['Patient'] }

let sandbox: RunningSandbox
const toClear: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.controls.reset())
afterEach(async () => {
  for (const end of toClear.splice(0)) await end()
})
afterAll(() => sandbox.stop())

function connect([id, secret]: readonly [string, string] = simple): Connection {
  const connection = connectionTo(`${sandbox.url}/bcda`, id, secret)
  toClear.push(() => connection.close())
  return connection
}

/** Its waits move the sandbox's clock, and this one's with it. */
async function world(connection = connect(), changes: Partial<World> = {}): Promise<TestWorld> {
  const made = await testWorld(connection, {
    now: () => sandbox.controls.clock.now(),
    pause: async (ms, signal) => {
      signal.throwIfAborted()
      sandbox.controls.clock.advance(ms)
    },
    ...changes,
  })
  toClear.push(() => clear(made))
  return made
}

describe('a whole export of 50 people', () => {
  it('arrives, verifies, is counted, and any claim of it can be read again', async () => {
    const here = await world()
    const { desk, id, view } = await exportAll(here)
    expect(view).toMatchObject({ state: 'downloaded', warnings: [], progress: { filesDone: 3, filesTotal: 3 } })
    expect(await desk.verify(id)).toMatchObject({ ok: true })

    const summary = await summarizeExport(desk.store, id)
    const lines = new Map<string, number>()
    const claims = new Map<string, Record<string, unknown>>()
    for (const name of await readdir(desk.store.filesOf(id))) {
      for (const line of (await readFile(path.join(desk.store.filesOf(id), name), 'utf8')).trim().split('\n')) {
        const resource = JSON.parse(line)
        lines.set(resource.resourceType, (lines.get(resource.resourceType) ?? 0) + 1)
        if (resource.resourceType === 'ExplanationOfBenefit') claims.set(resource.id, resource)
      }
    }
    expect(new Map(summary?.resources.map(({ type, count }) => [type, count]))).toEqual(lines)
    expect(lines.get('Patient')).toBe(50)
    expect(summary?.unreadable).toBe(0)
    expect(summary?.claims.reduce((sum, group) => sum + group.claims, 0)).toBe(claims.size)
    expect(new Map(summary?.kinds.map(({ kind, paidCents }) => [kind, paidCents]))).toEqual(paidByHand([...claims.values()]))

    const [first] = claims.keys()
    expect(await getExportedClaim(desk.store, id, first ?? '')).toEqual(claims.get(first ?? ''))
    const listed = await listExportedClaims(desk.store, id, { after: '', limit: 5 })
    expect(listed?.map((claim) => claim.id)).toEqual([...claims.keys()].sort().slice(0, 5))
    for (const wrong of ["' or 1=1 --", '../x', '', '-0', `${first}x`]) expect(await getExportedClaim(desk.store, id, wrong)).toBeNull()
    await expect(getExportedClaim(desk.store, '20260101-000000-aaaaaaaa', first ?? '')).rejects.toThrow(NotAllowed)
  })

  it('the engine can be led to no other file, extension or network, and cannot be set otherwise', async () => {
    const here = await world()
    const refused = await withEngine(here.folder, async (engine) => {
      const words = ["select * from read_text('/etc/hostname')", "select * from read_csv('https://example.org/x.csv')", 'install httpfs', 'load httpfs', 'set enable_external_access = true', "copy (select 1) to '/tmp/outside.csv'"]
      return Promise.all(words.map((sql) => engine.ask(sql, []).then(() => `${sql}: done`, (error: unknown) => /(Permission|Invalid Input) Error: .*(Cannot|disabled)/.exec(String(error))?.[1] ?? String(error))))
    })
    expect(refused).toEqual(['Permission', 'Permission', 'Permission', 'Permission', 'Invalid Input', 'Permission'])
  })
})

describe('tokens (BLK-04, C-B6)', () => {
  it('one that ends in the middle of a download is renewed, and the export completes', async () => {
    let ended = false
    const here = await world(connect(), {
      onStep: (step) => {
        if (step !== 'piece' || ended) return
        ended = true
        sandbox.controls.clock.advance(1_300_000)
      },
    })
    const { view } = await exportAll(here, { ...wholeExport, types: ['Patient', 'Coverage'] })
    expect([view.state, ended]).toEqual(['downloaded', true])
  })
})

describe('what the source may do to a job (C-B10, C-B11, C-B12)', () => {
  it('it fails: so does the export, in words that name nobody', async () => {
    sandbox.controls.behave({ bcdaJob: 'fails' })
    const here = await world()
    expect((await exportAll(here, people)).view).toMatchObject({ state: 'failed', reason: 'failed-at-source' })
    expect(await readWatermark(here.folder, sourceOf(here.connect()), { ...people, since: null })).toBeNull()
  })

  it('it expires before it was fetched', async () => {
    const here = await world(connect(), { onStep: (step) => (step === 'manifest-kept' ? sandbox.controls.clock.advance(25 * 3_600_000) : undefined) })
    expect((await exportAll(here, people)).view).toMatchObject({ state: 'expired', reason: 'expired-at-source' })
  })

  it('it does not know some people: an export with gaps, their numbers told to nobody', async () => {
    sandbox.controls.behave({ bcdaUnknownPeople: 10 })
    const { desk, id, view } = await exportAll(await world(), people)
    expect(view.state).toBe('completed-with-gaps')
    expect(JSON.stringify([view, await desk.store.get(id)])).not.toMatch(/\d[A-Z][A-Z0-9]\d[A-Z][A-Z0-9]\d[A-Z]{2}\d{2}/)
  })

  it('version 3 adds a note about what it leaves out, which is no gap', async () => {
    const { view } = await exportAll(await world(), { ...people, version: 3 })
    expect(view).toMatchObject({ state: 'downloaded' })
  })

  it('version 3 is not open', async () => {
    sandbox.controls.behave({ bcdaVersions: 'not-v3' })
    expect((await exportAll(await world(), { ...people, version: 3 })).view).toMatchObject({ state: 'failed', reason: 'not-enabled' })
  })

  it('the same runs already: it is adopted, not asked for twice', async () => {
    sandbox.controls.behave({ bcdaDuplicates: 'refused' })
    const connection = connect()
    const kickOff = await connection.request('/api/v2/Group/all/$export?_type=Patient', { headers: { accept: 'application/fhir+json', prefer: 'respond-async' } })
    kickOff.body.resume()
    expect(kickOff.status).toBe(202)
    const { desk, id, view } = await exportAll(await world(connection), people)
    expect(view.state).toBe('downloaded')
    expect((await desk.store.get(id))?.jobUrl).toBe(kickOff.headers['content-location'])
  })

  it('partially adjudicated claims come where they are entitled', async () => {
    const { view } = await exportAll(await world(connect(reach)), { ...wholeExport, types: ['Patient', 'Claim', 'ClaimResponse'] })
    expect([view.state, view.progress.filesDone]).toEqual(['downloaded', 3])
    expect((await exportAll(await world(), { ...wholeExport, types: ['Claim'] })).view).toMatchObject({ state: 'failed', reason: 'refused' })
  })

  it('the next export of changes brings nothing twice', async () => {
    const here = await world()
    await exportAll(here, people)
    const { view } = await exportAll(here, { ...people, since: 'last' })
    expect([view.state, view.progress.lines]).toEqual(['downloaded', 0])
  })
})

const amount = z.object({ value: z.number() })
const concept = z.object({ coding: z.array(z.object({ system: z.string().optional(), code: z.string() })) })
const claimSchema = z.object({
  type: concept,
  payment: z.object({ amount: amount.optional() }).optional(),
  item: z.array(z.object({ adjudication: z.array(z.object({ category: concept, amount: amount.optional() })).default([]) })).default([]),
})
const summed = new Map([['pde', 'cvrd_d_plan_pd_amt'], ['carrier', 'line_nch_pmt_amt'], ['dme', 'line_nch_pmt_amt']])

/** What Medicare or the plan paid by kind of claim, in cents, along the contract's paths (claims-data 1.3). */
function paidByHand(claims: readonly unknown[]): ReadonlyMap<string, number | null> {
  const sums = new Map<string, number | null>()
  for (const { type, payment, item } of claims.map((claim) => claimSchema.parse(claim))) {
    const kind = type.coding.find(({ system }) => system?.endsWith('/eob-type'))?.code.toLowerCase() ?? 'other'
    const name = summed.get(kind)
    const perLine = item.map(({ adjudication }) => adjudication.find(({ category }) => category.coding.some(({ code }) => code.endsWith(`/variables/${name}`)))?.amount?.value)
    const amounts = name === undefined ? [payment?.amount?.value] : perLine
    const known = amounts.flatMap((value) => value ?? [])
    const paid = known.length > 0 && known.length === amounts.length ? known.reduce((sum, value) => sum + Math.round(value * 100), 0) : null
    const before = sums.get(kind) ?? null
    sums.set(kind, paid === null ? before : (before ?? 0) + paid)
  }
  return sums
}
