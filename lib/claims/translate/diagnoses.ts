// Why somebody was treated and what a hospital did: diagnoses and hospital procedures, each code once, in the claim's
// own order.
import type { Claim, Diagnosis, Procedure } from '@/lib/claims/claim'
import { codedDiagnosis, codedHospitalProcedure } from './codes'
import { countedDate } from './dates'
import { count, firstCoding, hasCode, list, nodes, type Node } from './read'
import type { Source } from './source'

/** Diagnoses by their sequence, without blank and masked codes. One named twice is one, principal if either is. */
export function readDiagnoses(source: Source): Claim['diagnoses'] {
  const found: Diagnosis[] = []
  for (const entry of inOrder(nodes(source.record['diagnosis'], source.tally))) {
    const coding = firstCoding(entry['diagnosisCodeableConcept'])
    const code = coding === null ? null : codedDiagnosis(coding)
    if (code === null) continue
    const principal = list(entry['type']).some((concept) => hasCode(concept, 'principal'))
    const before = found.findIndex((one) => one.code.code === code.code && one.code.system === code.system)
    const known = found[before]
    if (known === undefined) found.push({ code, principal })
    else if (principal) found[before] = { code: known.code, principal }
  }
  return found
}

/** Hospital procedures with their day; Medicare writes midnight with an offset, of which only the day is true. */
export function readProcedures(source: Source): Claim['procedures'] {
  return inOrder(nodes(source.record['procedure'], source.tally)).flatMap((entry): Procedure[] => {
    const coding = firstCoding(entry['procedureCodeableConcept'])
    if (coding === null) return []
    return [{ code: codedHospitalProcedure(coding), on: countedDate(entry['date'], source.tally) }]
  })
}

function inOrder(entries: readonly Node[]): readonly Node[] {
  const isSorted = entries.every((entry, index) => index === 0 || orderOf(entries[index - 1]) <= orderOf(entry))
  return isSorted ? entries : entries.toSorted((one, other) => orderOf(one) - orderOf(other))
}

function orderOf(entry: Node | undefined): number {
  return count(entry?.['sequence']) ?? Number.MAX_SAFE_INTEGER
}
