import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Coded } from '@/lib/claims/claim'
import { listRecorded, recordedOf, skippedWithoutRecordings } from '@/lib/claims/translate/fixtures/recorded'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import { conditionCategory, describeCondition, icd10Categories, icd9Chapters, writtenCode } from './conditions'
import { describeCode } from './describe'

/** Every category of ICD-10-CM up to the year that began in October 2025, as ranges of its codes. */
const everyCategory = `
  A00-A09 A15 A17-A28 A30-A44 A46 A48-A60 A63-A71 A74-A75 A77-A96 A98-A99
  B00-B10 B15-B20 B25-B27 B30 B33-B60 B64-B83 B85-B92 B94-B97 B99
  C00-C26 C30-C34 C37-C41 C43-C58 C4A C60-C86 C7A C7B C88 C90-C96
  D00-D07 D09-D53 D3A D55-D78 D80-D84 D86 D89
  E00-E11 E13 E15-E16 E20-E32 E34-E36 E40-E46 E50-E56 E58-E61 E63-E68 E70-E80 E83-E89
  F01-F07 F09-F25 F28-F34 F39-F45 F48 F50-F55 F59-F60 F63-F66 F68-F73 F78-F82 F84 F88-F91 F93-F95 F98-F99
  G00-G14 G20-G21 G23-G26 G30-G32 G35-G37 G40 G43-G47 G50-G65 G70-G73 G80-G83 G89-G99
  H00-H02 H04-H05 H10-H11 H15-H18 H20-H22 H25-H28 H30-H36 H40 H42-H44 H46-H47 H49-H55 H57 H59-H62 H65-H75 H80-H83 H90-H95
  I00-I02 I05-I13 I15-I16 I1A I20-I28 I30-I52 I5A I60-I63 I65-I83 I85-I89 I95-I97 I99
  J00-J06 J09-J18 J20-J22 J30-J45 J47 J4A J60-J70 J80-J82 J84-J86 J90-J96 J98-J99
  K00-K06 K08-K09 K11-K14 K20-K23 K25-K31 K35-K38 K40-K46 K50-K52 K55-K68 K70-K77 K80-K83 K85-K87 K90-K92 K94-K95
  L00-L05 L08 L10-L14 L20-L30 L40-L45 L49-L60 L62-L68 L70-L76 L80-L95 L97-L99
  M00-M02 M04-M08 M10-M27 M1A M30-M36 M40-M43 M45-M51 M53-M54 M60-M63 M65-M67 M70-M72 M75-M77 M79-M81 M83-M97 M99
  N00-N08 N10-N23 N25-N37 N39-N53 N60-N65 N70-N77 N80-N99
  O00-O04 O07-O16 O20-O26 O28-O36 O40-O48 O60-O77 O80 O82 O85-O92 O94 O98-O99 O9A
  P00-P05 P07-P15 P19 P22-P29 P35-P39 P50-P61 P70-P72 P74 P76-P78 P80-P81 P83-P84 P90-P96
  Q00-Q07 Q10-Q18 Q20-Q28 Q30-Q45 Q50-Q56 Q60-Q87 Q89-Q93 Q95-Q99 QA0
  R00-R01 R03-R07 R09-R23 R25-R27 R29-R37 R39-R65 R68-R71 R73-R94 R97 R99
  S00-S17 S19-S99
  T07 T14-T28 T30-T34 T36-T71 T73-T76 T78-T88
  U07 U09
  V00-V06 V09-V99
  W00-W01 W03-W40 W42 W44-W46 W49-W62 W64-W65 W67 W69 W73-W74 W85-W86 W88-W90 W92-W94 W99
  X00-X06 X08 X10-X19 X30-X32 X34-X39 X50 X52 X58 X71-X83 X92-X99
  Y00-Y04 Y07-Y09 Y21-Y33 Y35-Y38 Y62-Y66 Y69-Y84 Y90 Y92-Y93 Y95 Y99
  Z00-Z05 Z08-Z09 Z11-Z23 Z28-Z34 Z36-Z39 Z3A Z40-Z49 Z51-Z53 Z55-Z60 Z62-Z99
`.trim().split(/\s+/).flatMap(expand)

function expand(range: string): readonly string[] {
  const [first = '', last = first] = range.split('-')
  if (!/^[A-Z]\d\d$/.test(first)) return [first]
  const [from, to] = [Number(first.slice(1)), Number(last.slice(1))]
  return Array.from({ length: to - from + 1 }, (_, step) => `${first.charAt(0)}${String(from + step).padStart(2, '0')}`)
}

/** In the international list, not in the American one: harmless to know. */
const onlyInternational = ['Y20']

/** Words that are the same in English and Spanish. */
const sameInBoth = new Set(['Lupus', 'Preeclampsia'])
const clerks = /unspecified|no especificad|otherwise specified|elsewhere classified|\b(NOS|NEC)\b|adjudicat|\bEOB\b|\bFHIR\b|payer|bundle|resource/i

const coded = (system: Coded['system'], code: string, text: string | null = null): Coded => ({ system, code, text })

describe('our words for diagnoses', () => {
  it('are there for every category of ICD-10-CM, and for nothing else', () => {
    expect(everyCategory.filter((code) => !Object.hasOwn(icd10Categories, code))).toEqual([])
    const known = new Set([...everyCategory, ...onlyInternational])
    expect(Object.keys(icd10Categories).filter((code) => !known.has(code))).toEqual([])
    expect(new Set(everyCategory).size).toBe(everyCategory.length)
  })

  it('are short plain sentences without clerks’ words, in both languages (product 4)', () => {
    const wrong = [...Object.entries(icd10Categories), ...Object.entries(icd9Chapters)].flatMap(([code, [en, es]]) =>
      [en, es].filter((words) => !isPlain(words)).map((words) => `${code}: ${words}`),
    )
    expect(wrong).toEqual([])
  })

  it('differ between the languages', () => {
    const same = [...Object.values(icd10Categories), ...Object.values(icd9Chapters)].flatMap(([en, es]) => (en === es && !sameInBoth.has(en) ? [en] : []))
    expect(same).toEqual([])
  })
})

function isPlain(words: string): boolean {
  const shape = words.length >= 3 && words.length <= 80 && words === words.trim() && !words.endsWith('.')
  const sentenceCase = /^\p{Lu}/u.test(words) && !/\p{Lu}{6}/u.test(words) && words !== words.toUpperCase()
  return shape && sentenceCase && !clerks.test(words) && !/\b[A-Z]\d\d\b(?<!B12)/.test(words)
}

describe('a diagnosis in words', () => {
  it.each<[Coded, string, string]>([
    [coded('icd10', 'I10'), 'High blood pressure', 'Presión arterial alta'],
    [coded('icd10', 'e11.21'), 'Type 2 diabetes', 'Diabetes tipo 2'],
    [coded('icd10', ' E1121 '), 'Type 2 diabetes', 'Diabetes tipo 2'],
    [coded('icd10', 'E1121', 'Type 2 diabetes with kidney disease'), 'Type 2 diabetes with kidney disease', 'Diabetes tipo 2'],
    [coded('icd10', 'I10', ' '), 'High blood pressure', 'Presión arterial alta'],
    [coded('icd9', '250.00'), 'Hormone, diabetes or nutrition problem', 'Problema de hormonas, diabetes o nutrición'],
    [coded('icd9', '0389'), 'Infection', 'Infección'],
    [coded('icd9', 'V5861'), 'Check-up or other reason for care', 'Revisión u otro motivo de atención'],
    [coded('icd9', 'E8490'), 'Cause of an injury', 'Causa de una lesión'],
    [coded('icd9', 'E1165'), 'Type 2 diabetes', 'Diabetes tipo 2'],
    [coded('icd10', 'K07.1'), 'Condition code K07.1', 'Código de afección K07.1'],
    [coded('icd10', 'u991'), 'Condition code U99.1', 'Código de afección U99.1'],
    [coded('icd10', 'admitcd'), 'Condition code ADMITCD', 'Código de afección ADMITCD'],
    [coded('icd9', '000'), 'Condition code 000', 'Código de afección 000'],
    [coded('other', 'X12'), 'Condition code X12', 'Código de afección X12'],
    [coded('icd10', ' '), 'Condition not named', 'Afección sin nombre'],
  ])('%j', (code, en, es) => {
    expect(describeCondition(code, 'en')).toBe(en)
    expect(describeCondition(code, 'es')).toBe(es)
  })

  it('never throws and is never blank, whatever stands in the record', () => {
    for (const system of ['icd10', 'icd9', 'cpt'] as const) {
      for (const code of ['', '.', '...', 'constructor', '__proto__', 'A', 'A0', '\u0000', 'ñ'.repeat(500), '12', '99999999']) {
        expect(describeCondition(coded(system, code), 'es').trim()).not.toBe('')
      }
    }
  })

  it('is grouped by its category, or by the chapter of ICD-9', () => {
    expect([['icd10', 'c7a.00'], ['icd10', 'QA01'], ['icd9', '401.9'], ['icd9', 'V97.0'], ['icd9', 'V91'], ['icd10', 'OTHER'], ['cpt', '99213']].map(([system, code]) =>
      conditionCategory(coded(system as Coded['system'], code ?? '')),
    )).toEqual(['C7A', 'QA0', '390-459', 'V97', 'V01-V91', null, null])
  })

  it('writes its code with the dot people know', () => {
    expect([coded('icd10', 'E1121'), coded('icd9', 'E8490'), coded('icd9', '25000'), coded('icd10', 'I10'), coded('cpt', '99213')].map(writtenCode)).toEqual(['E11.21', 'E849.0', '250.00', 'I10', '99213'])
  })
})

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)

it.skipIf(!here)('every well-formed diagnosis of every recorded claim has words of its own, even without Medicare’s text', () => {
  const diagnoses = recordedOf('ExplanationOfBenefit').flatMap(({ version, resource }) => readClaim(resource, version)?.diagnoses ?? [])
  expect(diagnoses.length).toBeGreaterThan(100)
  const bare = diagnoses.map((diagnosis) => ({ ...diagnosis, code: { ...diagnosis.code, text: null } }))
  for (const [language, fallback] of [['en', 'Condition code'], ['es', 'Código de afección']] as const) {
    expect(diagnoses.filter((diagnosis) => describeCode(diagnosis.code, language).trim() === '')).toEqual([])
    expect(bare.map((diagnosis) => describeCode(diagnosis.code, language)).filter((words) => words.startsWith(fallback))).toEqual([])
  }
})

describe('the tables', () => {
  it('are out of reach of every file that a browser runs', () => {
    const files = ['app', 'components', 'lib'].flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
    const clients = files.filter((file) => /\.tsx?$/.test(file) && /^'use client'/m.test(readFileSync(file, 'utf8')))
    expect(clients.length).toBeGreaterThan(5)
    expect(clients.filter((file) => reach(file).has('lib/claims/words/conditions.ts'))).toEqual([])
  })

  it('would be seen to be in reach', () => {
    expect(reach('lib/claims/words/describe.ts')).toContain('lib/claims/words/conditions.ts')
  })
})

/** Every file of ours that this one pulls in; imports of types alone pull in nothing. */
function reach(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  // A server action is called over the network: what it imports stays on the server.
  if (/^'use server'/m.test(source)) return seen
  for (const [, specifier = ''] of source.matchAll(/(?:^(?:im|ex)port (?!type )[^'"]*|\bimport\()['"](@\/[^'"]+|\.\/[^'"]+)['"]/gm)) {
    const bare = specifier.startsWith('@/') ? specifier.slice(2) : join(dirname(file), specifier)
    const found = [`${bare}.ts`, `${bare}.tsx`].find((path) => existsSync(path))
    if (found !== undefined) reach(found, seen)
  }
  return seen
}
