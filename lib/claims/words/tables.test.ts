import { describe, expect, it } from 'vitest'
import { billClasses, billFacilities, billFrequencies, describeBillType } from './bill-types'
import { describeCode } from './describe'
import { describeDrg, drgFamilies } from './drg'
import { describeAmount, describeUnit } from './drug-forms'
import { describeHcpcs, hcpcsFamilies } from './hcpcs'
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
import { describeModifier, modifiers } from './modifiers'
import { describeOlderOperation, describeOperation, imagingKinds, operatedParts, operationKinds, procedureSections } from './operations'
import type { Phrase, Phrases } from './phrase'
import { describeRecordCode, recordCodeLists, type RecordCodeList } from './record-codes'

const chapters: Readonly<Record<string, Phrases>> = {
  M: chapterM, N: chapterN, O: chapterO, P: chapterP, Q: chapterQ, R: chapterR, S: chapterS, T: chapterT, U: chapterU,
  V: chapterV, W: chapterW, X: chapterX, Y: chapterY, Z: chapterZ,
}
const recordNames = Object.keys(recordCodeLists).filter((name): name is RecordCodeList => name in recordCodeLists)
const payment: Phrases = Object.fromEntries(drgFamilies.map(([from, , en, es]): [string, Phrase] => [String(from), [en, es]]))
const tables: readonly (readonly [string, Phrases])[] = [
  ...Object.entries(chapters),
  ...recordNames.map((name): readonly [string, Phrases] => [name, recordCodeLists[name][0]]),
  ['payment groups', payment], ['facilities', billFacilities], ['classes', billClasses], ['frequencies', billFrequencies],
  ['services', hcpcsFamilies], ['modifiers', modifiers], ['operations', operationKinds], ['operated parts', operatedParts],
  ['procedures', procedureSections], ['imaging', imagingKinds],
]
const clerks = /\b(unspecified|not elsewhere|NOS|NEC|adjudicat\w*|EOB|FHIR|payers?|bundles?|resources?|coinsurance|deductibles?|Blue Button|reclamos?|medicinas?|deducibles?|coaseguro)\b/i

describe.each(tables)('the phrases of %s', (_, table) => {
  it('are there in both languages, short, with no code and no clerk’s word in them', () => {
    const phrases = Object.values(table)
    expect(phrases.length).toBeGreaterThan(1)
    for (const [en, es] of phrases) {
      for (const words of [en, es]) {
        expect(words.trim()).toBe(words)
        expect(words.length).toBeGreaterThan(1)
        expect(words.length).toBeLessThanOrEqual(70)
        expect(words).not.toMatch(clerks)
        expect(words).not.toMatch(/\b[A-Z]\d{2}\b/)
      }
    }
  })
})

describe('diagnoses M to Z', () => {
  it.each([
    ['M', 79], ['N', 85], ['O', 72], ['P', 59], ['Q', 88], ['R', 89], ['S', 99], ['T', 72], ['U', 2], ['V', 98], ['W', 73], ['X', 51],
    ['Y', 51], ['Z', 90],
  ])('%s has every category of the list of 2026: %i', (letter, count) => {
    const codes = Object.keys(chapters[letter] ?? {})
    expect(codes).toHaveLength(count)
    for (const code of codes) expect(code).toMatch(new RegExp(`^${letter}[0-9A][0-9A]$`))
  })

  it('have the categories with a letter inside and the newest ones', () => {
    for (const code of ['M1A', 'O9A', 'QA0', 'W44', 'Z3A', 'U09', 'P09', 'Z58']) expect(chapters[code.charAt(0)]).toHaveProperty(code)
  })
})

describe('payment groups of hospital stays', () => {
  it.each([
    ['470', 'Hip or knee replacement', 'Reemplazo de cadera o rodilla'],
    ['291', 'Heart failure', 'Insuficiencia cardíaca'],
    ['293', 'Heart failure', 'Insuficiencia cardíaca'],
    ['871', 'Blood infection (sepsis)', 'Infección de la sangre (sepsis)'],
    ['65', 'Stroke', 'Derrame cerebral'],
    ['065', 'Stroke', 'Derrame cerebral'],
    ['8', 'Pancreas and kidney transplant', 'Trasplante de páncreas y riñón'],
    ['999', 'Stay that could not be grouped', 'Estadía que no se pudo agrupar'],
  ])('%s is %s', (code, en, es) => {
    expect(describeDrg(code, 'en')).toBe(en)
    expect(describeDrg(code, 'es')).toBe(es)
  })

  it('stand in order and never overlap, so that a number has one family', () => {
    let last = 0
    for (const [from, to] of drgFamilies) {
      expect(from).toBeGreaterThan(last)
      expect(to).toBeGreaterThanOrEqual(from)
      last = to
    }
    expect(last).toBe(999)
  })

  it('a number of no list, and what is no number, shows as it is and is never blank', () => {
    for (const code of ['0', '990', '112', 'drgc', '4700', '']) expect(describeDrg(code, 'en')).toBeNull()
    expect(describeCode({ system: 'drg', code: '990', text: null }, 'en')).toBe('Hospital payment group 990')
    expect(describeCode({ system: 'drg', code: '291', text: null }, 'es')).toBe('Insuficiencia cardíaca')
  })
})

describe('how a medicine is counted', () => {
  it.each([
    ['TABLET, FILM COATED', '30 tablets', '30 tabletas'],
    ['CAPSULE, DELAYED RELEASE', '30 capsules', '30 cápsulas'],
    ['Atorvastatin 20 MG TAB', '30 tablets', '30 tabletas'],
    ['INSULIN PEN NEEDLES', '30 needles', '30 agujas'],
  ])('pieces of %s are counted', (text, en, es) => {
    expect(describeAmount({ quantity: 30, unit: null, text }, 'en')).toBe(en)
    expect(describeAmount({ quantity: 30, unit: null, text }, 'es')).toBe(es)
  })

  it.each(['INJECTION, POWDER, FOR SOLUTION', 'AEROSOL, METERED', 'albuterol HFA 90 mcg', 'Nasal spray', 'hydrocortisone 1 % cream', 'SOLUTION/ DROPS', 'SYRUP'])(
    '%s is weighed or measured, so no form is said',
    (text) => expect(describeAmount({ quantity: 30, unit: null, text }, 'en')).toBe('30'),
  )

  it('names no form that the text does not name', () => {
    for (const text of ['Gabapentin', 'Captopril', 'Tabloid', 'Fake Diluent - WATER', '']) expect(describeAmount({ quantity: 30, unit: null, text }, 'en')).toBe('30')
  })

  it('says units in words, one and many, and keeps a unit it does not know', () => {
    expect(describeUnit('ML', 'en')).toBe('milliliters')
    expect(describeUnit('mL', 'es', 1)).toBe('mililitro')
    expect(describeUnit('GR', 'en')).toBe('grams')
    expect(describeUnit('UN', 'es')).toBe('unidades')
    expect(describeUnit('F2', 'es')).toBe('unidades internacionales')
    expect(describeUnit('BOX', 'en')).toBe('BOX')
  })

  it('says an amount by the form when pieces are counted, else by the unit, else bare', () => {
    expect(describeAmount({ quantity: 30, unit: null, text: 'Metformin TABLET' }, 'en')).toBe('30 tablets')
    expect(describeAmount({ quantity: 1, unit: 'UN', text: 'Fentanyl PATCH' }, 'es')).toBe('1 parche')
    expect(describeAmount({ quantity: 118, unit: 'ML', text: 'SYRUP' }, 'en')).toBe('118 milliliters')
    expect(describeAmount({ quantity: 30, unit: null, text: 'Betamethasone CREAM' }, 'en')).toBe('30')
    expect(describeAmount({ quantity: 17, unit: null, text: null }, 'en')).toBe('17')
    expect(describeAmount({ quantity: null, unit: 'ML', text: null }, 'en')).toBeNull()
  })
})

describe('kinds of bills', () => {
  it.each([
    ['112', 'Hospital, inpatient, first claim', 'Hospital, con hospitalización, primera reclamación'],
    ['131', 'Hospital, outpatient, one claim for the whole time', 'Hospital, atención ambulatoria, una reclamación por todo el tiempo'],
    ['0131', 'Hospital, outpatient, one claim for the whole time', 'Hospital, atención ambulatoria, una reclamación por todo el tiempo'],
    ['33X', 'Home health care, under a plan of care, record of a private plan, replaced', 'Cuidado en el hogar, con plan de cuidado, registro de un plan privado, reemplazado'],
    ['938', 'Other facility, cancels an earlier claim', 'Otro centro, cancela una reclamación anterior'],
    ['13?', 'Hospital, outpatient', 'Hospital, atención ambulatoria'],
  ])('%s is %s', (code, en, es) => {
    expect(describeBillType(code, 'en')).toBe(en)
    expect(describeBillType(code, 'es')).toBe(es)
  })

  it('a code we know nothing of is shown, never blank', () => {
    for (const code of ['X11', '11', '11111', '~']) expect(describeBillType(code, 'en')).toBe(`Type of bill ${code}`)
  })
})

describe('the small lists of a record', () => {
  it('every entry is found through the one door', () => {
    for (const name of recordNames) {
      for (const [code, [en, es]] of Object.entries(recordCodeLists[name][0])) {
        expect(describeRecordCode(name, code, 'en')).toBe(en)
        expect(describeRecordCode(name, code, 'es')).toBe(es)
      }
    }
  })

  it('an unknown code keeps the name of its list', () => {
    expect(describeRecordCode('first-insurer', '7', 'en')).toBe('Insurer code 7')
    expect(describeRecordCode('benefit-phase', 'XX', 'es')).toBe('Etapa del costo XX')
    expect(describeRecordCode('stage', 'V6502', 'en')).toBe('Being worked on')
    expect(describeRecordCode('stage', 'V7700', 'en')).toBe('Not approved')
    for (const name of recordNames) expect(describeRecordCode(name, '?!', 'es')).toMatch(/\p{L}+.* \?!$/u)
  })
})

describe('services and marks that Medicare numbers itself', () => {
  it.each([
    ['G0439', 'Yearly wellness visit'], ['G0008', 'Giving a flu shot'], ['J1885', 'Medicine given by a provider'], ['E0601', 'Sleep apnea machine (CPAP)'], ['A0427', 'Ambulance'], ['E0143', 'Walker'],
  ])('%s is %s', (code, en) => {
    expect(describeHcpcs(code, 'en')).toBe(en)
    expect(describeCode({ system: 'hcpcs', code, text: null }, 'en')).toBe(en)
  })

  it('the lists of the doctors’ and dentists’ associations stay numbers', () => {
    for (const code of ['99213', '0001U', '1036F', 'D0120', 'G0999Z']) expect(describeHcpcs(code, 'en')).toBeNull()
    expect(describeModifier('25', 'en')).toBe('Mark 25')
    expect(describeModifier('LT', 'es')).toBe('Lado izquierdo')
  })
})

describe('operations', () => {
  it.each([
    ['0SR9019', 'Replacement: joints of the lower body', 'Reemplazo: articulaciones de la parte inferior'],
    ['02703DZ', 'Widening: heart or large vessels', 'Ensanchamiento: corazón o grandes vasos'],
    ['B030ZZZ', 'MRI scan', 'Resonancia magnética'],
    ['BW0FZZZ', 'X-ray', 'Rayos X'],
    ['3E0234Z', 'Medicine, blood or fluid given', 'Administración de medicamento, sangre o líquido'],
  ])('%s is %s', (code, en, es) => {
    expect(describeOperation(code, 'en')).toBe(en)
    expect(describeOperation(code, 'es')).toBe(es)
  })

  it('of the older list are told by chapter', () => {
    expect(describeOlderOperation('13.41', 'en')).toBe('Operation on the eye')
    expect(describeOlderOperation('9904', 'es')).toBe('Prueba o tratamiento sin cirugía')
    expect(describeOlderOperation('00', 'en')).toBe('Other procedure')
  })

  it('keep Medicare’s text in English, are said in Spanish, and are never blank', () => {
    const coded = { system: 'icd10-pcs', code: '0SR9019', text: 'Replacement of right hip joint' } as const
    expect(describeCode(coded, 'en')).toBe('Replacement of right hip joint')
    expect(describeCode(coded, 'es')).toBe('Reemplazo: articulaciones de la parte inferior')
    for (const code of ['0ZZ9019', 'EEEEEEE', '99213', '']) expect(describeOperation(code, 'en')).toBeNull()
    expect(describeCode({ system: 'icd10-pcs', code: 'EEEEEEE', text: null }, 'en')).toBe('Procedure code EEEEEEE')
  })
})
