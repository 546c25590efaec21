// Which version of a claim a record is: the first, a corrected one, or the one that takes it back. Each kind of claim
// says so in a place of its own, and `status` says nothing (contract claims-data 1.3, 1.4, 4.1).
import type { VersionKind } from '@/lib/claims/claim'
import { extensionCoding, text } from './read'
import { anyCoding, claimExtensionCoding, infoCoding, type Source } from './source'

/** The version this record is; `null` when it does not say. One mark that voids outweighs all others. */
export function readVersionKind(source: Source): VersionKind | null {
  const marks = source.dialect.version === 3 ? marksOfV3(source) : source.kind === 'pde' ? [fillOfV2(source)] : marksOfV2(source)
  if (marks.includes('void')) return 'void'
  if (marks.includes('replacement')) return 'replacement'
  return marks.includes('original') ? 'original' : null
}

type Marks = readonly (VersionKind | undefined)[]

/** 3 and 4 are credit and debit: a corrected amount, and a claim that still counts. */
const adjustments = kinds({ 0: 'original', 1: 'void', 2: 'replacement', 3: 'replacement', 4: 'replacement', 5: 'replacement' })
const fillTypes = kinds({ 1: 'original', 2: 'replacement', 3: 'void', 4: 'replacement' })

function marksOfV3(source: Source): Marks {
  const adjusted = adjustments.get(anyCoding(source, 'adjusted')?.code ?? '')
  if (source.kind === 'pde') return [adjusted, ...source.typeCodes.map((code) => fillTypes.get(code))]
  return [adjusted, isReplacingBill(source) ? 'replacement' : undefined]
}

/** The digits of the bill are random in version 3 test data: an 8 there voids nothing, and doctors have no bill type. */
function isReplacingBill(source: Source): boolean {
  if (source.kind === 'carrier' || source.kind === 'dme') return false
  return infoCoding(source, 'billType', '/TypeOfBill')?.code.endsWith('7') === true
}

/** Adjusted, deleted, resubmitted; a fill without a mark is the first of its kind. */
function fillOfV2(source: Source): VersionKind | undefined {
  const code = infoCoding(source, 'drugAdjusted')?.code
  return code === undefined ? 'original' : fillMarks.get(code)
}

const fillMarks = kinds({ A: 'replacement', D: 'void', R: 'replacement' })
/** Original debit, full credit, replacement debit. */
const entries = kinds({ 1: 'original', 3: 'void', 5: 'replacement' })
/** Even actions cancel: by credit, by cancelling only, by force. */
const actions = kinds({ 1: 'original', 2: 'void', 3: 'replacement', 4: 'void', 5: 'replacement', 6: 'void' })
/** Interim bills (2, 3, 4) are bills of their own. */
const frequencies = kinds({ 1: 'original', 2: 'original', 3: 'original', 4: 'original', 7: 'replacement', 8: 'void' })
/** Credit and debit adjustments. */
const queries = kinds({ 0: 'replacement', 5: 'replacement' })

function marksOfV2(source: Source): Marks {
  if (source.kind === 'carrier' || source.kind === 'dme') {
    const disposition = text(source.record['disposition'])?.padStart(2, '0')
    return [disposition === '03' ? 'void' : undefined, entries.get(claimExtensionCoding(source, 'entry')?.code ?? '')]
  }
  return [
    actions.get(claimExtensionCoding(source, 'action')?.code ?? ''),
    frequencies.get(infoCoding(source, 'billType')?.code ?? ''),
    queries.get(queryCode(source)),
  ]
}

/** Interim, final or adjusting bill: on the period, and on the claim itself in the preview of 2020. */
function queryCode(source: Source): string {
  const url = source.dialect.claimExtension.query
  return (extensionCoding(source.record['billablePeriod'], url) ?? extensionCoding(source.record, url))?.code ?? ''
}

function kinds(table: Readonly<Record<string, VersionKind>>): ReadonlyMap<string, VersionKind> {
  return new Map(Object.entries(table))
}
