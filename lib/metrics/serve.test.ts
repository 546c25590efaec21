// The figures: in OpenMetrics, on a port of their own, in words of ours only (quality PRV-01).
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { countOrganization, countUpstream } from './count-upstream'
import { forgetCounts, noteExport, noteExportBytes, noteExportFile, noteOrganization, noteRefresh, noteRequest, noteSessionBegun, noteSessionEnded, noteUpstream, noteVault } from './meters'
import { readOpenMetrics } from './testing'
import { beginMetrics } from './serve'

const open: Server[] = []
beforeEach(() => forgetCounts())
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function figures(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = await beginMetrics({ host: '127.0.0.1', port: await sparePort() })
  if (!server) throw new Error('the figures are not served')
  open.push(server)
  return { server, url: `http://127.0.0.1:${portOf(server)}/metrics` }
}

async function listenTo(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${portOf(server)}`
}

async function sparePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

it('are OpenMetrics: its type, one block for each name, numbers only, and `# EOF` as the last line', async () => {
  const { url } = await figures()
  noteRequest({ route: '/claims', method: 'GET', status: '2xx', seconds: 0.2 })
  noteUpstream('Coverage', '5xx', 0.1)
  noteRefresh('renewed')
  noteSessionBegun()
  noteSessionEnded('sign-out')
  noteVault('open', 'done', 0.001)
  noteOrganization('bcda', 'token', '2xx', 0.1)
  noteExport('started')
  noteExportFile('cut')
  noteExportBytes(1_000)
  const reply = await fetch(url)
  expect(reply.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
  const { families, samples } = readOpenMetrics(await reply.text())
  expect([...families.keys()].filter((name) => name.startsWith('plainclaim_')).toSorted()).toEqual([
    'plainclaim_export_files', 'plainclaim_export_received_bytes', 'plainclaim_exports', 'plainclaim_organization_seconds', 'plainclaim_refreshes', 'plainclaim_request_seconds', 'plainclaim_sessions_begun', 'plainclaim_sessions_ended', 'plainclaim_upstream_seconds', 'plainclaim_vault_seconds',
  ])
  expect(families.has('nodejs_eventloop_lag_seconds')).toBe(true)
  expect(families.has('process_resident_memory_bytes')).toBe(true)
  expect(samples.get('plainclaim_refreshes_total{outcome="renewed"}')).toBe(1)
  expect(samples.get('plainclaim_request_seconds_count{route="/claims",method="GET",status="2xx"}')).toBe(1)
  expect(samples.get('plainclaim_upstream_seconds_count{route="Coverage",outcome="5xx"}')).toBe(1)
  expect(samples.get('plainclaim_organization_seconds_count{system="bcda",asked="token",outcome="2xx"}')).toBe(1)
  expect([samples.get('plainclaim_exports_total{event="started"}'), samples.get('plainclaim_export_files_total{outcome="cut"}'), samples.get('plainclaim_export_received_bytes_total')]).toEqual([1, 1, 1_000])
  expect(samples.get('plainclaim_vault_seconds_count{operation="open",outcome="done"}')).toBe(1)
})

it('hold no word of a caller, whatever is handed over for counting (PRV-01)', async () => {
  const { url } = await figures()
  const canary = '1S00E00AA00"}\n# EOF\nplanted 1'
  const word = JSON.parse(JSON.stringify(canary))
  noteRequest({ route: canary, method: canary, status: canary, seconds: 1 })
  noteUpstream(canary, word, 1)
  noteRefresh(word)
  noteSessionEnded(word)
  noteVault(word, word, 1)
  noteOrganization(word, word, word, 1)
  noteExport(word)
  noteExportFile(word)
  const text = await (await fetch(url)).text()
  expect(text).not.toMatch(/1S00E00AA00|planted/)
  expect(readOpenMetrics(text).samples.get('plainclaim_refreshes_total{outcome="other"}')).toBe(1)
})

it('that cannot be counted cost nothing of what was being counted (AVL-11)', async () => {
  const place = Symbol.for('plainclaim.meters')
  const whole: unknown = Reflect.get(globalThis, place)
  const asked: string[] = []
  const broken = new Proxy({}, {
    get(_, name) {
      asked.push(String(name))
      throw new Error('no figure today')
    },
  })
  Reflect.set(globalThis, place, broken)
  const lines = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    noteRequest({ route: '/claims', method: 'GET', status: '2xx', seconds: 0.2 })
    noteRefresh('renewed')
    noteSessionBegun()
    noteSessionEnded('sign-out')
    noteVault('open', 'done', 0.001)
    noteExport('started')
    noteExportFile('kept')
    noteExportBytes(1)
    await expect(countUpstream('Coverage', async () => 'answer', () => '2xx')).resolves.toBe('answer')
    await expect(countOrganization(['bcda', 'token'], async () => 'answer', () => '2xx', () => 'given-up')).resolves.toBe('answer')
    expect(asked).toEqual(['requests', 'refreshes', 'begun', 'ended', 'vault', 'exports', 'exportFiles', 'exportBytes', 'upstream', 'organizations'])
    expect(lines.mock.calls.filter(([line]) => String(line).includes('"metrics"'))).toHaveLength(1)
  } finally {
    Reflect.set(globalThis, place, whole)
    lines.mockRestore()
  }
})

it('count each request once by template, and never hold its address, its query or its id (PRV-01)', async () => {
  const { url } = await figures()
  const app = await listenTo((request, response) => void response.writeHead(request.url?.startsWith('/claims') ? 200 : 404).end())
  for (const path of ['/claims/carrier-canary-1', '/claims/carrier-canary-2?code=canary', '/canary']) await fetch(app + path)
  await fetch(`${app}/canary`, { method: 'PROPFIND' })
  const text = await (await fetch(url)).text()
  expect(text).not.toContain('canary')
  const { samples } = readOpenMetrics(text)
  expect(samples.get('plainclaim_request_seconds_count{route="/claims/[id]",method="GET",status="2xx"}')).toBe(2)
  expect(samples.get('plainclaim_request_seconds_count{route="other",method="GET",status="4xx"}')).toBe(1)
  expect(samples.get('plainclaim_request_seconds_count{route="other",method="other",status="4xx"}')).toBe(1)
  expect([...samples.keys()].filter((name) => name.startsWith('plainclaim_request_seconds_count'))).toHaveLength(3)
})

it('count a reader who left as one who left, not as one who was served', async () => {
  const { url } = await figures()
  let arrived = (): void => undefined
  const there = new Promise<void>((resolve) => (arrived = resolve))
  const app = await listenTo((_request, response) => {
    response.once('close', () => setImmediate(arrived))
    socket.destroy()
  })
  const socket = connect(Number(new URL(app).port), '127.0.0.1')
  socket.write('GET /spending HTTP/1.1\r\nHost: x\r\n\r\n')
  await there
  expect(readOpenMetrics(await (await fetch(url)).text()).samples.get('plainclaim_request_seconds_count{route="/spending",method="GET",status="left"}')).toBe(1)
})

it('are read by GET at one address; anything else is refused', async () => {
  const { url } = await figures()
  const answers = await Promise.all([
    fetch(url, { method: 'POST' }), fetch(url, { method: 'DELETE' }), fetch(url, { method: 'HEAD' }), fetch(new URL('/', url)), fetch(new URL('/metrics/x', url)),
  ])
  expect(answers.map(({ status }) => status)).toEqual([405, 405, 405, 404, 404])
})

it('are not served unless a port was set, and a port that is taken costs the figures only', async () => {
  expect(await beginMetrics(null)).toBeNull()
  const { server } = await figures()
  const lines = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  expect(await beginMetrics({ host: '127.0.0.1', port: portOf(server) })).toBeNull()
  expect(lines.mock.calls.join('')).toContain('METRICS_PORT')
  lines.mockRestore()
})
