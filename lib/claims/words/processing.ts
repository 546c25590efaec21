// What Medicare did with a claim and how the record says so: kept, changed, replaced, paid to whom. Our own words for
// codes that mostly come without text (contract claims-data 1.3, 1.4, 3).
import type { Phrases } from './phrase'

export const adjustmentTypes: Phrases = {
  '0': ['As first sent', 'Como se envió al inicio'],
  '1': ['Cancelled', 'Cancelada'],
  '2': ['Replaced', 'Reemplazada'],
  '3': ['Lowered by a correction', 'Reducida por una corrección'],
  '4': ['Raised by a correction', 'Aumentada por una corrección'],
  '5': ['Corrected together with others', 'Corregida junto con otras'],
  '8': ['Balance of a correction', 'Saldo de una corrección'],
  '9': ['Not known', 'No se sabe'],
}

/** Of a claim still in the payment systems; blank: open. */
export const paidStatuses: Phrases = {
  P: ['Paid', 'Pagada'],
  D: ['Not approved', 'No aprobada'],
  Y: ['Not approved', 'No aprobada'],
  R: ['Rejected', 'Rechazada'],
  '1': ['Cancelled', 'Cancelada'],
  '2': ['Replaced', 'Reemplazada'],
  T: ['Sent back to the provider', 'Devuelta al proveedor'],
  S: ['On hold', 'En espera'],
  I: ['Set aside', 'Retirada'],
}

export const queryCodes: Phrases = {
  '0': ['Correction that takes money back', 'Corrección que retira dinero'],
  '1': ['One of several claims', 'Una de varias reclamaciones'],
  '2': ['Home health benefits used up', 'Beneficios de cuidado en el hogar agotados'],
  '3': ['Final claim', 'Reclamación final'],
  '4': ['Notice of leaving', 'Aviso de salida'],
  '5': ['Correction that adds money', 'Corrección que agrega dinero'],
  C: ['Correction that takes money back', 'Corrección que retira dinero'],
  D: ['Correction that adds money', 'Corrección que agrega dinero'],
}

/** Of hospitals and agencies. */
export const actionCodes: Phrases = {
  '1': ['As first sent', 'Como se envió al inicio'],
  '2': ['Cancelled by a correction', 'Cancelada por una corrección'],
  '3': ['Corrected', 'Corregida'],
  '4': ['Cancelled', 'Cancelada'],
  '5': ['Corrected', 'Corregida'],
  '6': ['Cancelled by a correction', 'Cancelada por una corrección'],
  '7': ['Kept for the record only', 'Solo para el registro'],
  '8': ['Benefits refused', 'Beneficios rechazados'],
  '9': ['Payment asked for', 'Pago solicitado'],
}

/** Of doctors and suppliers. */
export const entryCodes: Phrases = {
  '1': ['As first sent', 'Como se envió al inicio'],
  '3': ['Cancelled', 'Cancelada'],
  '5': ['Replaces an earlier claim', 'Reemplaza una reclamación anterior'],
  '9': ['Kept for the record only', 'Solo para el registro'],
}

/** Only three mean anything to a person; the others are messages between Medicare's computers. */
export const dispositions: Phrases = {
  '01': ['Accepted', 'Aceptada'],
  '02': ['Accepted after a change', 'Aceptada tras un cambio'],
  '03': ['Cancelled', 'Cancelada'],
  '04': ['Kept for the record only', 'Solo para el registro'],
}

export const finalActions: Phrases = {
  FinalAction: ['Final', 'Definitiva'],
  NotFinalAction: ['Not final yet', 'Aún no definitiva'],
  F: ['Final', 'Definitiva'],
  Y: ['Final', 'Definitiva'],
  N: ['Not final', 'No definitiva'],
}

/** Which of Medicare's systems the record comes from. */
export const recordSources: Phrases = {
  NationalClaimsHistory: ['Finished claims', 'Reclamaciones terminadas'],
  SharedSystem: ['Claims being processed', 'Reclamaciones en trámite'],
  DDPS: ['Drug plans', 'Planes de medicamentos'],
  EDPS: ['Private plans', 'Planes privados'],
  NCH: ['Finished claims', 'Reclamaciones terminadas'],
  FISS: ['Hospital claims being processed', 'Reclamaciones de hospital en trámite'],
  MCS: ['Doctor claims being processed', 'Reclamaciones de médicos en trámite'],
  VMS: ['Equipment claims being processed', 'Reclamaciones de equipo en trámite'],
  CWF: ['Decisions before care', 'Decisiones antes de la atención'],
}

/** Which of Medicare's books the claim is in. */
export const recordKinds: Phrases = {
  M: ['Medical equipment', 'Equipo médico'],
  O: ['Doctors and suppliers', 'Médicos y proveedores'],
  U: ['Home health care, Parts A and B', 'Cuidado en el hogar, Partes A y B'],
  V: ['Hospitals and agencies, Part A', 'Hospitales y agencias, Parte A'],
  W: ['Hospitals and agencies, Part B', 'Hospitales y agencias, Parte B'],
}

export const patientStatuses: Phrases = {
  A: ['Discharged', 'Dado de alta'],
  B: ['Died', 'Falleció'],
  C: ['Still a patient', 'Todavía es paciente'],
}

export const managedCare: Phrases = {
  '0': ['Paid by Original Medicare', 'Pagada por Medicare Original'],
  '1': ['Paid by a private plan', 'Pagada por un plan privado'],
}

export const assignments: Phrases = {
  A: ['Provider accepts Medicare’s amount', 'El proveedor acepta el monto de Medicare'],
  L: ['Provider accepts Medicare’s amount', 'El proveedor acepta el monto de Medicare'],
  B: ['Provider accepts Medicare’s amount for lab tests', 'El proveedor acepta el monto de Medicare para laboratorio'],
  G: ['Group provider', 'Proveedor de grupo'],
  H: ['Doctor of the hospital', 'Médico del hospital'],
  N: ['Provider may charge more than Medicare approves', 'El proveedor puede cobrar más de lo que Medicare aprueba'],
}

export const participations: Phrases = {
  '1': ['Takes part in Medicare', 'Participa en Medicare'],
  '2': ['Takes part in Medicare', 'Participa en Medicare'],
  '3': ['Does not take part; accepted Medicare’s amount here', 'No participa; aceptó el monto de Medicare esta vez'],
  '4': ['Does not take part; may charge more', 'No participa; puede cobrar más'],
  '5': ['Does not take part; accepted Medicare’s amount here', 'No participa; aceptó el monto de Medicare esta vez'],
  '6': ['Does not take part; may charge more', 'No participa; puede cobrar más'],
  '7': ['Takes part in Medicare, but may charge more', 'Participa en Medicare, pero puede cobrar más'],
}

/** Whom Medicare paid (a digit), where the same field may also hold a reason for not paying (a letter). */
export const paidTo: Phrases = {
  '0': ['Not approved', 'No aprobada'],
  '1': ['Paid to the doctor or supplier', 'Pagada al médico o proveedor'],
  '2': ['Paid to you', 'Pagada a usted'],
  '3': ['Paid to the provider and to you', 'Pagada al proveedor y a usted'],
  '4': ['Paid to the hospital', 'Pagada al hospital'],
  '5': ['Paid to the hospital and to you', 'Pagada al hospital y a usted'],
  '6': ['Paid to a group practice plan', 'Pagada a un plan de grupo médico'],
  '7': ['Paid to another party', 'Pagada a otra parte'],
  '8': ['Paid with federal funds', 'Pagada con fondos federales'],
  '9': ['Paid for a physician assistant', 'Pagada por un asistente médico'],
  A: ['Approved', 'Aprobada'],
}

export const authorizationDecisions: Phrases = {
  A: ['Approved ahead of time', 'Aprobada por adelantado'],
  N: ['Not approved ahead of time', 'No aprobada por adelantado'],
  P: ['Not decided yet', 'Aún sin decidir'],
}

/** How far a claim in the payment systems has come. Of the many V numbers, those not named here mean that it is being checked. */
export const stages: Phrases = {
  FS: ['On hold', 'En espera'],
  FD: ['Not approved', 'No aprobada'],
  FP: ['Approved and paid', 'Aprobada y pagada'],
  FR: ['Rejected', 'Rechazada'],
  FT: ['Sent back to the provider', 'Devuelta al proveedor'],
  FI: ['Set aside', 'Retirada'],
  MA: ['Being worked on', 'En trámite'],
  MB: ['On hold', 'En espera'],
  MC: ['Approved, not paid yet', 'Aprobada, aún sin pagar'],
  MD: ['Approved and paid', 'Aprobada y pagada'],
  ME: ['Not approved', 'No aprobada'],
  MF: ['Money paid back', 'Dinero devuelto'],
  MG: ['Part of the money paid back', 'Parte del dinero devuelta'],
  MJ: ['Being worked on', 'En trámite'],
  MK: ['On hold', 'En espera'],
  ML: ['On hold', 'En espera'],
  MM: ['Approved and paid', 'Aprobada y pagada'],
  MN: ['Not approved', 'No aprobada'],
  MP: ['Part of the money paid back', 'Parte del dinero devuelta'],
  MQ: ['Replaced', 'Reemplazada'],
  MR: ['Set aside', 'Retirada'],
  MU: ['Approved and paid', 'Aprobada y pagada'],
  MV: ['Not approved', 'No aprobada'],
  MW: ['Rejected', 'Rechazada'],
  MX: ['Part of the money paid back', 'Parte del dinero devuelta'],
  MY: ['Money paid back', 'Dinero devuelto'],
  MZ: ['Cancelled', 'Cancelada'],
  M1: ['Being worked on', 'En trámite'],
  M2: ['On hold', 'En espera'],
  M3: ['Approved, not paid yet', 'Aprobada, aún sin pagar'],
  M4: ['Approved and paid', 'Aprobada y pagada'],
  M5: ['Not approved', 'No aprobada'],
  M8: ['Moved to a new Medicare number', 'Pasada a un nuevo número de Medicare'],
  M9: ['Set aside', 'Retirada'],
  V: ['Being worked on', 'En trámite'],
  V0008: ['Cancelled', 'Cancelada'],
  V0306: ['Set aside', 'Retirada'],
  V1004: ['Set aside', 'Retirada'],
  V2005: ['Rejected', 'Rechazada'],
  V3707: ['May be billed twice', 'Posible cobro doble'],
  V7500: ['Approved and paid', 'Aprobada y pagada'],
  V7600: ['Approved, nothing paid', 'Aprobada, sin pago'],
  V7700: ['Not approved', 'No aprobada'],
  V8500: ['Approved and paid', 'Aprobada y pagada'],
  V8700: ['Payment on its way', 'Pago en camino'],
  V9904: ['May be billed twice', 'Posible cobro doble'],
}
