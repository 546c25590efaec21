// What kind of pharmacy filled a prescription, in our own words.
import type { Phrases } from './phrase'

export const pharmacies: Phrases = {
  '01': ['Community pharmacy', 'Farmacia comunitaria'],
  '02': ['Pharmacy that mixes medicines', 'Farmacia de preparaciones'],
  '03': ['Home infusion pharmacy', 'Farmacia de infusión en el hogar'],
  '04': ['Hospital or facility pharmacy', 'Farmacia de hospital o institución'],
  '05': ['Long-term care pharmacy', 'Farmacia de cuidado prolongado'],
  '06': ['Mail-order pharmacy', 'Farmacia por correo'],
  '07': ['Health plan pharmacy', 'Farmacia de un plan de salud'],
  '08': ['Specialty pharmacy', 'Farmacia especializada'],
  '99': ['Pharmacy', 'Farmacia'],
}
