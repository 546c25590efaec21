// Codes as nouns: which list a code belongs to, padded the way its list writes it, with Medicare's text where the
// record carries one. Procedure codes owned by the AMA never get a text (contract claims-data 3).
import type { Coded } from '@/lib/claims/claim'
import { text as readText, type Coding } from './read'
import { tidyDrug, tidyText } from './tidy'

type System = Coded['system']

/** A code of one of Medicare's own lists, padded to its width: `1` and `01` are one code. */
export function coded(system: System, found: Coding | null, width = 0): Coded | null {
  if (found === null || found.code === '~') return null
  return { system, code: found.code.padStart(width, '0'), text: tidyText(readText(found.display)) }
}

/** A drug by its package number, its two names said as one where they are one. */
export function codedDrug(found: Coding): Coded {
  return { system: 'ndc', code: found.code, text: tidyDrug(readText(found.display)) }
}

/** A procedure or product code on a line. Five digits, or four and a letter F, U, T, M or A, are the AMA's. */
export function codedProcedure(found: Coding): Coded {
  const code = found.code.toUpperCase()
  if (/^\d{5}$|^\d{4}[FUTMA]$/.test(code)) return { system: 'cpt', code, text: null }
  // D codes are the dentists' own: no text either.
  const text = /^[A-CE-Z]\d{4}$/.test(code) ? tidyText(readText(found.display)) : null
  return { system: 'hcpcs', code, text }
}

/** A diagnosis; `null` for a masked one. A letter code may stand under the system of ICD-9 (version 3). */
export function codedDiagnosis(found: Coding): Coded | null {
  const code = found.code.toUpperCase()
  if (code.startsWith('999999') && /^9+$/.test(code)) return null
  const old = !found.system.includes('icd-10') && /icd-?9/i.test(found.system) && !/^[A-DF-UW-Z]/.test(code)
  return { system: old ? 'icd9' : 'icd10', code, text: tidyText(readText(found.display)) }
}

/** A hospital's own procedure code (ICD), seven characters since October 2015. */
export function codedHospitalProcedure(found: Coding): Coded {
  const code = found.code.toUpperCase()
  const recent = /icd-?10/i.test(found.system) || code.length === 7
  return { system: recent ? 'icd10-pcs' : 'icd9-procedure', code, text: tidyText(readText(found.display)) }
}
