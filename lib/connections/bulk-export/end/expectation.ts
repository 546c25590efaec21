// A part of the source's work that failed altogether appears nowhere, not even among its errors (contract 1.6). But people
// are counted: too few files for them are worth a warning.
import 'server-only'
import type { Job } from '@/lib/connections/bulk-export/job'
import type { LedgerEntry } from '@/lib/connections/bulk-export/keep/ledger'

/** Enrollees in a file (contract 1.9). */
const perFile: Readonly<Record<string, number>> = { ExplanationOfBenefit: 50, Patient: 5_000, Coverage: 4_000, Claim: 4_000, ClaimResponse: 4_000 }

/** Says which types came in fewer files than their people need; an export of changes only says nothing about that. */
export function warnOfMissingFiles({ request }: Job, entries: readonly LedgerEntry[]): readonly string[] {
  const people = entries.filter(({ list, type }) => list === 'output' && type === 'Patient').reduce((sum, { lines }) => sum + lines, 0)
  if (request.since !== null || request.typeFilter !== null || people === 0) return []
  const asked = request.types.length > 0 ? request.types : (['Patient', 'Coverage', 'ExplanationOfBenefit'] as const)
  return asked.flatMap((type) => {
    const files = entries.filter((entry) => entry.list === 'output' && entry.type === type).length
    const needed = Math.ceil(people / (perFile[type] ?? people))
    // The number of people in a file is a setting over there, and has been larger: only a quarter less is a sign.
    return files < needed * 0.75 ? [`${type}: ${files} of about ${needed} files for ${people} people`] : []
  })
}
