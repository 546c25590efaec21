// The exports of this process, for the operator's page and for commands: one desk, whichever bundle asks (stack T10). An
// export begun here goes on here; one that was cut off by a restart waits to be resumed, by anybody.
import 'server-only'
import { getExportedClaim, type ListedClaim, listExportedClaims } from '@/lib/connections/analysis/claim'
import { type ExportSummary, summarizeExport } from '@/lib/connections/analysis/summary'
import { processConnections } from '@/lib/connections/process-connections'
import type { Verification } from './check/verify'
import { type ExportDesk, openExportDesk } from './export-desk'
import type { ExportOptions } from './export-request'
import type { ExportView } from './export-view'
import { readExportSettings } from './settings'
import { worldFor } from './world'

const place = Symbol.for('plainclaim.exports')
const home: typeof globalThis & { [place]?: ExportDesk } = globalThis

/** @throws Misconfigured when the settings of the connection or of exports are wrong */
export function processExports(): ExportDesk {
  return (home[place] ??= openExportDesk(worldFor(() => processConnections().bcda, readExportSettings())))
}

/** All exports, newest first, each with its true progress. */
export function listExports(): Promise<readonly ExportView[]> {
  return processExports().list()
}

/** One export, or null when there is none of this id. */
export function getExport(id: string): Promise<ExportView | null> {
  return processExports().get(id)
}

/** Begins an export, which goes on in the background. @throws Misconfigured with a sentence for each wrong option */
export function startExport(options: ExportOptions): Promise<ExportView> {
  return processExports().start(options)
}

/** Answers when the export has stopped here, or when the process that works on it was told. @throws NotAllowed: none such */
export function stopExport(id: string): Promise<ExportView> {
  return processExports().stop(id)
}

/** @throws NotAllowed: none such, or over; Unavailable: another process is at it */
export function resumeExport(id: string): Promise<ExportView> {
  return processExports().resume(id)
}

/** Stops it here and at the source, for good. @throws like `resumeExport` */
export function cancelExport(id: string): Promise<ExportView> {
  return processExports().cancel(id)
}

/** Reads every file again; null when the export is not complete. @throws NotAllowed: none such */
export function verifyExport(id: string): Promise<Verification | null> {
  return processExports().verify(id)
}

/** Removes the export and its files. @throws NotAllowed: none such; Unavailable: it is being worked on */
export function deleteExport(id: string): Promise<void> {
  return processExports().remove(id)
}

/** What is in a complete export, in numbers; null when it is not complete. @throws NotAllowed: none such */
export function summarize(id: string): Promise<ExportSummary | null> {
  return summarizeExport(processExports().store, id)
}

/**
 * One claim of a complete export as it was received, for the reader of lib/claims; null when it holds none of this id.
 * @throws NotAllowed: no such export
 */
export function getClaim(exportId: string, claimId: string): Promise<unknown> {
  return getExportedClaim(processExports().store, exportId, claimId)
}

/** Some claims of a complete export to choose from, in the order of their ids. @param after the last id of the page before, or '' */
export function listClaimsOf(exportId: string, page: { readonly after: string; readonly limit: number }): Promise<readonly ListedClaim[] | null> {
  return listExportedClaims(processExports().store, exportId, page)
}
