// The kind of a hospital's or agency's bill, from its three digits: where, what for, and which bill of a series
// (contract claims-data 1.3, 1.4). Our own words.
import type { Language } from '@/lib/format'
import { lookUp, say, type Phrases } from './phrase'

/** First digit: for a second digit that says nothing we know. */
export const billFacilities: Phrases = {
  '1': ['Hospital', 'Hospital'],
  '2': ['Skilled nursing facility', 'Centro de enfermería especializada'],
  '3': ['Home health agency', 'Agencia de salud en el hogar'],
  '4': ['Religious hospital without medical treatment', 'Hospital religioso sin tratamiento médico'],
  '5': ['Religious care home', 'Hogar de cuidado religioso'],
  '6': ['Care home', 'Hogar de cuidado'],
  '7': ['Clinic', 'Clínica'],
  '8': ['Hospice or special facility', 'Hospicio o centro especial'],
  '9': ['Other facility', 'Otro centro'],
}

/** First and second digit. */
export const billClasses: Phrases = {
  '11': ['Hospital, inpatient', 'Hospital, con hospitalización'],
  '12': ['Hospital, inpatient, medical insurance only', 'Hospital, con hospitalización, solo seguro médico'],
  '13': ['Hospital, outpatient', 'Hospital, atención ambulatoria'],
  '14': ['Hospital, lab work only', 'Hospital, solo laboratorio'],
  '18': ['Hospital, nursing bed', 'Hospital, cama de enfermería'],
  '21': ['Skilled nursing facility, inpatient', 'Centro de enfermería especializada, con internación'],
  '22': ['Skilled nursing facility, medical insurance only', 'Centro de enfermería especializada, solo seguro médico'],
  '23': ['Skilled nursing facility, outpatient', 'Centro de enfermería especializada, ambulatorio'],
  '28': ['Skilled nursing facility, nursing bed', 'Centro de enfermería especializada, cama de enfermería'],
  '32': ['Home health care, under a plan of care', 'Cuidado en el hogar, con plan de cuidado'],
  '33': ['Home health care, under a plan of care', 'Cuidado en el hogar, con plan de cuidado'],
  '34': ['Home health care, without a plan of care', 'Cuidado en el hogar, sin plan de cuidado'],
  '41': ['Religious hospital, inpatient', 'Hospital religioso, con internación'],
  '43': ['Religious hospital, outpatient', 'Hospital religioso, ambulatorio'],
  '65': ['Care home', 'Hogar de cuidado'],
  '66': ['Care home', 'Hogar de cuidado'],
  '71': ['Rural health clinic', 'Clínica de salud rural'],
  '72': ['Dialysis center', 'Centro de diálisis'],
  '73': ['Freestanding clinic', 'Clínica independiente'],
  '74': ['Outpatient rehabilitation center', 'Centro de rehabilitación ambulatoria'],
  '75': ['Full outpatient rehabilitation center', 'Centro integral de rehabilitación ambulatoria'],
  '76': ['Community mental health center', 'Centro comunitario de salud mental'],
  '77': ['Community health center', 'Centro de salud comunitario'],
  '78': ['Freestanding emergency room', 'Sala de emergencias independiente'],
  '79': ['Other clinic', 'Otra clínica'],
  '81': ['Hospice, outside a hospital', 'Hospicio, fuera de un hospital'],
  '82': ['Hospice, in a hospital', 'Hospicio, en un hospital'],
  '83': ['Same-day surgery center', 'Centro de cirugía ambulatoria'],
  '84': ['Birthing center', 'Centro de partos'],
  '85': ['Small rural hospital, outpatient', 'Hospital rural pequeño, ambulatorio'],
  '86': ['Residential facility', 'Centro residencial'],
  '87': ['Opioid treatment program', 'Programa de tratamiento por opioides'],
  '89': ['Other special facility', 'Otro centro especial'],
}

/** Third digit. */
export const billFrequencies: Phrases = {
  '0': ['no payment asked for', 'sin pedir pago'],
  O: ['no payment asked for', 'sin pedir pago'],
  '1': ['one claim for the whole time', 'una reclamación por todo el tiempo'],
  '2': ['first claim', 'primera reclamación'],
  '3': ['claim in between', 'reclamación intermedia'],
  '4': ['last claim', 'última reclamación'],
  '5': ['late charges', 'cargos tardíos'],
  '6': ['changed claim', 'reclamación modificada'],
  '7': ['replaces an earlier claim', 'reemplaza una reclamación anterior'],
  '8': ['cancels an earlier claim', 'cancela una reclamación anterior'],
  '9': ['final claim of a home health period', 'reclamación final de un período de cuidado en el hogar'],
  A: ['notice that care began', 'aviso de inicio del cuidado'],
  B: ['notice that care ended or was withdrawn', 'aviso de fin o retiro del cuidado'],
  C: ['notice of a change of provider', 'aviso de cambio de proveedor'],
  D: ['notice cancelled', 'aviso cancelado'],
  E: ['notice of a new owner', 'aviso de nuevo dueño'],
  F: ['changed at your request', 'modificada a pedido suyo'],
  G: ['changed by Medicare', 'modificada por Medicare'],
  H: ['changed by Medicare', 'modificada por Medicare'],
  I: ['changed by Medicare', 'modificada por Medicare'],
  J: ['changed for another reason', 'modificada por otra razón'],
  K: ['changed after a federal review', 'modificada tras una revisión federal'],
  M: ['changed because of another insurer', 'modificada por otro seguro'],
  P: ['changed after a quality review', 'modificada tras una revisión de calidad'],
  Q: ['reopened after the time limit', 'reabierta después del plazo'],
  X: ['record of a private plan, replaced', 'registro de un plan privado, reemplazado'],
  Y: ['record of a private plan, replaced', 'registro de un plan privado, reemplazado'],
  Z: ['record of a private plan', 'registro de un plan privado'],
}

/**
 * "Hospital, inpatient, first claim" for 112. Takes three digits or the four with a leading zero; what it does not know
 * of a code it leaves out, and a code it knows nothing of is shown as it is. Never blank.
 */
export function describeBillType(code: string, language: Language): string {
  const digits = code.trim().toUpperCase().replace(/^0(?=...$)/, '')
  const where = lookUp(billClasses, digits.slice(0, 2), language) ?? lookUp(billFacilities, digits.slice(0, 1), language)
  if (digits.length !== 3 || where === null) return say([`Type of bill ${code}`, `Tipo de factura ${code}`], language)
  const series = lookUp(billFrequencies, digits.slice(2), language)
  return series === null ? where : `${where}, ${series}`
}
