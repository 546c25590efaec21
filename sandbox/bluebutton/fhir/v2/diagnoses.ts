/**
 * Diagnoses and procedures as version 2 writes them: ICD-10 twice, ICD-9 once, no dot, words in capitals.
 */
import type { Claim, Diagnosis, Procedure } from '@/sandbox/people/claims/claim'
import type { JsonObject } from '@/sandbox/people/fhir-json'
import { CARIN, TERMS, codeExtension, coding } from './codes'

const ICD_10 = 'http://hl7.org/fhir/sid/icd-10'
const ICD_9 = 'http://hl7.org/fhir/sid/icd-9-cm'
/** The trailing blank is the real server's. */
const UNKNOWN_ICD = 'http://hl7.org/fhir/sid/unknown-icd-version/ '

/** All diagnoses of the claim, numbered from one. */
export function diagnosesOf(claim: Claim): readonly JsonObject[] {
  let present = 0
  return claim.diagnoses.map((it, index) => {
    if (it.onAdmission !== null) present++
    return {
      extension: it.onAdmission === null ? undefined : [presence(present, it.onAdmission)],
      sequence: index + 1,
      diagnosisCodeableConcept: { coding: conceptOf(it) },
      type: [{ coding: [roleOf(it, claim.kind)] }],
    }
  })
}

function presence(number: number, code: 'Y' | 'N'): JsonObject {
  const words =
    code === 'Y'
      ? 'Diagnosis was present at the time of admission (POA)'
      : 'Diagnosis was not present at the time of admission'
  return codeExtension(`clm_poa_ind_sw${number}`, code, words)
}

function conceptOf(it: Diagnosis): readonly JsonObject[] {
  if (it.code === null) return [coding(UNKNOWN_ICD, null)]
  if (it.icd === 9) return [coding(ICD_9, it.code, it.text)]
  return [coding(`${ICD_10}-cm`, it.code, it.text), coding(ICD_10, it.code, it.text)]
}

function roleOf(it: Diagnosis, kind: Claim['kind']): JsonObject {
  if (it.role === 'principal') {
    const words = kind === 'carrier' || kind === 'hha' ? 'principal' : 'Principal Diagnosis'
    return coding(`${TERMS}ex-diagnosistype`, 'principal', words)
  }
  if (it.role === 'admitting') return coding(`${TERMS}ex-diagnosistype`, 'admitting', 'Admitting Diagnosis')
  const [code, words] = ROLES[it.role]
  return coding(`${CARIN}C4BBClaimDiagnosisType`, code, words)
}

const ROLES = {
  secondary: ['secondary', 'Secondary'],
  other: ['other', 'Other'],
  external: ['externalcauseofinjury', 'External Cause of Injury'],
  reason: ['patientreasonforvisit', 'Patient Reason for Visit'],
} as const

/** Hospital procedures; the date comes as midnight with an offset. */
export function proceduresOf(procedures: readonly Procedure[]): readonly JsonObject[] {
  return procedures.map((it, index) => ({
    sequence: index + 1,
    date: `${it.on}T00:00:00+00:00`,
    procedureCodeableConcept: {
      coding:
        it.icd === 9
          ? [coding(ICD_9, it.code, it.text)]
          : [coding('http://www.cms.gov/Medicare/Coding/ICD10', it.code, it.text), coding(ICD_10, it.code, it.text)],
    },
  }))
}
