// Diagnoses that begin with U, in our own words: illnesses that were new when the list was made.
import type { Icd10Chapter } from './chapter'

export const chapterU: Icd10Chapter = {
  U07: ['COVID-19 or vaping-related illness', 'COVID-19 o enfermedad por vapeo'],
  U09: ['Lasting effects of COVID-19', 'Efectos duraderos del COVID-19'],
}
