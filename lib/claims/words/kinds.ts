// What a claim was, in the words at the head of it.
import type { ClaimKind } from '@/lib/claims/claim'
import type { Language } from '@/lib/format'
import { say, type Phrase } from './phrase'

const kinds: Readonly<Record<ClaimKind, Phrase>> = {
  carrier: ['Doctor or lab visit', 'Visita al médico o laboratorio'],
  dme: ['Medical equipment', 'Equipo médico'],
  hha: ['Home health care', 'Cuidado de salud en el hogar'],
  hospice: ['Hospice care', 'Cuidado de hospicio'],
  inpatient: ['Hospital stay', 'Estadía en el hospital'],
  outpatient: ['Hospital outpatient or clinic visit', 'Visita ambulatoria al hospital o a una clínica'],
  snf: ['Skilled nursing stay', 'Estadía en un centro de enfermería especializada'],
  pde: ['Prescription', 'Medicamento recetado'],
  other: ['Other claim', 'Otra reclamación'],
}

/** "Doctor or lab visit" */
export function describeKind(kind: ClaimKind, language: Language): string {
  return say(kinds[kind], language)
}

/** All kinds at once, for a list to choose from. */
export function kindWords(language: Language): Readonly<Record<ClaimKind, string>> {
  const said = (kind: ClaimKind) => describeKind(kind, language)
  return {
    carrier: said('carrier'), dme: said('dme'), hha: said('hha'), hospice: said('hospice'), inpatient: said('inpatient'),
    outpatient: said('outpatient'), snf: said('snf'), pde: said('pde'), other: said('other'),
  }
}
