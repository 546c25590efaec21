// One export after another against a source whose answers are bent: each way it can go ends in its own state, with nothing
// lost, nothing doubled and nothing told (quality BLK-01 to BLK-06; contract C-B4 to C-B12).
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Misconfigured } from '@/lib/errors'
import { readOwnManifest } from './end/own-manifest'
import { openExportDesk } from './export-desk'
import { readLedger } from './keep/ledger'
import { takeLock } from './keep/lock'
import { readWatermark } from './keep/watermarks'
import { type Bend, clear, connectionTo, exportAll, linesOf, packed, type ServedFile, type Source, startSource, type TestWorld, testWorld, wholeExport } from './testing'
import { sourceOf } from './work'

const mbi = '1S00E00AA00'
const patients: ServedFile = { type: 'Patient', bytes: linesOf('Patient', 120) }
const claims: ServedFile = { type: 'ExplanationOfBenefit', bytes: linesOf('ExplanationOfBenefit', 300) }
const outcome = (severity: string) => Buffer.from(`${JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity, code: 'not-found', diagnostics: `Error retrieving BlueButton ID for cclfBeneficiary MBI ${mbi}` }] })}\n`)

const toClear: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const end of toClear.splice(0)) await end()
})

async function source(files: readonly ServedFile[] = [patients, claims], options: Parameters<typeof startSource>[1] = {}, ...bends: Bend[]): Promise<Source> {
  const started = await startSource(files, options)
  started.bends.push(...bends)
  toClear.push(() => started.stop())
  return started
}

async function world(at: Source, changes: Parameters<typeof testWorld>[1] = {}): Promise<TestWorld> {
  const made = await testWorld(at.connection, changes)
  toClear.push(() => clear(made))
  return made
}

/** Answers the first `times` requests whose path holds `part`. */
function bend(part: string, times: number, act: (...args: Parameters<Bend>) => unknown): Bend {
  let left = times
  return async (request, response) => {
    if (left === 0 || !(request.url ?? '').includes(part)) return false
    left -= 1
    await act(request, response)
    return true
  }
}
const say = (status: number, body = '', headers: Record<string, string> = {}) => (_: unknown, response: Parameters<Bend>[1]) => response.writeHead(status, headers).end(body)

describe('an export that goes well', () => {
  it('is asked for once, arrives byte for byte, and ends with a manifest of our own that verifies (BLK-02)', async () => {
    const at = await source()
    const here = await world(at)
    const { desk, id, view } = await exportAll(here)
    expect([view.state, view.reason, at.kickOffs(), at.tokens()]).toEqual(['downloaded', null, 1, 1])
    const manifest = readOwnManifest(await desk.store.read(id, 'manifest.json'))
    expect(manifest?.job).toBe(`${at.url}/api/v2/jobs/1`)
    expect(manifest?.files).toEqual(
      [claims, patients].map(({ type, bytes }) => ({
        name: `${type}.0001.ndjson`, list: 'output', type, lines: type === 'Patient' ? 120 : 300, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    )
    expect(await readFile(path.join(desk.store.filesOf(id), 'Patient.0001.ndjson'))).toEqual(patients.bytes)
    expect(await desk.verify(id)).toEqual({ ok: true, files: manifest?.files.map(({ name }) => ({ name, state: 'good' })) })
    expect(view.progress).toMatchObject({ filesDone: 2, filesTotal: 2, lines: 420, bytes: patients.bytes.length + claims.bytes.length })
    expect(await readdir(desk.store.filesOf(id))).toHaveLength(2)
  })

  it('lies in folders and files that only their owner may open (BLK-06)', async () => {
    const here = await world(await source())
    const { desk, id } = await exportAll(here)
    const modes = async (folder: string) => Promise.all((await readdir(folder)).map(async (name) => ((await stat(path.join(folder, name))).mode & 0o777).toString(8)))
    expect([((await stat(desk.store.folderOf(id))).mode & 0o777).toString(8), new Set(await modes(desk.store.filesOf(id)))]).toEqual(['700', new Set(['600'])])
    expect(new Set(await modes(desk.store.folderOf(id)))).toEqual(new Set(['600', '700']))
  })

  it('is found damaged by verify, file by file (BLK-02)', async () => {
    const { desk, id } = await exportAll(await world(await source()))
    const file = path.join(desk.store.filesOf(id), 'Patient.0001.ndjson')
    const bytes = await readFile(file)
    bytes.writeUInt8(bytes.readUInt8(500) ^ 1, 500)
    await writeFile(file, bytes)
    await writeFile(path.join(desk.store.filesOf(id), 'other.ndjson'), '{}')
    expect(await desk.verify(id)).toEqual({
      ok: false,
      files: [{ name: 'ExplanationOfBenefit.0001.ndjson', state: 'good' }, { name: 'Patient.0001.ndjson', state: 'changed' }, { name: 'other.ndjson', state: 'unlisted' }],
    })
  })

  it('moves the time from which the next one goes on, and only then (C-B10)', async () => {
    const at = await source()
    const here = await world(at)
    const { desk } = await exportAll(here)
    expect(await readWatermark(here.folder, sourceOf(here.connect()), { ...wholeExport, since: null })).toBe('2026-08-21T15:02:15.123456Z')
    const next = await desk.start({ ...wholeExport, since: 'last' })
    await desk.settled(next.id)
    expect(at.asked.filter((line) => line.includes('$export'))[1]).toContain('_since=2026-08-21T15%3A02%3A15.123456Z')
  })

  it('asks as the contract says, with every option in its place', async () => {
    const at = await source()
    const desk = openExportDesk(await world(at))
    const started = await desk.start({ version: 3, population: 'group-runout', types: ['Patient', 'ExplanationOfBenefit'], since: '2026-01-01T00:00:00+01:00', typeFilter: 'ExplanationOfBenefit?service-date=ge2025' })
    await desk.settled(started.id)
    expect(at.asked.find((line) => line.includes('$export'))).toBe(
      'GET /api/v3/Group/runout/$export?_type=Patient,ExplanationOfBenefit&_since=2026-01-01T00%3A00%3A00%2B01%3A00&_typeFilter=ExplanationOfBenefit%3Fservice-date%3Dge2025',
    )
  })

  it.each([
    [{ types: ['Patient', 'Patient'] as const }],
    [{ version: 3 as const, types: ['Claim'] as const }],
    [{ since: 'yesterday' }],
    [{ since: '2999-01-01T00:00:00Z' }],
    [{ typeFilter: 'ExplanationOfBenefit?outcome=partial' }],
    [{ version: 3 as const, typeFilter: 'Patient?outcome=partial' }],
    [{ version: 3 as const, typeFilter: 'ExplanationOfBenefit?patient=1' }],
  ])('refuses %j before anything is sent or written', async (wrong) => {
    const at = await source()
    const here = await world(at)
    await expect(openExportDesk(here).start({ ...wholeExport, ...wrong })).rejects.toThrow(Misconfigured)
    expect([at.asked, await readdir(here.folder)]).toEqual([[], []])
  })
})

describe('files that do not arrive as they should are fetched again, three times at most (BLK-03, C-B7)', () => {
  const file = 'data/1/1.ndjson'
  it.each<[string, Bend]>([
    ['cut', bend(file, 2, (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed(claims.bytes).subarray(0, 300)))],
    ['cut with the line', bend(file, 2, (_, response) => response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '5000' }).write(packed(claims.bytes).subarray(0, 300), () => response.destroy()))],
    ['with words behind the end', bend(file, 2, (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.concat([claims.bytes, Buffer.from('Internal Server Error')]))))],
    ['of another type', bend(file, 2, (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed(patients.bytes)))],
    ['not at all: 404', bend(file, 2, say(404, 'Not Found\n'))],
    ['not at all: 500', bend(file, 2, say(500, 'Internal Server Error\n'))],
  ])('%s, twice', async (_, broken) => {
    const at = await source([patients, claims], {}, broken)
    const { desk, id, view } = await exportAll(await world(at))
    expect([view.state, at.asked.filter((line) => line.includes(file)).length]).toEqual(['downloaded', 3])
    expect(await readFile(path.join(desk.store.filesOf(id), 'ExplanationOfBenefit.0001.ndjson'))).toEqual(claims.bytes)
  })

  it.each<[string, Bend, object]>([
    ['damaged', bend(file, 9, (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed(patients.bytes))), { state: 'failed', reason: 'file-unreadable', told: 'wrong-type' }],
    ['missing', bend(file, 9, say(404, 'Not Found\n')), { state: 'failed', reason: 'file-unavailable' }],
    ['gone with its job (C-B10)', bend(file, 9, say(404, '{"resourceType":"OperationOutcome"}Not Found\n')), { state: 'expired', reason: 'expired-at-source' }],
  ])('%s each time: the export ends with a reason, and what was good stays', async (_, broken, end) => {
    const at = await source([patients, claims], {}, broken)
    const here = await world(at)
    const { desk, id, view } = await exportAll(here)
    expect(view).toMatchObject(end)
    expect(at.asked.filter((line) => line.includes(file))).toHaveLength(3)
    expect(await readdir(desk.store.filesOf(id))).toEqual(['Patient.0001.ndjson'])
    expect(await readWatermark(here.folder, sourceOf(here.connect()), { ...wholeExport, since: null })).toBeNull()
  })

  it('unpacked bytes are taken too, when the source does not pack', async () => {
    const at = await source([claims], {}, bend('data/1', 1, (_, response) => response.writeHead(200).end(claims.bytes)))
    expect((await exportAll(await world(at))).view.state).toBe('downloaded')
  })
})

describe('waiting for the source (BLK-05)', () => {
  it('never looks more often than every five seconds, and ever more seldom', async () => {
    const here = await world(await source([patients], { looks: 12 }))
    await exportAll(here)
    expect(here.waits).toHaveLength(12)
    expect(Math.min(...here.waits)).toBeGreaterThanOrEqual(5_000)
    expect(Math.max(...here.waits)).toBeLessThanOrEqual(72_000)
    expect(here.waits[8]).toBeGreaterThan(40_000)
    expect(new Set(here.waits).size).toBeGreaterThan(6)
  })

  it.each([['7', 7_000], ['0', 5_000], ['86400', 300_000], ['soon', 5_000]])('with Retry-After: %s it waits %i ms', async (header, ms) => {
    const here = await world(await source([patients], { looks: 0 }, bend('/jobs/1', 1, say(202, '', { 'retry-after': header }))), { random: () => 0 })
    await exportAll(here)
    expect(here.waits[0]).toBe(ms)
  })

  it('with a Retry-After that is a date it waits until then', async () => {
    const date = new Date(Date.now() + 100_000).toUTCString()
    const here = await world(await source([patients], { looks: 0 }, bend('/jobs/1', 1, say(202, '', { 'retry-after': date }))))
    await exportAll(here)
    expect(here.waits[0]).toBeGreaterThan(90_000)
    expect(here.waits[0]).toBeLessThanOrEqual(100_000)
  })

  it('gives up after a day', async () => {
    const at = await source([patients], { looks: 100_000 })
    let ahead = 0
    const hours = async () => void (ahead += 5 * 3_600_000)
    const { view } = await exportAll(await world(at, { now: () => Date.now() + ahead, pause: hours }))
    expect([view.state, view.reason, ahead]).toEqual(['failed', 'took-too-long', 25 * 3_600_000])
  })

  it('goes on over answers that say nothing of the job: 502 with HTML, an empty 500, a broken line', async () => {
    const bends = [bend('/jobs/1', 1, say(502, '<html>')), bend('/jobs/1', 1, say(500)), bend('/jobs/1', 1, (_, response) => response.destroy())]
    expect((await exportAll(await world(await source([patients], {}, ...bends)))).view.state).toBe('downloaded')
  })

  const twice = '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}{"resourceType":"OperationOutcome"}'
  it.each<[string, Bend, object]>([
    ['expired: 410', bend('/jobs/1', 1, say(410)), { state: 'expired', reason: 'expired-at-source' }],
    ['archived: 404 with two documents', bend('/jobs/1', 1, say(404, twice)), { state: 'expired', reason: 'expired-at-source' }],
    ['unknown: an empty 404', bend('/jobs/1', 1, say(404)), { state: 'expired', reason: 'expired-at-source' }],
    ['cancelled by somebody else', bend('/jobs/1', 1, say(404, '{"resourceType":"OperationOutcome","issue":[{"diagnostics":"Job has been cancelled."}]}')), { state: 'failed', reason: 'cancelled-at-source', told: 'Job has been cancelled.' }],
    ['failed', bend('/jobs/1', 1, say(500, `{"resourceType":"OperationOutcome","issue":[{"diagnostics":"Service encountered numerous errors. Job failed to complete. ${mbi}"}]}`)), { state: 'failed', reason: 'failed-at-source', told: 'Service encountered numerous errors. Job failed to complete. …' }],
    ['somebody else\'s: an empty 401', bend('/jobs/1', 1, say(401)), { state: 'stopped', reason: 'not-ours', canResume: true }],
    ['a manifest of another shape', bend('/jobs/1', 1, say(200, '{"output":{}}')), { state: 'failed', reason: 'unreadable-answer' }],
    ['a page instead of a manifest', bend('/jobs/1', 1, say(200, '<html>')), { state: 'failed', reason: 'unreadable-answer' }],
  ])('%s: an end of its own, and the next export begins where this one did (C-B8, C-B10)', async (_, answer, end) => {
    const here = await world(await source([patients], {}, answer))
    const { view } = await exportAll(here)
    expect(view).toMatchObject({ canResume: false, ...end })
    expect(await readWatermark(here.folder, sourceOf(here.connect()), { ...wholeExport, since: null })).toBeNull()
  })

  it('a job whose files end soon is not begun to be fetched (C-B8)', async () => {
    const at = await source([patients], { looks: 0 })
    at.bends.push((_, response) => {
      response.setHeader('expires', '2026-08-22 15:04:05.123456 +0000 UTC')
      return false
    })
    expect((await exportAll(await world(at))).view).toMatchObject({ state: 'expired', expiresAtMs: Date.parse('2026-08-22T15:04:05.123Z') })
    expect(at.asked.some((line) => line.includes('/data/'))).toBe(false)
  })
})

describe('asking for it (BLK-01, C-B12)', () => {
  it('an export that runs already is adopted after a 429, though the source says not to wait', async () => {
    let refused = 0
    const at = await source([patients], { looks: 3 })
    const here = await world(at)
    // The first is heard by the source and not by us; the second is a duplicate.
    at.bends.push(bend('$export', 1, (_, response) => response.destroy()))
    const lost = openExportDesk(here)
    const { id } = await lost.start(wholeExport)
    expect(await lost.settled(id)).toMatchObject({ state: 'stopped', reason: 'connection-failed' })
    await fetch(`${at.url}/api/v2/Group/all/$export`)
    at.bends.push(bend('$export', 9, (_, response) => (refused += 1, response.writeHead(429, { 'retry-after': '0' }).end())))
    const { view } = await exportAll(here)
    expect([view.state, refused, here.waits.every((ms) => ms >= 5_000)]).toEqual(['downloaded', 1, true])
  })

  it('somebody else\'s is waited for, five seconds at least each time', async () => {
    const at = await source([patients], { looks: 0 }, bend('$export', 3, say(429, '', { 'retry-after': '0' })))
    const here = await world(at)
    const { view } = await exportAll(here)
    expect([view.state, at.kickOffs(), here.waits.slice(0, 3)]).toEqual(['downloaded', 4, [5_000, 5_000, 5_000]])
  })

  it('a refusal ends it, in the source\'s words without any number of an organization', async () => {
    const told = '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found","diagnostics":"No up-to-date attribution information is available for ACOID \'A9994\'."}]}'
    const { view } = await exportAll(await world(await source([patients], {}, bend('$export', 1, say(404, told)))))
    expect(view).toMatchObject({ state: 'failed', reason: 'refused', told: "No up-to-date attribution information is available for ACOID '…'." })
  })

  it('a version that is not open is told apart', async () => {
    expect((await exportAll(await world(await source([patients], {}, bend('$export', 1, say(403)))))).view).toMatchObject({ state: 'failed', reason: 'not-enabled' })
  })
})

describe('addresses that lead elsewhere are not followed (INP-02, BLK-06, C-10)', () => {
  const manifest = (url: string) => JSON.stringify({ transactionTime: '2026-08-21T15:02:15Z', requiresAccessToken: false, output: [{ type: 'Patient', url }], error: [] })
  it.each(['http://127.0.0.1:1/data/1/x', 'https://evil.example/data/1/x', 'http://user@HOST/data/1/x', '//evil.example/x', '/data/1/x', 'file:///etc/passwd', 'http://HOST.evil.example/x'])('%s in a manifest', async (url) => {
    const at = await source([patients], { looks: 0 })
    at.bends.push(bend('/jobs/1', 1, (_, response) => response.writeHead(200).end(manifest(url.replace('HOST', new URL(at.url).host)))))
    expect((await exportAll(await world(at))).view).toMatchObject({ state: 'failed', reason: 'foreign-address' })
    expect(at.asked.some((line) => line.includes('data'))).toBe(false)
  })

  it('nor past the end of our own path: /bcda does not open /bcda-other', async () => {
    const at = await source([patients], { looks: 0 })
    const below = connectionTo(`${at.url}/bcda`)
    toClear.push(() => below.close())
    at.bends.push(async (request, response) => {
      if (request.url === '/bcda/auth/token') response.writeHead(200).end('{"access_token":"t","expires_in":"1200","token_type":"bearer"}')
      else if (request.url?.includes('$export')) response.writeHead(202, { 'content-location': `${at.url}/bcda/api/v2/jobs/1` }).end()
      else response.writeHead(200).end(manifest(`${at.url}/bcda-other/data/1/x`))
      return true
    })
    const here = await world(at, { connect: () => below })
    expect((await exportAll(here)).view).toMatchObject({ state: 'failed', reason: 'foreign-address' })
  })

  it('nor as the address of the job', async () => {
    const at = await source([patients], {}, bend('$export', 1, say(202, '', { 'content-location': 'https://evil.example/api/v2/jobs/1' })))
    expect((await exportAll(await world(at))).view).toMatchObject({ state: 'failed', reason: 'foreign-address' })
  })
})

describe('what the source could not deliver (C-B11)', () => {
  it('makes an export with gaps, is counted, kept on the disk, and told to nobody', async () => {
    const printed: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
    const here = await world(await source([patients, { type: 'OperationOutcome', bytes: Buffer.concat([outcome('error'), outcome('error')]), list: 'error' }]))
    const { desk, id, view } = await exportAll(here)
    expect(view.state).toBe('completed-with-gaps')
    expect((await readLedger(desk.store.folderOf(id))).find(({ list }) => list === 'error')).toMatchObject({ lines: 2, mild: 0, name: 'error.0001.ndjson' })
    expect(JSON.stringify([view, printed, await desk.store.get(id), await desk.store.read(id, 'manifest.json')])).not.toContain(mbi)
    expect(await readWatermark(here.folder, sourceOf(here.connect()), { ...wholeExport, since: null })).toBeNull()
  })

  it('is no gap when it is only a note', async () => {
    const { view } = await exportAll(await world(await source([patients, { type: 'OperationOutcome', bytes: outcome('warning'), list: 'error' }])), { ...wholeExport, types: ['Patient'] })
    expect(view).toMatchObject({ state: 'downloaded', warnings: ['The source added 1 notes.'] })
  })

  it('and may show nowhere: too few files for the people are worth a warning', async () => {
    const { view } = await exportAll(await world(await source([patients, claims])), { ...wholeExport, types: ['Patient', 'ExplanationOfBenefit'] })
    expect(view.warnings).toEqual(['ExplanationOfBenefit: 1 of about 3 files for 120 people'])
  })
})

describe('a disk that fills up (BLK-06, C-B9)', () => {
  it('stops the export before it is full; with room it goes on and fetches only what is missing', async () => {
    let freeBytes = 50 * 1024 ** 3
    const here = await world(await source([patients, claims]), { space: async () => ({ freeBytes, totalBytes: 100 * 1024 ** 3 }) })
    freeBytes = 1.9 * 1024 ** 3
    const { desk, id, view } = await exportAll(here)
    expect(view).toMatchObject({ state: 'stopped', reason: 'disk-full', canResume: true })
    expect((await readdir(desk.store.filesOf(id))).filter((name) => name.endsWith('.part'))).toEqual([])
    freeBytes = 20 * 1024 ** 3
    await desk.resume(id)
    expect(await desk.settled(id)).toMatchObject({ state: 'downloaded' })
  })

  it.each([[2.1, 10, true], [1.9, 10, false], [9, 100, false], [11, 100, true]])('%d GB free of %d GB: may go on is %s', async (free, total, expected) => {
    const { hasRoom } = await import('./fetch/disk-guard')
    expect(hasRoom({ freeBytes: free * 1024 ** 3, totalBytes: total * 1024 ** 3 })).toBe(expected)
  })
})

describe('stopping and going on', () => {
  it('stops when asked, keeps what it has, and fetches each file once over both runs', async () => {
    const many = Array.from({ length: 12 }, () => claims)
    const at = await source(many)
    let kept = 0
    const here = await world(at, { onStep: (step) => (step === 'file-kept' && (kept += 1) === 3 ? void desk.stop(id).catch(() => undefined) : undefined) })
    const desk = openExportDesk(here)
    const { id } = await desk.start(wholeExport)
    expect(await desk.settled(id)).toMatchObject({ state: 'stopped', reason: 'asked-to-stop', canResume: true })
    const before = (await readLedger(desk.store.folderOf(id))).length
    expect(before).toBeGreaterThanOrEqual(3)
    expect(before).toBeLessThan(12)
    const fetched = at.asked.length
    await desk.resume(id)
    expect(await desk.settled(id)).toMatchObject({ state: 'downloaded', progress: { filesDone: 12 } })
    expect(at.asked.slice(fetched).filter((line) => line.includes('/data/'))).toHaveLength(12 - before)
    expect(at.kickOffs()).toBe(1)
  })

  it('a file that changed on the disk meanwhile is fetched again, and a torn line of the ledger is mended', async () => {
    const at = await source([patients, claims])
    const here = await world(at)
    at.bends.push(bend('data/1/1.ndjson', 3, say(503)))
    const desk = openExportDesk(here)
    const { id } = await desk.start(wholeExport)
    expect(await desk.settled(id)).toMatchObject({ state: 'stopped', reason: 'connection-failed' })
    await appendFile(path.join(desk.store.filesOf(id), 'Patient.0001.ndjson'), ' ')
    await appendFile(path.join(desk.store.folderOf(id), 'ledger.ndjson'), '{"name":"Expl')
    await desk.resume(id)
    await desk.settled(id)
    expect((await readLedger(desk.store.folderOf(id))).map(({ name }) => name).sort()).toEqual(['ExplanationOfBenefit.0001.ndjson', 'Patient.0001.ndjson'])
    expect(await readFile(path.join(desk.store.filesOf(id), 'Patient.0001.ndjson'))).toEqual(patients.bytes)
  })

  it('cancelling ends it over there too', async () => {
    const at = await source([patients], { looks: 2 }, bend('/jobs/1', 1, say(502)))
    const here = await world(at, { pause: async (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))) })
    at.bends.push(async (request, response) => request.method === 'DELETE' && (response.writeHead(202).end(), true))
    const desk = openExportDesk(here)
    const { id } = await desk.start(wholeExport)
    await vi.waitFor(() => expect(at.asked.some((line) => line.includes('/jobs/1'))).toBe(true))
    expect(await desk.cancel(id)).toMatchObject({ state: 'failed', reason: 'cancelled', canResume: false })
    expect(at.asked.at(-1)).toBe('DELETE /api/v2/jobs/1')
    await expect(desk.resume(id)).rejects.toThrow('not allowed')
  })

  it('goes on with the account it was begun with, and no other', async () => {
    const at = await source([patients], {}, bend('/data/', 3, say(503)))
    const here = await world(at)
    const { id } = await exportAll(here)
    const other = connectionTo(at.url, 'another-client')
    toClear.push(() => other.close())
    await expect(openExportDesk({ ...here, connect: () => other }).resume(id)).rejects.toThrow(Misconfigured)
  })

  it('what somebody works on can be neither resumed nor removed by others (BLK-01)', async () => {
    const { desk, id } = await exportAll(await world(await source()))
    const lock = await takeLock(desk.store.folderOf(id))
    await expect(desk.remove(id)).rejects.toThrow('unavailable')
    await lock?.release()
    await desk.remove(id)
    expect(await desk.list()).toEqual([])
  })

  it('an export older than the days set is removed at the next look, with all its files (BLK-06)', async () => {
    let ahead = 0
    const here = await world(await source(), { now: () => Date.now() + ahead })
    const { desk, id } = await exportAll(here)
    ahead = 29 * 86_400_000
    expect(await desk.list()).toHaveLength(1)
    ahead = 31 * 86_400_000
    expect(await desk.list()).toEqual([])
    await expect(stat(desk.store.folderOf(id))).rejects.toThrow('ENOENT')
  })

  it.each(['..', '../x', 'watermarks.json', '', '20260101-000000-aaaaaaaa/../x'])('%j is the name of no export', async (id) => {
    const desk = openExportDesk(await world(await source()))
    expect(await desk.get(id)).toBeNull()
    await expect(desk.remove(id)).rejects.toThrow('not allowed')
  })
})

/** The contract names 600, which take nine milliseconds each. */
const manyFiles = Number(process.env['EXPORT_FILES'] ?? 60)

it(`${manyFiles} files: six at a time, each kept once and in its place (C-B9)`, async () => {
  const held: (() => void)[] = []
  // The first answer waits until six are asked for: were they fetched one by one, it would never come.
  const together: Bend = async (request) => {
    if (held.length >= 6 || !request.url?.includes('/data/')) return false
    await new Promise<void>((resolve) => (held.push(resolve), held.length === 6 && held.forEach((go) => go())))
    return false
  }
  const files = Array.from({ length: manyFiles }, (_, file) => ({ type: 'ExplanationOfBenefit', bytes: linesOf('ExplanationOfBenefit', 1, () => ({ id: `-${file}` })) }))
  const at = await source(files, {}, together)
  const { desk, id, view } = await exportAll(await world(at))
  expect([view.state, view.progress.filesDone, at.peakDownloads(), at.tokens()]).toEqual(['downloaded', manyFiles, 6, 1])
  expect(at.asked.filter((line) => line.includes('/data/'))).toHaveLength(manyFiles)
  const kept = await Promise.all(files.map((_, file) => readFile(path.join(desk.store.filesOf(id), `ExplanationOfBenefit.${String(file + 1).padStart(4, '0')}.ndjson`))))
  expect(kept).toEqual(files.map(({ bytes }) => bytes))
}, 60_000)

it('every line of every file comes once (BLK-01)', async () => {
  const at = await source(Array.from({ length: 5 }, (_, file) => ({ type: 'Patient', bytes: linesOf('Patient', 50, (index) => ({ id: `${file}-${index}` })) })))
  const { desk, id } = await exportAll(await world(at))
  const ids = new Set<unknown>()
  for (const name of await readdir(desk.store.filesOf(id))) {
    let text = ''
    for await (const piece of createReadStream(path.join(desk.store.filesOf(id), name))) text += String(piece)
    for (const line of text.trim().split('\n')) ids.add(JSON.parse(line).id)
  }
  expect(ids.size).toBe(250)
})
