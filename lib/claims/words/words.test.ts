import { describe, expect, it } from 'vitest'
import { claimKinds, type ClaimLine, type Coded } from '@/lib/claims/claim'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import * as three from '@/lib/claims/translate/fixtures/version-three'
import * as two from '@/lib/claims/translate/fixtures/version-two'
import { listRecorded, recordedOf, skippedWithoutRecordings } from '@/lib/claims/translate/fixtures/recorded'
import { adjustmentGroups, claimDenials, denials } from './denials'
import { bareCode, describeCode, describeDenial, describeLine, describeProvider, describeWho } from './describe'
import { discharges } from './discharges'
import { describeKind } from './kinds'
import { pharmacies } from './pharmacies'
import { lookUp, type Phrases } from './phrase'
import { places } from './places'
import { describeCoverage, describePart, describeStanding } from './coverage'
import { describeRace, describeState } from './people'
import { revenueGroups } from './revenue'
import { serviceGroups, serviceTypes } from './services'
import { specialties } from './specialties'

const tables: Readonly<Record<string, Phrases>> = { places, revenueGroups, serviceTypes, serviceGroups, specialties, discharges, pharmacies, denials, claimDenials, adjustmentGroups }
const banned = /\b(adjudicat\w*|EOB|FHIR|payers?|bundles?|resources?|coinsurance|deductibles?|Blue Button)\b/i

describe('our phrases', () => {
  it.each(Object.entries(tables))('in %s are there in both languages, short, and free of clerks’ words', (_, table) => {
    for (const [en, es] of Object.values(table)) {
      for (const words of [en, es]) {
        expect(words.length).toBeGreaterThan(1)
        expect(words.length).toBeLessThanOrEqual(70)
        expect(words).not.toMatch(banned)
        expect(words).not.toMatch(/\p{Lu}{5}/u)
      }
    }
  })

  it('name every kind of claim', () => {
    expect(claimKinds.map((kind) => describeKind(kind, 'en'))).toEqual([
      'Doctor or lab visit', 'Medical equipment', 'Home health care', 'Hospice care', 'Hospital stay', 'Hospital outpatient or clinic visit', 'Skilled nursing stay', 'Prescription', 'Other claim',
    ])
    expect(new Set(claimKinds.map((kind) => describeKind(kind, 'es'))).size).toBe(claimKinds.length)
  })

  it('are not confused by codes that look like parts of a table', () => {
    for (const code of ['constructor', '__proto__', 'toString', '']) expect(lookUp(places, code, 'en')).toBeNull()
  })
})

const coded = (system: Coded['system'], code: string, text: string | null = null): Coded => ({ system, code, text })

describe('a code in words', () => {
  it.each<[Coded, string, string]>([
    [coded('place', '11', 'Office. Location, other than a hospital'), "Doctor's office", 'Consultorio médico'],
    [coded('revenue', '0301'), 'Lab tests', 'Pruebas de laboratorio'],
    [coded('betos', 'P1G'), 'Major surgery', 'Cirugía mayor'],
    [coded('betos', 'D9Z'), 'Medical equipment', 'Equipo médico'],
    [coded('specialty', '06'), 'Heart doctor', 'Cardiología'],
    [coded('discharge', '01'), 'Went home', 'Regresó a casa'],
    [coded('denial', 'N'), 'Not medically necessary, in Medicare’s view', 'No es médicamente necesario, según Medicare'],
    [coded('denial', '16'), 'Another insurer should pay first', 'Otro seguro debe pagar primero'],
    [coded('denial', 'CO120'), 'The provider takes this off; you do not pay it', 'El proveedor lo descuenta; usted no lo paga'],
    [coded('icd10', 'E1121', 'Type 2 diabetes'), 'Type 2 diabetes', 'Diabetes tipo 2'],
    [coded('icd10', 'E1121'), 'Type 2 diabetes', 'Diabetes tipo 2'],
    [coded('icd9', 'E8490'), 'Cause of an injury', 'Causa de una lesión'],
    [coded('cpt', '99213'), 'Service code 99213', 'Código de servicio 99213'],
    [coded('ndc', '00000000001'), 'Drug code 00000-0000-01', 'Código de medicamento 00000-0000-01'],
    [coded('ndc', '0001'), 'Drug code 0001', 'Código de medicamento 0001'],
    [coded('place', '68'), 'Place code 68', 'Código de lugar 68'],
  ])('%j', (code, en, es) => {
    expect(describeCode(code, 'en')).toBe(en)
    expect(describeCode(code, 'es')).toBe(es)
  })

  it('a line says what it was about, then its code; never blank', () => {
    const line = readClaim(two.carrier, 2)?.lines[0]
    expect(line && describeLine(line, 'en')).toEqual({ what: 'Office visit', code: 'Service code 99213', place: "Doctor's office", denied: null })
    const bare = readClaim(three.carrier, 3)?.lines[0]
    expect(bare && describeLine(bare, 'es')).toMatchObject({ what: 'Código de servicio 99213', code: null })
    const empty: ClaimLine | undefined = bare && { ...bare, service: null, about: null, denied: true }
    expect(empty && describeLine(empty, 'en')).toMatchObject({ what: 'Service not named', denied: 'Medicare did not approve this' })
  })

  it('a denial of a hospital’s claim reads its own list', () => {
    expect(describeDenial({ kind: 'inpatient', denialReason: coded('denial', 'R') }, 'en')).toBe('Benefits refused, or papers not sent')
    expect(describeDenial({ kind: 'carrier', denialReason: coded('denial', 'M') }, 'en')).toBe('Billed more than once')
    expect(describeDenial({ kind: 'snf', denialReason: coded('denial', 'K') }, 'en')).toBe('Another insurer should pay first')
    expect(describeDenial({ kind: 'snf', denialReason: coded('denial', 'N') }, 'en')).toBe('Medicare does not name the reason')
    expect(describeDenial({ kind: 'dme', denialReason: coded('denial', 'O') }, 'es')).toBe('Medicare no indica el motivo')
    expect(describeDenial({ kind: 'snf', denialReason: null }, 'en')).toBeNull()
  })

  it('a provider is a name, else a trade, else a number', () => {
    const provider = { role: 'performing', name: null, npi: '9000000026', ccn: null, specialty: coded('specialty', '69') } as const
    expect(describeProvider(provider, 'es')).toBe('Laboratorio')
    expect(describeProvider({ ...provider, specialty: null }, 'es')).toBe('Proveedor 9000000026')
    expect(describeProvider({ ...provider, specialty: null, npi: null }, 'es')).toBeNull()
    expect(describeWho({ who: null, drug: null }, 'en')).toBeNull()
  })
})

describe('coverage and people in words', () => {
  it('says each part, its standing and the help', () => {
    expect(describePart('C', 'es')).toContain('Medicare Advantage')
    expect(describeStanding('never', 'en')).toBe('You do not have this')
    const none = { part: 'A', standing: 'active', from: null, to: null, medicareNumber: null, contract: null, plan: null, insurer: null, insurerPhone: null, planKind: null, entitlementReason: '0', medicareStatus: '10', dual: '02', dualMonths: {}, lowIncome: null, stateBuyIn: 'yes', medicaidState: null, drugCard: null } as const
    expect(describeCoverage(none, 'en')).toMatchObject({ why: 'Because of age', status: '65 or older', extraHelp: null, stateBuyIn: 'Your state pays the premium' })
    expect(describeCoverage({ ...none, dual: 'AA' }, 'es').medicaid).toBe('Código AA')
  })

  it('says race and state', () => {
    expect(describeRace('Black', 'es')).toBe('Negra')
    expect(describeRace('Something new', 'es')).toBe('Something new')
    expect(describeState('NM', 'es')).toBe('Nuevo México')
    expect(describeState('ZZ', 'en')).toBe('ZZ')
  })
})

const here = listRecorded() !== null
if (!here) console.warn(skippedWithoutRecordings)

it.skipIf(!here)('every line and diagnosis of every recorded claim has words in both languages', () => {
  for (const { version, resource } of recordedOf('ExplanationOfBenefit')) {
    const claim = readClaim(resource, version)
    for (const language of ['en', 'es'] as const) {
      const words = [...(claim?.lines ?? []).map((line) => describeLine(line, language).what), ...(claim?.diagnoses ?? []).map((one) => describeCode(one.code, language))]
      expect(words.every((said) => said.trim() !== '' && !/null|undefined/.test(said))).toBe(true)
    }
  }
})

it('the bare code of every list is named in both languages', () => {
  expect(bareCode(coded('cpt', '99213'), 'en')).toBe('Service code 99213')
  expect(bareCode(coded('drg', '470'), 'es')).toBe('Grupo de pago del hospital 470')
})
