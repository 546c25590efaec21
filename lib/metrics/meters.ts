// The closed list of what this process counts, and the one place where something is counted. Whoever counts hands over
// words of the lists in words.ts; anything else is counted as `other`.
import 'server-only'
import { collectDefaultMetrics, Counter, Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import { refreshOutcomes, type RefreshWord, requestMethods, requestOutcomes, sessionEndings, type SessionEnding, upstreamOutcomes, type UpstreamOutcome } from './words'
import { type ExportEvent, exportEvents, type ExportFileOutcome, exportFileOutcomes, type Organization, organizations, type OrganizationAsk, organizationAsks } from './words'
import { upstreamRoutes, vaultOperations, type VaultOperation, vaultOutcomes, type VaultOutcome, wordOf } from './words'
import type { SignInReason } from '@/lib/errors'
import { log } from '@/lib/log'
import { routeTemplates } from './routes'

/** Of a request that a person waits for, in seconds: from a cached file to Medicare's slowest page. */
const waits = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 35, 60]
/** Of a store on this machine or next door. */
const shortWaits = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

interface Meters {
  readonly registry: Registry<OpenMetricsContentType>
  readonly requests: Histogram<'route' | 'method' | 'status'>
  readonly upstream: Histogram<'route' | 'outcome'>
  readonly organizations: Histogram<'system' | 'asked' | 'outcome'>
  readonly exports: Counter<'event'>
  readonly exportFiles: Counter<'outcome'>
  readonly exportBytes: Counter
  readonly refreshes: Counter<'outcome'>
  readonly begun: Counter
  readonly ended: Counter<'reason'>
  readonly vault: Histogram<'operation' | 'outcome'>
}

// Next bundles pages and route handlers apart; all of them count in one place (stack T10).
const place = Symbol.for('plainclaim.meters')
const home: typeof globalThis & { [place]?: Meters } = globalThis

function meters(): Meters {
  return (home[place] ??= createMeters())
}

let toldOfLost = false

/** A figure may be lost; what was being counted may not (quality AVL-11). */
function count(one: (all: Meters) => void): void {
  try {
    one(meters())
  } catch {
    if (!toldOfLost) log('error', 'request.failed', { what: 'metrics' })
    toldOfLost = true
  }
}

/** An answered request, or one whose reader left before the end. @param status `2xx` … or `left` */
export function noteRequest(request: { readonly route: string; readonly method: string; readonly status: string; readonly seconds: number }): void {
  const { route, method, status, seconds } = request
  const labels = { route: wordOf(countedRoutes, route), method: wordOf(requestMethods, method), status: wordOf(requestOutcomes, status) }
  count(({ requests }) => requests.observe(labels, seconds))
}

/** One request to Medicare, each try for itself. */
export function noteUpstream(route: string, outcome: UpstreamOutcome, seconds: number): void {
  count(({ upstream }) => upstream.observe({ route: wordOf(upstreamRoutes, route), outcome: wordOf(upstreamOutcomes, outcome) }, seconds))
}

/** One request to the system of an organization, each try for itself. */
export function noteOrganization(system: Organization, asked: OrganizationAsk, outcome: UpstreamOutcome, seconds: number): void {
  const labels = { system: wordOf(organizations, system), asked: wordOf(organizationAsks, asked), outcome: wordOf(upstreamOutcomes, outcome) }
  count((all) => all.organizations.observe(labels, seconds))
}

export function noteExport(event: ExportEvent): void {
  count(({ exports }) => exports.inc({ event: wordOf(exportEvents, event) }))
}

export function noteExportFile(outcome: ExportFileOutcome): void {
  count(({ exportFiles }) => exportFiles.inc({ outcome: wordOf(exportFileOutcomes, outcome) }))
}

/** As they came over the line, those of files that were not kept too. */
export function noteExportBytes(bytes: number): void {
  count(({ exportBytes }) => exportBytes.inc(bytes))
}

export function noteRefresh(outcome: RefreshWord): void {
  count(({ refreshes }) => refreshes.inc({ outcome: wordOf(refreshOutcomes, outcome) }))
}

export function noteSessionBegun(): void {
  count(({ begun }) => begun.inc())
}

/** @param many more than one when a sweep found several that were over */
export function noteSessionEnded(reason: SessionEnding | SignInReason, many = 1): void {
  if (many > 0) count(({ ended }) => ended.inc({ reason: wordOf(sessionEndings, reason) }, many))
}

export function noteVault(operation: VaultOperation, outcome: VaultOutcome, seconds: number): void {
  count(({ vault }) => vault.observe({ operation: wordOf(vaultOperations, operation), outcome: wordOf(vaultOutcomes, outcome) }, seconds))
}

/** From now on the process itself is measured too: memory, open files, pauses, and how late the event loop is. */
export function measureProcess(): void {
  if (!meters().registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: meters().registry })
}

/** Everything counted so far, as OpenMetrics text. */
export async function expose(): Promise<{ readonly type: string; readonly text: string }> {
  const { registry } = meters()
  return { type: registry.contentType, text: await registry.metrics() }
}

/** For tests: nothing has been counted yet. */
export function forgetCounts(): void {
  meters().registry.resetMetrics()
}

const countedRoutes = [...routeTemplates, '/_next/static']

function createMeters(): Meters {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({ name: 'plainclaim_request_seconds', help: 'Requests by route, method and class of status', labelNames: ['route', 'method', 'status'], buckets: waits, registers }),
    upstream: new Histogram({ name: 'plainclaim_upstream_seconds', help: 'Requests to Blue Button, each try, by what was asked and what came of it', labelNames: ['route', 'outcome'], buckets: waits, registers }),
    organizations: new Histogram({ name: 'plainclaim_organization_seconds', help: 'Requests to systems of organizations, each try, by system, what was asked for and what came of it', labelNames: ['system', 'asked', 'outcome'], buckets: waits, registers }),
    exports: new Counter({ name: 'plainclaim_exports_total', help: 'Bulk exports that began, went on or ended, by how', labelNames: ['event'], registers }),
    exportFiles: new Counter({ name: 'plainclaim_export_files_total', help: 'Tries to fetch a file of a bulk export, by what came of them', labelNames: ['outcome'], registers }),
    exportBytes: new Counter({ name: 'plainclaim_export_received_bytes_total', help: 'Bytes of files of bulk exports, as received', registers }),
    refreshes: new Counter({ name: 'plainclaim_refreshes_total', help: 'Refreshes of a grant by outcome', labelNames: ['outcome'], registers }),
    begun: new Counter({ name: 'plainclaim_sessions_begun_total', help: 'Sessions begun', registers }),
    ended: new Counter({ name: 'plainclaim_sessions_ended_total', help: 'Sessions ended, by reason', labelNames: ['reason'], registers }),
    vault: new Histogram({ name: 'plainclaim_vault_seconds', help: 'Operations of the vault by kind and outcome', labelNames: ['operation', 'outcome'], buckets: shortWaits, registers }),
  }
}
