// How somebody came to have a part of Medicare, and how it ended, in our own words: the codes of a coverage that
// `coverage.ts` does not need for its headings.
import type { Phrases } from './phrase'

/** Why a part ended, version 2. */
export const terminations: Phrases = {
  '0': ['Not ended', 'No ha terminado'],
  '1': ['Ended at death', 'Terminó al fallecer'],
  '2': ['Ended because premiums were not paid', 'Terminó por falta de pago de primas'],
  '3': ['Ended by choice', 'Terminó por decisión propia'],
  '9': ['Ended for another reason', 'Terminó por otra razón'],
}

export const entitlementStatuses: Phrases = {
  C: ['Ended because the disability ended', 'Terminó porque acabó la discapacidad'],
  E: ['Part A without a premium', 'Parte A sin prima'],
  F: ['Ended: the enrollment was not valid', 'Terminó: la inscripción no era válida'],
  G: ['Has this for a good reason', 'La tiene por una razón válida'],
  S: ['Ended because kidney failure ended', 'Terminó porque acabó la insuficiencia renal'],
  T: ['Ended because premiums were not paid', 'Terminó por falta de pago de primas'],
  W: ['Ended by choice', 'Terminó por decisión propia'],
  X: ['Part A without a premium ended', 'Terminó la Parte A sin prima'],
  Y: ['Has this and pays a premium', 'La tiene y paga una prima'],
}

export const enrollmentReasons: Phrases = {
  A: ['Turned 65', 'Cumplió 65 años'],
  B: ['Allowed late for a fair reason', 'Admitido tarde por una razón justa'],
  C: ['Allowed late for a good cause', 'Admitido tarde por causa justificada'],
  D: ['Disability', 'Discapacidad'],
  F: ['Still working after 65', 'Seguía trabajando después de los 65'],
  G: ['Joined in the yearly sign-up period', 'Se inscribió en el período anual'],
  H: ['Health hazard in the environment', 'Riesgo ambiental para la salud'],
  I: ['Joined in the first sign-up period', 'Se inscribió en el primer período'],
  J: ['Worked for the government', 'Trabajó para el gobierno'],
  K: ['Kidney failure', 'Insuficiencia renal'],
  L: ['Signed up late', 'Se inscribió tarde'],
  M: ['Disability, after kidney failure ended', 'Discapacidad, tras acabar la insuficiencia renal'],
  N: ['65 and pays for Part A', '65 años y paga la Parte A'],
  P: ['Enrolled for Medicare only', 'Inscrito solo para Medicare'],
  Q: ['Depends on years of work', 'Depende de los años trabajados'],
  R: ['Depends on where the person lives', 'Depende del lugar de residencia'],
  S: ['The state signed the person up', 'El estado hizo la inscripción'],
  T: ['Works with a disability', 'Trabaja con una discapacidad'],
  U: ['Not known', 'No se sabe'],
}

/** The ground on which a state pays the premium, version 3. */
export const buyInGrounds: Phrases = {
  A: ['Gets SSI, by age', 'Recibe SSI, por edad'],
  B: ['Gets SSI, blind', 'Recibe SSI, por ceguera'],
  C: ['Gets family aid', 'Recibe ayuda familiar'],
  D: ['Gets SSI, by disability', 'Recibe SSI, por discapacidad'],
  E: ['Gets a state payment, by age', 'Recibe un pago estatal, por edad'],
  F: ['Gets a state payment, blind', 'Recibe un pago estatal, por ceguera'],
  G: ['Gets a state payment, by disability', 'Recibe un pago estatal, por discapacidad'],
  H: ['By age, blindness or disability', 'Por edad, ceguera o discapacidad'],
  M: ['Has Medicaid only', 'Solo tiene Medicaid'],
  Z: ['Counts as in need', 'Se considera con necesidad'],
}

/** Which parts somebody had that month and whether the state paid, version 2. */
export const buyInMonths: Phrases = {
  '0': ['No Medicare', 'Sin Medicare'],
  '1': ['Part A', 'Parte A'],
  '2': ['Part B', 'Parte B'],
  '3': ['Parts A and B', 'Partes A y B'],
  A: ['Part A, paid by the state', 'Parte A, pagada por el estado'],
  B: ['Part B, paid by the state', 'Parte B, pagada por el estado'],
  C: ['Parts A and B, paid by the state', 'Partes A y B, pagadas por el estado'],
}

/** Kidney failure, a disability, an employer's subsidy. */
export const yesNo: Phrases = {
  Y: ['Yes', 'Sí'],
  N: ['No', 'No'],
  '0': ['No', 'No'],
  U: ['Not known', 'No se sabe'],
}

export const dualTypes: Phrases = {
  N: ['No Medicaid', 'Sin Medicaid'],
  F: ['Full Medicaid', 'Medicaid completo'],
  P: ['Some help from Medicaid', 'Alguna ayuda de Medicaid'],
  U: ['Not known', 'No se sabe'],
}

/** Whether a former employer gets help to cover the drugs of its retired people. */
export const retireeSubsidies: Phrases = {
  Y: ['A former employer covers drugs', 'Un antiguo empleador cubre los medicamentos'],
  N: ['No former employer covers drugs', 'Ningún antiguo empleador cubre los medicamentos'],
  '0': ['Not in Medicare that month', 'Sin Medicare ese mes'],
}

/** Who handled the claims of a member of a private plan. */
export const planMemberships: Phrases = {
  '0': ['Not in a private plan', 'Sin plan privado'],
  '1': ['In a private plan; Medicare handles claims', 'En un plan privado; Medicare procesa las reclamaciones'],
  '2': ['In a private plan; the plan handles some claims', 'En un plan privado; el plan procesa algunas'],
  '4': ['Original Medicare, in a care program', 'Medicare Original, en un programa de cuidado'],
  A: ['In a private plan; Medicare handles claims', 'En un plan privado; Medicare procesa las reclamaciones'],
  B: ['In a private plan; the plan handles some claims', 'En un plan privado; el plan procesa algunas'],
  C: ['In a private plan that handles all claims', 'En un plan privado que procesa todo'],
}

/** By the first letter of a contract. */
export const contractKinds: Phrases = {
  H: ['Medicare Advantage plan', 'Plan Medicare Advantage'],
  R: ['Regional Medicare Advantage plan', 'Plan Medicare Advantage regional'],
  S: ['Drug plan of its own', 'Plan de medicamentos independiente'],
  E: ['Employer plan', 'Plan de un empleador'],
  X: ['Short-term drug plan for new members', 'Plan temporal de medicamentos para nuevos miembros'],
  N: ['Not in such a plan', 'Sin plan de este tipo'],
}

/** Kinds of Medicare Advantage plans, version 2: three digits. */
export const advantagePlans: Phrases = {
  '001': ['HMO plan', 'Plan HMO'],
  '002': ['HMO plan with some choice of doctors', 'Plan HMO con cierta libertad de médicos'],
  '004': ['PPO plan', 'Plan PPO'],
  '005': ['Plan run by doctors and hospitals', 'Plan de médicos y hospitales'],
  '006': ['Plan run by doctors and hospitals', 'Plan de médicos y hospitales'],
  '007': ['Medical savings account plan', 'Plan con cuenta de ahorros médicos'],
  '008': ['Private fee-for-service plan of a faith group', 'Plan privado de pago por servicio de un grupo religioso'],
  '009': ['Private fee-for-service plan', 'Plan privado de pago por servicio'],
  '010': ['Social HMO plan', 'Plan HMO social'],
  '018': ['Cost plan', 'Plan de costos'],
  '019': ['Cost plan', 'Plan de costos'],
  '020': ['PACE program', 'Programa PACE'],
  '031': ['Regional PPO plan', 'Plan PPO regional'],
  '033': ['State disability plan', 'Plan estatal por discapacidad'],
  '034': ['State plan for older people', 'Plan estatal para personas mayores'],
  '035': ['State partnership plan', 'Plan estatal en asociación'],
  '036': ['State plan for older people', 'Plan estatal para personas mayores'],
  '037': ['Plan of a retirement community', 'Plan de una comunidad de jubilados'],
  '038': ['Plan for kidney failure', 'Plan para insuficiencia renal'],
  '039': ['Plan for kidney failure', 'Plan para insuficiencia renal'],
  '040': ['Employer or union plan', 'Plan de empleador o sindicato'],
  '041': ['Medical savings account plan', 'Plan con cuenta de ahorros médicos'],
  '042': ['Medicare and Medicaid plan', 'Plan de Medicare y Medicaid'],
  '048': ['Medicare and Medicaid plan', 'Plan de Medicare y Medicaid'],
  '049': ['Medicare and Medicaid plan', 'Plan de Medicare y Medicaid'],
}
