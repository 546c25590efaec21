// Diagnoses in words: Medicare's own text where the record carries one, else our words for the code's category. The
// tables hold about 1,900 categories in two languages, so only code that runs on the server may import this file or
// `describe.ts`: no file marked 'use client', and nothing such a file imports.
import type { Coded } from '@/lib/claims/claim'
import type { Language } from '@/lib/format'
import { chapterA } from './icd10/chapter-a'
import { chapterB } from './icd10/chapter-b'
import { chapterC } from './icd10/chapter-c'
import { chapterD } from './icd10/chapter-d'
import { chapterE } from './icd10/chapter-e'
import { chapterF } from './icd10/chapter-f'
import { chapterG } from './icd10/chapter-g'
import { chapterH } from './icd10/chapter-h'
import { chapterI } from './icd10/chapter-i'
import { chapterJ } from './icd10/chapter-j'
import { chapterK } from './icd10/chapter-k'
import { chapterL } from './icd10/chapter-l'
import { chapterM } from './icd10/chapter-m'
import { chapterN } from './icd10/chapter-n'
import { chapterO } from './icd10/chapter-o'
import { chapterP } from './icd10/chapter-p'
import { chapterQ } from './icd10/chapter-q'
import { chapterR } from './icd10/chapter-r'
import { chapterS } from './icd10/chapter-s'
import { chapterT } from './icd10/chapter-t'
import { chapterU } from './icd10/chapter-u'
import { chapterV } from './icd10/chapter-v'
import { chapterW } from './icd10/chapter-w'
import { chapterX } from './icd10/chapter-x'
import { chapterY } from './icd10/chapter-y'
import { chapterZ } from './icd10/chapter-z'
import { lookUp, say, type Phrase, type Phrases } from './phrase'

/** Our words for every three-character category of ICD-10-CM. */
export const icd10Categories: Phrases = {
  ...chapterA, ...chapterB, ...chapterC, ...chapterD, ...chapterE, ...chapterF, ...chapterG, ...chapterH, ...chapterI,
  ...chapterJ, ...chapterK, ...chapterL, ...chapterM, ...chapterN, ...chapterO, ...chapterP, ...chapterQ, ...chapterR,
  ...chapterS, ...chapterT, ...chapterU, ...chapterV, ...chapterW, ...chapterX, ...chapterY, ...chapterZ,
}

/** ICD-9 ended in 2015: its 17 chapters by the last number of each, then its two lists of letters. */
const icd9Numbers: readonly (readonly [last: number, chapter: string])[] = [
  [139, '001-139'], [239, '140-239'], [279, '240-279'], [289, '280-289'], [319, '290-319'], [389, '320-389'],
  [459, '390-459'], [519, '460-519'], [579, '520-579'], [629, '580-629'], [679, '630-679'], [709, '680-709'],
  [739, '710-739'], [759, '740-759'], [779, '760-779'], [799, '780-799'], [999, '800-999'],
]

export const icd9Chapters: Phrases = {
  '001-139': ['Infection', 'Infección'],
  '140-239': ['Cancer or other growth', 'Cáncer u otro tumor'],
  '240-279': ['Hormone, diabetes or nutrition problem', 'Problema de hormonas, diabetes o nutrición'],
  '280-289': ['Blood problem', 'Problema de la sangre'],
  '290-319': ['Mental health condition', 'Problema de salud mental'],
  '320-389': ['Brain, nerve, eye or ear problem', 'Problema del cerebro, nervios, ojos u oídos'],
  '390-459': ['Heart or circulation problem', 'Problema del corazón o la circulación'],
  '460-519': ['Lung or breathing problem', 'Problema de los pulmones o la respiración'],
  '520-579': ['Stomach, bowel or liver problem', 'Problema del estómago, intestino o hígado'],
  '580-629': ['Kidney, bladder or sex organ problem', 'Problema de riñones, vejiga u órganos sexuales'],
  '630-679': ['Pregnancy or childbirth', 'Embarazo o parto'],
  '680-709': ['Skin problem', 'Problema de la piel'],
  '710-739': ['Bone, joint or muscle problem', 'Problema de huesos, articulaciones o músculos'],
  '740-759': ['Condition present at birth', 'Afección de nacimiento'],
  '760-779': ['Problem around the time of birth', 'Problema en torno al nacimiento'],
  '780-799': ['Symptom or test result', 'Síntoma o resultado de prueba'],
  '800-999': ['Injury, poisoning or problem of care', 'Lesión, intoxicación o problema de la atención'],
  'V01-V91': ['Check-up or other reason for care', 'Revisión u otro motivo de atención'],
  'E000-E999': ['Cause of an injury', 'Causa de una lesión'],
}

const bareName: Phrase = ['Condition code', 'Código de afección']
const unnamed: Phrase = ['Condition not named', 'Afección sin nombre']

/**
 * A diagnosis in words, never blank and never a throw: the record's own text, else our words for its category (for
 * ICD-9, which lacks them, for its chapter), else "Condition code X12.3". Codes may come with or without the dot, in
 * any case (contract claims-data 3).
 */
export function describeCondition(coded: Coded, language: Language): string {
  const text = coded.text?.trim() || null
  // Medicare writes English only: a Spanish page is understood rather than exact.
  const said = language === 'en' ? (text ?? sayCategory(coded, language)) : (sayCategory(coded, language) ?? text)
  const code = coded.code.trim().toUpperCase()
  return said ?? bareCondition(conditionCategory(coded) === null ? code : writtenCode({ system: coded.system, code }), language)
}

function sayCategory(coded: Coded, language: Language): string | null {
  const category = conditionCategory(coded)
  return category === null ? null : (lookUp(icd10Categories, category, language) ?? lookUp(icd9Chapters, category, language))
}

function bareCondition(code: string, language: Language): string {
  return code === '' ? say(unnamed, language) : `${say(bareName, language)} ${code}`
}

/**
 * What to group diagnoses by: "E11" for E11.21, and for ICD-9 its chapter, "240-279" for 250.00, as that is what we
 * have words for. `null` for a code of neither list or of neither shape. A category may lack words when it is new.
 */
export function conditionCategory({ system, code }: Pick<Coded, 'system' | 'code'>): string | null {
  const bare = code.trim().toUpperCase().replaceAll('.', '')
  if (system === 'icd10') return icd10Category(bare)
  // Version 3 puts letter codes of ICD-10 under the name of ICD-9: what ICD-9 never had is read as ICD-10.
  return system === 'icd9' ? (icd9Chapter(bare) ?? icd10Category(bare)) : null
}

/** The second place is a digit, but for QA0. */
function icd10Category(bare: string): string | null {
  return /^[A-Z][0-9A][0-9A-Z]{1,5}$/.test(bare) ? bare.slice(0, 3) : null
}

/** ICD-9 has numbers, V01 to V91, and E000 to E030 and E800 to E999. */
function icd9Chapter(bare: string): string | null {
  if (/^V(0[1-9]|[1-8]\d|9[01])\d{0,2}$/.test(bare)) return 'V01-V91'
  if (/^E(0[0-2]\d|030|[89]\d\d)\d?$/.test(bare)) return 'E000-E999'
  const number = /^\d{3,5}$/.test(bare) ? Number(bare.slice(0, 3)) : 0
  return number === 0 ? null : (icd9Numbers.find(([last]) => number <= last)?.[1] ?? null)
}

/** Diagnosis codes with the dot people know: E1121 is E11.21. */
export function writtenCode({ system, code }: Pick<Coded, 'system' | 'code'>): string {
  if (code.includes('.') || (system !== 'icd10' && system !== 'icd9')) return code
  const whole = system === 'icd9' && code.startsWith('E') ? 4 : 3
  return code.length > whole ? `${code.slice(0, whole)}.${code.slice(whole)}` : code
}
