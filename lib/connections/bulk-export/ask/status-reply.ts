// What BCDA's answer about a job means, in all the forms it takes (contract 1.6 and 8: C-B4, C-B8, C-B10).
import 'server-only'
import type { Reason } from '@/lib/connections/bulk-export/job'
import { type Answer, isOutcome, readDiagnostics } from './answer'

export type JobStatus =
  | { readonly kind: 'working'; readonly percent: number | null }
  /** `expiresAtMs` is null when the source's word for it cannot be read. */
  | { readonly kind: 'done'; readonly manifest: string; readonly expiresAtMs: number | null }
  | { readonly kind: 'over'; readonly state: 'stopped' | 'failed' | 'expired'; readonly reason: Reason; readonly told: string | null }
  /** Says nothing about the job: ask again. */
  | { readonly kind: 'unclear' }

export function readStatusReply({ status, headers, text }: Answer): JobStatus {
  const told = readDiagnostics(text)
  const over = (state: 'stopped' | 'failed' | 'expired', reason: Reason): JobStatus => ({ kind: 'over', state, reason, told })
  if (status === 202) return { kind: 'working', percent: readPercent(headers['x-progress']) }
  if (status === 200) return { kind: 'done', manifest: text, expiresAtMs: readExpires(headers['expires']) }
  if (status === 404 && text.includes('cancelled')) return over('failed', 'cancelled-at-source')
  if (status === 404 || status === 410) return over('expired', 'expired-at-source')
  if (status === 500 && isOutcome(text) && text.includes('Job failed')) return over('failed', 'failed-at-source')
  // Another organization's, or ours was shut out for a while (contract 1.3).
  if (status === 401 || status === 403) return over('stopped', 'not-ours')
  if (status === 400) return over('failed', 'refused')
  return { kind: 'unclear' }
}

/** `In Progress (37%)`, `In Progress, 80%`; null for `Pending`, for no number and for nonsense. */
function readPercent(header: string | undefined): number | null {
  const number = /(\d{1,3})\s*%/.exec(header ?? '')?.[1]
  return number === undefined || Number(number) > 100 ? null : Number(number)
}

/** Go's own form (`2026-08-22 15:04:05.123456 +0000 UTC`), an HTTP date, or an ISO one; null for anything else. */
function readExpires(header: string | undefined): number | null {
  const go = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)? ([+-]\d{2})(\d{2})(?: |$)/.exec((header ?? '').trim())
  const text = go ? `${go[1]}T${go[2]}${(go[3] ?? '').slice(0, 4)}${go[4]}:${go[5]}` : (header ?? '')
  const atMs = /^(\d{4}-|[A-Z][a-z]{2},)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? null : atMs
}
