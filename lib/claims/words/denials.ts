// Why Medicare did not pay, in our own words. Several code lists share these letters and mean the same by them; the many
// codes for "another insurer should pay first" are one phrase to the person.
import type { Phrase, Phrases } from './phrase'

/** "Other" is no reason anybody could use. */
const unsaid: Phrase = ['Medicare does not name the reason', 'Medicare no indica el motivo']

export const anotherInsurer: Phrase = ['Another insurer should pay first', 'Otro seguro debe pagar primero']

export const denials: Phrases = {
  '0': ['Medicare denied this', 'Medicare lo denegó'],
  B: ['Your Medicare benefits for this are used up', 'Se agotaron sus beneficios de Medicare para esto'],
  C: ['Medicare does not cover this care', 'Medicare no cubre este cuidado'],
  D: ['Medicare denied this', 'Medicare lo denegó'],
  I: ['The claim had wrong information', 'La reclamación tenía información incorrecta'],
  L: ['The lab was not certified for this test', 'El laboratorio no estaba certificado para esta prueba'],
  M: ['Billed more than once', 'Facturado más de una vez'],
  N: ['Not medically necessary, in Medicare’s view', 'No es médicamente necesario, según Medicare'],
  O: unsaid,
  P: ['The doctor owns the business that billed', 'El médico es dueño del negocio que facturó'],
  R: ['Worked out again after a change', 'Recalculado después de un cambio'],
  S: anotherInsurer,
  W: ["Workers' compensation should pay", 'La compensación laboral debe pagar'],
  Z: ['Part of another test: no extra payment', 'Parte de otra prueba: sin pago adicional'],
}

/** The reasons of hospitals' and agencies' claims use some of the letters for something else. */
export const claimDenials: Phrases = {
  N: unsaid,
  R: ['Benefits refused, or papers not sent', 'Beneficios rechazados o documentos no enviados'],
  Z: ['No payment asked for', 'No se pidió pago'],
}

/** Who an adjustment falls to, by the letters before the number. The numbers' own texts are not ours to print. */
export const adjustmentGroups: Phrases = {
  CO: ['The provider takes this off; you do not pay it', 'El proveedor lo descuenta; usted no lo paga'],
  PR: ['Your share', 'Su parte'],
  OA: ['Another adjustment', 'Otro ajuste'],
  PI: ['Taken off by Medicare', 'Descontado por Medicare'],
  CR: ['A correction', 'Una corrección'],
}
