// Coverage in words: why somebody has Medicare, what help they get with costs, what kind of plan. Our own phrases.
import type { Coverage } from '@/lib/claims/coverage'
import type { Language } from '@/lib/format'
import { lookUp, say, type Phrase, type Phrases } from './phrase'

const partNames: Readonly<Record<Coverage['part'], Phrase>> = {
  A: ['Part A: hospital insurance', 'Parte A: seguro de hospital'],
  B: ['Part B: medical insurance', 'Parte B: seguro médico'],
  C: ['Part C: Medicare Advantage', 'Parte C: Medicare Advantage'],
  D: ['Part D: drug coverage', 'Parte D: cobertura de medicamentos'],
  dual: ['Help from Medicaid', 'Ayuda de Medicaid'],
}

const standings: Readonly<Record<Coverage['standing'], Phrase>> = {
  active: ['You have this', 'Usted la tiene'],
  ended: ['Ended', 'Terminó'],
  future: ['Starts later', 'Empieza más adelante'],
  never: ['You do not have this', 'Usted no la tiene'],
  unknown: ['Medicare’s record does not say', 'El registro de Medicare no lo dice'],
}

const entitlementReasons: Phrases = {
  '0': ['Because of age', 'Por la edad'],
  '1': ['Because of a disability', 'Por una discapacidad'],
  '2': ['Because of kidney failure', 'Por insuficiencia renal'],
  '3': ['Because of a disability and kidney failure', 'Por una discapacidad e insuficiencia renal'],
}

const medicareStatuses: Phrases = {
  '0': ['Not known', 'No se sabe'],
  '00': ['Not known', 'No se sabe'],
  '~': ['Not known', 'No se sabe'],
  '10': ['65 or older', '65 años o más'],
  '11': ['65 or older, with kidney failure', '65 años o más, con insuficiencia renal'],
  '20': ['Disability', 'Discapacidad'],
  '21': ['Disability and kidney failure', 'Discapacidad e insuficiencia renal'],
  '31': ['Kidney failure', 'Insuficiencia renal'],
  '40': ['Only medicines after a kidney transplant', 'Solo medicamentos después de un trasplante de riñón'],
}

const duals: Phrases = {
  '00': ['Not in Medicare that month', 'Sin Medicare ese mes'],
  '01': ['Medicaid pays your share of Medicare costs (QMB): providers may not bill you', 'Medicaid paga su parte de los costos de Medicare (QMB): los proveedores no pueden cobrarle'],
  '02': ['Full Medicaid, and it pays your share of Medicare costs (QMB): providers may not bill you', 'Medicaid completo, y paga su parte de los costos de Medicare (QMB): los proveedores no pueden cobrarle'],
  '03': ['Medicaid pays your Part B premium (SLMB)', 'Medicaid paga su prima de la Parte B (SLMB)'],
  '04': ['Full Medicaid, and it pays your Part B premium (SLMB)', 'Medicaid completo, y paga su prima de la Parte B (SLMB)'],
  '05': ['Medicaid pays your Part A premium while you work (QDWI)', 'Medicaid paga su prima de la Parte A mientras trabaja (QDWI)'],
  '06': ['Medicaid pays your Part B premium (QI)', 'Medicaid paga su prima de la Parte B (QI)'],
  '08': ['Full Medicaid', 'Medicaid completo'],
  '09': ['Some help from Medicaid', 'Alguna ayuda de Medicaid'],
  '07': ['Medicaid pays part of your Part B premium (QI)', 'Medicaid paga parte de su prima de la Parte B (QI)'],
  '10': ['Full Medicaid', 'Medicaid completo'],
  '99': ['Not known', 'No se sabe'],
  XX: ['Not known', 'No se sabe'],
  '*': ['Not known', 'No se sabe'],
  '**': ['Not known', 'No se sabe'],
  '~': ['Not known', 'No se sabe'],
  NA: ['No help from Medicaid', 'Sin ayuda de Medicaid'],
}

/** Two digits: version 2, by month. One digit: version 3, the level of the copayment. */
const lowIncomes: Phrases = {
  '00': ['Not in Medicare that month', 'Sin Medicare ese mes'],
  '01': ['Extra Help, given without asking', 'Ayuda Adicional, otorgada automáticamente'],
  '02': ['Extra Help, given without asking', 'Ayuda Adicional, otorgada automáticamente'],
  '03': ['Extra Help, given without asking', 'Ayuda Adicional, otorgada automáticamente'],
  '04': ['Extra Help: full premium help, high copayment', 'Ayuda Adicional: prima completa, copago alto'],
  '05': ['Extra Help: full premium help, 15 % of drug costs', 'Ayuda Adicional: prima completa, 15 % del costo de los medicamentos'],
  '06': ['Extra Help: most of the premium, 15 % of drug costs', 'Ayuda Adicional: gran parte de la prima, 15 % del costo'],
  '07': ['Extra Help: half of the premium, 15 % of drug costs', 'Ayuda Adicional: la mitad de la prima, 15 % del costo'],
  '08': ['Extra Help: a quarter of the premium, 15 % of drug costs', 'Ayuda Adicional: un cuarto de la prima, 15 % del costo'],
  '09': ['No Extra Help with drug costs', 'Sin Ayuda Adicional para los medicamentos'],
  '10': ['Not in a drug plan', 'Sin plan de medicamentos'],
  '13': ['Not in a drug plan', 'Sin plan de medicamentos'],
  '1': ['Extra Help with drug costs: higher copayment', 'Ayuda Adicional para los medicamentos: copago más alto'],
  '2': ['Extra Help with drug costs: lower copayment', 'Ayuda Adicional para los medicamentos: copago más bajo'],
  '3': ['Extra Help with drug costs: no copayment', 'Ayuda Adicional para los medicamentos: sin copago'],
  '4': ['Extra Help with drug costs: you pay 15 %', 'Ayuda Adicional para los medicamentos: usted paga el 15 %'],
  '5': ['Not known', 'No se sabe'],
  '**': ['Not known', 'No se sabe'],
  '99': ['Not known', 'No se sabe'],
}

const planKinds: Phrases = {
  '3': ['Medicare Advantage plan (HMO or PPO)', 'Plan Medicare Advantage (HMO o PPO)'],
  '4': ['Medical savings account plan', 'Plan con cuenta de ahorros médicos'],
  '5': ['Private fee-for-service plan', 'Plan privado de pago por servicio'],
  '6': ['PACE program', 'Programa PACE'],
  '7': ['Plan of a private insurer', 'Plan de un seguro privado'],
  '8': ['Trial plan', 'Plan de prueba'],
  '9': ['Original Medicare', 'Medicare Original'],
  '10': ['Cost plan', 'Plan de costos'],
  '12': ['Care program for long-term illness', 'Programa de cuidado de enfermedades crónicas'],
  '13': ['Medical savings account plan', 'Plan con cuenta de ahorros médicos'],
  NF: ['Not known', 'No se sabe'],
  U: ['Not known', 'No se sabe'],
  '~': ['Not known', 'No se sabe'],
  '11': ['Drug plan', 'Plan de medicamentos'],
  '14': ['Medicare and Medicaid plan', 'Plan de Medicare y Medicaid'],
}

const buyIns: Phrases = {
  yes: ['Your state pays the premium', 'Su estado paga la prima'],
  no: ['Your state does not pay the premium', 'Su estado no paga la prima'],
}

/** "Part A: hospital insurance" */
export function describePart(part: Coverage['part'], language: Language): string {
  return say(partNames[part], language)
}

export function describeStanding(standing: Coverage['standing'], language: Language): string {
  return say(standings[standing], language)
}

export interface CoverageWords {
  readonly why: string | null
  readonly status: string | null
  readonly medicaid: string | null
  readonly extraHelp: string | null
  readonly planKind: string | null
  readonly stateBuyIn: string | null
}

/** Every code of a coverage in words; `null` where the record says nothing, the bare code where we have no words. */
export function describeCoverage(coverage: Coverage, language: Language): CoverageWords {
  const words = (phrases: Phrases, code: string | null): string | null =>
    code === null ? null : (lookUp(phrases, code, language) ?? say([`Code ${code}`, `Código ${code}`], language))
  return {
    why: words(entitlementReasons, coverage.entitlementReason),
    status: words(medicareStatuses, coverage.medicareStatus),
    medicaid: words(duals, coverage.dual),
    extraHelp: words(lowIncomes, coverage.lowIncome),
    planKind: words(planKinds, coverage.planKind),
    stateBuyIn: words(buyIns, coverage.stateBuyIn),
  }
}
