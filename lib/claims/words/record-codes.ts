// One door to the many small code lists of a record, so that "Show codes" never shows a bare letter where there are
// words for it. Codes of claims' lines and diagnoses are in `describe.ts`.
import type { Language } from '@/lib/format'
import * as admissions from './admissions'
import * as drugs from './drug-phases'
import * as enrollment from './enrollment'
import { firstInsurers } from './first-insurers'
import { lookUp, say, type Phrase, type Phrases } from './phrase'
import * as processing from './processing'

/** Each list with the name that stands before a code we have no words for. */
const lists = {
  'first-insurer': [firstInsurers, ['Insurer code', 'Código de seguro']],
  'admission-type': [admissions.admissionTypes, ['Kind of admission', 'Tipo de ingreso']],
  'admission-source': [admissions.admissionSources, ['Came from, code', 'Procedencia, código']],
  adjustment: [processing.adjustmentTypes, ['Change code', 'Código de cambio']],
  'paid-status': [processing.paidStatuses, ['Status code', 'Código de estado']],
  query: [processing.queryCodes, ['Claim series code', 'Código de serie']],
  action: [processing.actionCodes, ['Action code', 'Código de acción']],
  entry: [processing.entryCodes, ['Entry code', 'Código de registro']],
  disposition: [processing.dispositions, ['Result code', 'Código de resultado']],
  'final-action': [processing.finalActions, ['Final code', 'Código final']],
  source: [processing.recordSources, ['Source', 'Fuente']],
  'record-kind': [processing.recordKinds, ['Record kind', 'Tipo de registro']],
  stage: [processing.stages, ['Stage', 'Etapa']],
  'patient-status': [processing.patientStatuses, ['Patient status', 'Estado del paciente']],
  'managed-care': [processing.managedCare, ['Plan payment code', 'Código de pago del plan']],
  assignment: [processing.assignments, ['Assignment code', 'Código de asignación']],
  participation: [processing.participations, ['Participation code', 'Código de participación']],
  'paid-to': [processing.paidTo, ['Payment code', 'Código de pago']],
  authorization: [processing.authorizationDecisions, ['Decision code', 'Código de decisión']],
  'benefit-phase': [drugs.benefitPhases, ['Drug cost stage', 'Etapa del costo']],
  catastrophic: [drugs.catastrophicStages, ['Drug cost stage', 'Etapa del costo']],
  'drug-coverage': [drugs.drugCoverages, ['Drug coverage code', 'Código de cobertura']],
  dispensing: [drugs.dispensings, ['Fill code', 'Código de entrega']],
  'product-selection': [drugs.productSelections, ['Product choice code', 'Código de elección']],
  compound: [drugs.compounds, ['Mixture code', 'Código de preparación']],
  brand: [drugs.brands, ['Brand code', 'Código de marca']],
  'prescription-origin': [drugs.prescriptionOrigins, ['Prescription code', 'Código de receta']],
  'pricing-exception': [drugs.pricingExceptions, ['Pricing code', 'Código de precio']],
  'drug-adjustment': [drugs.drugAdjustments, ['Change code', 'Código de cambio']],
  residence: [drugs.residences, ['Residence code', 'Código de residencia']],
  clarification: [drugs.clarifications, ['Pharmacy note', 'Nota de la farmacia']],
  termination: [enrollment.terminations, ['Ending code', 'Código de término']],
  'entitlement-status': [enrollment.entitlementStatuses, ['Coverage status', 'Estado de cobertura']],
  'enrollment-reason': [enrollment.enrollmentReasons, ['Enrollment code', 'Código de inscripción']],
  'buy-in-ground': [enrollment.buyInGrounds, ['State payment code', 'Código de pago estatal']],
  'buy-in-month': [enrollment.buyInMonths, ['State payment code', 'Código de pago estatal']],
  'yes-no': [enrollment.yesNo, ['Code', 'Código']],
  'dual-type': [enrollment.dualTypes, ['Medicaid code', 'Código de Medicaid']],
  'retiree-subsidy': [enrollment.retireeSubsidies, ['Employer code', 'Código de empleador']],
  'plan-membership': [enrollment.planMemberships, ['Plan code', 'Código de plan']],
  'contract-kind': [enrollment.contractKinds, ['Contract', 'Contrato']],
  'advantage-plan': [enrollment.advantagePlans, ['Plan kind', 'Tipo de plan']],
} as const satisfies Readonly<Record<string, readonly [Phrases, Phrase]>>

export type RecordCodeList = keyof typeof lists

/** All lists by name, for the tests that hold every entry to the rules. */
export const recordCodeLists: Readonly<Record<RecordCodeList, readonly [table: Phrases, name: Phrase]>> = lists

/** What stands before a code: the name of its list. */
export function nameRecordCodes(list: RecordCodeList, language: Language): string {
  return say(recordCodeLists[list][1], language)
}

/** A code of one of the record's lists in words, else the name of the list and the code: never blank. */
export function describeRecordCode(list: RecordCodeList, code: string, language: Language): string {
  const [table, name] = recordCodeLists[list]
  const family = list === 'stage' && /^V\d{4}$/.test(code) ? lookUp(table, 'V', language) : null
  return lookUp(table, code, language) ?? family ?? `${say(name, language)} ${code}`
}
