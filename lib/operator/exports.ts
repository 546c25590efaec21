// The corridor of the operators' export pages: who asks, what is done, and a line in the log; claims are read here with the
// same reader as an enrollee's own (product section 6).
import 'server-only'
import type { ExportView } from '@/lib/connections/bulk-export/export-view'
import { cancelExport, deleteExport, getClaim, getExport, listClaimsOf, listExports, processExports, resumeExport, startExport, stopExport, summarize } from '@/lib/connections/bulk-export/exports'
import { type OwnManifest, readOwnManifest } from '@/lib/connections/bulk-export/end/own-manifest'
import type { ExportSummary } from '@/lib/connections/analysis/summary'
import type { ListedClaim } from '@/lib/connections/analysis/claim'
import { processConnections } from '@/lib/connections/process-connections'
import type { Claim } from '@/lib/claims/claim'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import { type RecordCode, readRecordCodes } from '@/lib/claims/translate/record-codes'
import { NotAllowed, Unreadable } from '@/lib/errors'
import { requireFreshOperator, requireOperator } from './operator'
import { claimRef, noteDeed } from './operator-log'
import { type Operator, isFresh } from './sessions'
import { readStartForm, type StartProblem } from './start-form'
import { translated } from './translated'
import { beginVerification, forgetVerification, verificationOf, type VerificationState } from './verifications'

const claimsOnPage = 50

export interface SeenExports {
  readonly operator: Operator
  /** May one be started without signing in once more? */
  readonly fresh: boolean
  readonly environment: 'sandbox' | 'production'
  readonly connected: boolean
  readonly exports: readonly ExportView[]
}

/** @throws SignInNeeded; Misconfigured */
export async function listSeenExports(): Promise<SeenExports> {
  const operator = await requireOperator()
  return translated(async () => {
    const { environment, credentials } = processConnections().bcda.status()
    return { operator, fresh: isFresh(operator), environment, connected: credentials === 'set', exports: await listExports() }
  })
}

export interface SeenExport {
  readonly operator: Operator
  readonly view: ExportView
  /** What was received, once it is complete. */
  readonly manifest: OwnManifest | null
  readonly verification: VerificationState | null
}

/** @throws SignInNeeded; NotAllowed: none such */
export async function seeExport(id: string): Promise<SeenExport> {
  const operator = await requireOperator()
  const view = await requireView(id)
  const manifest = view.isComplete ? await translated(async () => readOwnManifest(await processExports().store.read(id, 'manifest.json'))) : null
  return { operator, view, manifest, verification: verificationOf(id) }
}

/** How far it is, for a page that asks again and again: that keeps nobody's session awake. */
export async function watchExport(id: string): Promise<ExportView> {
  await requireOperator('machine')
  return requireView(id)
}

async function requireView(id: string): Promise<ExportView> {
  const view = await translated(() => getExport(id))
  if (!view) throw new NotAllowed('export')
  return view
}

/** @returns the id of the new export, or what is wrong with the form. @throws StepUpNeeded, SignInNeeded */
export async function beginExport(form: FormData): Promise<{ readonly id: string } | { readonly problem: StartProblem }> {
  const operator = await requireFreshOperator()
  const read = readStartForm(form)
  if (!read.ok) return { problem: read.problem }
  const { id } = await translated(() => startExport(read.options))
  void noteDeed(operator, 'export-started', { export: id })
  return { id }
}

export const exportDeeds = ['stop', 'resume', 'cancel', 'verify', 'delete'] as const
export type ExportDeed = (typeof exportDeeds)[number]

/** @throws StepUpNeeded, SignInNeeded; NotAllowed: none such, or over; Unavailable: another process is at it */
export async function doWithExport(id: string, deed: ExportDeed): Promise<void> {
  const operator = deed === 'delete' || deed === 'resume' ? await requireFreshOperator() : await requireOperator()
  await requireView(id)
  await translated(() => deeds[deed](id, operator))
}

const deeds: Readonly<Record<ExportDeed, (id: string, operator: Operator) => Promise<void>>> = {
  async stop(id, operator) {
    await stopExport(id)
    void noteDeed(operator, 'export-stopped', { export: id })
  },
  async resume(id, operator) {
    await resumeExport(id)
    void noteDeed(operator, 'export-resumed', { export: id })
  },
  async cancel(id, operator) {
    await cancelExport(id)
    void noteDeed(operator, 'export-cancelled', { export: id })
  },
  verify: (id, operator) => beginVerification(id, ({ ok }) => void noteDeed(operator, 'export-verified', { export: id }, ok ? 'whole' : 'damaged')),
  async delete(id, operator) {
    await deleteExport(id)
    forgetVerification(id)
    void noteDeed(operator, 'export-deleted', { export: id })
  },
}

export interface SeenSummary {
  readonly operator: Operator
  readonly view: ExportView
  /** Null when the export is not complete. */
  readonly summary: ExportSummary | null
}

/** @throws SignInNeeded; NotAllowed: none such */
export async function seeSummary(id: string): Promise<SeenSummary> {
  const operator = await requireOperator()
  const view = await requireView(id)
  const summary = await translated(() => summarize(id))
  if (summary) void noteDeed(operator, 'summary-read', { export: id })
  return { operator, view, summary }
}

export interface SeenClaims {
  readonly operator: Operator
  readonly view: ExportView
  readonly claims: readonly ListedClaim[]
  /** The last id of this page when there is a further one. */
  readonly next: string | null
}

/** Claims to choose from, by id. @param after the last id of the page before, or '' @throws SignInNeeded; NotAllowed: none such, or not complete */
export async function seeClaims(id: string, after: string): Promise<SeenClaims> {
  const operator = await requireOperator()
  const view = await requireView(id)
  const found = await translated(() => listClaimsOf(id, { after, limit: claimsOnPage + 1 }))
  if (!found) throw new NotAllowed('export')
  void noteDeed(operator, 'claims-listed', { export: id })
  const claims = found.slice(0, claimsOnPage)
  return { operator, view, claims, next: found.length > claimsOnPage ? (claims.at(-1)?.id ?? null) : null }
}

export interface SeenClaim {
  readonly operator: Operator
  /** Null for one of version 1: that is of an older FHIR, which the reader does not know. */
  readonly claim: Claim | null
  readonly codes: readonly RecordCode[]
}

/** One claim, explained as its owner would read it. @throws SignInNeeded; NotAllowed: none such; Unreadable: not a claim we can read */
export async function seeClaim(exportId: string, claimId: string): Promise<SeenClaim> {
  const operator = await requireOperator()
  const { request } = await requireView(exportId)
  const resource = await translated(() => getClaim(exportId, claimId))
  if (!resource) throw new NotAllowed('claim')
  void noteDeed(operator, 'claim-read', { export: exportId, claim: claimRef(exportId, claimId) })
  if (request.version === 1) return { operator, claim: null, codes: [] }
  const claim = readClaim(resource, request.version)
  if (!claim) throw new Unreadable('claim')
  return { operator, claim, codes: readRecordCodes(resource) }
}

/** Goes on with what a restart cut off; what somebody stopped stays stopped. Never rejects. @returns how many go on */
export async function resumeCutOff(): Promise<number> {
  const cutOff = (await listExports()).filter(({ canResume, state }) => canResume && state !== 'stopped')
  const outcomes = await Promise.allSettled(cutOff.map(({ id }) => resumeExport(id)))
  return outcomes.filter(({ status }) => status === 'fulfilled').length
}
