// One export in a process of its own, for the measurement: what it took and how much memory it had at most, as JSON.
import path from 'node:path'
import { connectionTo, wholeExport } from '@/lib/connections/bulk-export/testing'
import { openExportDesk } from '@/lib/connections/bulk-export/export-desk'
import { machineWorld } from '@/lib/connections/bulk-export/world'

const [url = '', folder = '', clientId, secret] = process.argv.slice(2)
const connection = connectionTo(url, clientId, secret)
let readyAtMs = performance.now()
let readyCpu = process.cpuUsage()
const desk = openExportDesk({
  ...machineWorld({ folder, connect: () => connection, keepDays: 30, pollFloorMs: 100 }),
  onStep: (step) => {
    if (step !== 'manifest-kept') return
    readyAtMs = performance.now()
    readyCpu = process.cpuUsage()
  },
})
const begunAtMs = performance.now()
const { id } = await desk.start(wholeExport)
const { state, reason, progress } = await desk.settled(id)
const endedAtMs = performance.now()
const { user, system } = process.cpuUsage(readyCpu)
await connection.close()
console.log(
  JSON.stringify({
    state: reason === null ? state : `${state}: ${reason}`,
    bytes: progress.bytes,
    lines: progress.lines,
    fetchMs: endedAtMs - readyAtMs,
    cpuMs: (user + system) / 1_000,
    wholeMs: endedAtMs - begunAtMs,
    peakMb: process.resourceUsage().maxRSS / 1_024,
    sample: path.join(desk.store.filesOf(id), 'ExplanationOfBenefit.0001.ndjson'),
  }),
)
