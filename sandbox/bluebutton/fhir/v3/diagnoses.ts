/**
 * Diagnoses and procedures as version 3 writes them: once, with a dot, without words.
 */
import type { Diagnosis, Procedure } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, TERMS, coding } from './codes'

const ROLES: Readonly<Record<Diagnosis['role'], readonly [system: string, code: string]>> = {
  principal: [`${TERMS}ex-diagnosistype`, 'principal'],
  admitting: [`${TERMS}ex-diagnosistype`, 'admitting'],
  secondary: [`${CARIN}C4BBClaimDiagnosisType`, 'secondary'],
  other: [`${CARIN}C4BBClaimDiagnosisType`, 'other'],
  external: [`${CARIN}C4BBClaimDiagnosisType`, 'externalcauseofinjury'],
  reason: [`${CARIN}C4BBClaimDiagnosisType`, 'patientreasonforvisit'],
}
const PRESENCE = 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/HospitalAcqCond/Coding'

/** All diagnoses that have a code, numbered as they stand on the claim. */
export function diagnosesOf(diagnoses: readonly Diagnosis[]): readonly JsonObject[] {
  return diagnoses.flatMap((it, index) => (it.code === null ? [] : [diagnosisOf(it, it.code, index + 1)]))
}

function diagnosisOf(it: Diagnosis, code: string, sequence: number): JsonObject {
  return {
    sequence,
    diagnosisCodeableConcept: { coding: [coding(`http://hl7.org/fhir/sid/icd-${it.icd}-cm`, dotted(code, it.icd))] },
    type: [{ coding: [coding(...ROLES[it.role])] }],
    onAdmission: it.onAdmission === null ? undefined : { coding: [coding(PRESENCE, it.onAdmission)] },
  }
}

/** The dot stands after three characters, or after four in the ninth revision's external causes. */
function dotted(code: string, icd: 9 | 10): string {
  const at = icd === 9 && code.startsWith('E') ? 4 : 3
  return code.length > at ? `${code.slice(0, at)}.${code.slice(at)}` : code
}

export function proceduresOf(procedures: readonly Procedure[]): readonly JsonObject[] {
  return procedures.map((it, index) => ({
    sequence: index + 1,
    type: [{ coding: [typeOf(index)] }],
    date: it.on,
    procedureCodeableConcept: { coding: [coding('http://www.cms.gov/Medicare/Coding/ICD10', it.code)] },
  }))
}

function typeOf(index: number): JsonObject {
  const system = `${CARIN}C4BBClaimProcedureType`
  return index === 0 ? coding(system, 'principal', 'Principal') : coding(system, 'other', 'Other')
}
