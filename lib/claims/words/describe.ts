// Every code of a claim in words, so that no page needs a code table. Our own words come first, then Medicare's text
// where the record carries one, then the code itself: never blank, and never a text that is not ours to print. Of a
// diagnosis or an operation Medicare's text says more than our words for its family, so there it comes first. Server code only: see
// `conditions.ts`.
import type { Claim, ClaimLine, Coded, Provider } from '@/lib/claims/claim'
import { writtenDrugCode } from '@/lib/claims/drug-code'
import type { Language } from '@/lib/format'
import { tidyName } from '@/lib/claims/translate/tidy'
import { adjustmentGroups, anotherInsurer, claimDenials, denials } from './denials'
import { describeCondition, writtenCode } from './conditions'
import { discharges } from './discharges'
import { describeDrg } from './drg'
import { describeHcpcs } from './hcpcs'
import { describeOlderOperation, describeOperation } from './operations'
import { pharmacies } from './pharmacies'
import { lookUp, say, type Phrase } from './phrase'
import { places } from './places'
import { revenueGroups } from './revenue'
import { serviceGroups, serviceTypes } from './services'
import { specialties } from './specialties'

/** A code in words: "Doctor's office", or "Service code 99213" where there are none. */
export function describeCode(coded: Coded, language: Language): string {
  return ownWords(coded, language) ?? coded.text ?? bareCode(coded, language)
}

function ownWords(coded: Coded, language: Language): string | null {
  const { system, code } = coded
  switch (system) {
    case 'place':
      return lookUp(places, code, language)
    case 'revenue':
      return lookUp(revenueGroups, code.slice(0, 3), language)
    case 'service-type':
      return lookUp(serviceTypes, code, language)
    case 'betos':
      return describeGroup(code, language)
    case 'specialty':
      return lookUp(specialties, code, language)
    case 'discharge':
      return lookUp(discharges, code, language)
    case 'pharmacy':
      return lookUp(pharmacies, code, language)
    case 'denial':
      return describeDenialCode(code, language)
    case 'drg':
      return describeDrg(code, language)
    case 'hcpcs':
      return describeHcpcs(code, language)
    case 'icd10-pcs':
      return medicareTextFirst(coded, describeOperation(code, language), language)
    case 'icd9-procedure':
      return medicareTextFirst(coded, describeOlderOperation(code, language), language)
    case 'icd10':
    case 'icd9':
      return describeCondition(coded, language)
    default:
      return null
  }
}

/** Medicare's text says more than our words for a family, but only in English. */
function medicareTextFirst({ text }: Coded, words: string | null, language: Language): string | null {
  return language === 'en' ? (text ?? words) : words
}

/** The finest group we have words for: by the whole code, by two characters, by the first. */
function describeGroup(code: string, language: Language): string | null {
  const [exact, family, first] = [code, code.slice(0, 2), code.slice(0, 1)].map((part) => lookUp(serviceGroups, part, language))
  return exact ?? family ?? first ?? null
}

/** Letters mean a reason; the many numbers and marks all mean that another insurer should pay first. */
function describeDenialCode(code: string, language: Language): string | null {
  const group = /^(CO|PR|OA|PI|CR)\d/.exec(code)?.[1]
  if (group !== undefined) return lookUp(adjustmentGroups, group, language)
  const said = lookUp(denials, code, language)
  return said === null && /^([A-Z]|[!#$%&()*+<>@]|\d{2})$/.test(code) ? say(anotherInsurer, language) : said
}

const bareNames: Readonly<Record<Coded['system'], Phrase>> = {
  icd10: ['Diagnosis code', 'Código de diagnóstico'],
  icd9: ['Diagnosis code', 'Código de diagnóstico'],
  'icd10-pcs': ['Procedure code', 'Código de procedimiento'],
  'icd9-procedure': ['Procedure code', 'Código de procedimiento'],
  hcpcs: ['Service code', 'Código de servicio'],
  cpt: ['Service code', 'Código de servicio'],
  ndc: ['Drug code', 'Código de medicamento'],
  revenue: ['Charge code', 'Código de cargo'],
  place: ['Place code', 'Código de lugar'],
  specialty: ['Specialty code', 'Código de especialidad'],
  'service-type': ['Service type', 'Tipo de servicio'],
  betos: ['Service group', 'Grupo de servicios'],
  drg: ['Hospital payment group', 'Grupo de pago del hospital'],
  discharge: ['Discharge code', 'Código de alta'],
  pharmacy: ['Pharmacy type', 'Tipo de farmacia'],
  denial: ['Reason code', 'Código de razón'],
  other: ['Code', 'Código'],
}

/** The code alone with the name of its list: "Service code 99213", for "Show codes" too. */
export function bareCode(coded: Coded, language: Language): string {
  const written = coded.system === 'ndc' ? writtenDrugCode(coded.code) : writtenCode(coded)
  return `${say(bareNames[coded.system], language)} ${written}`
}

export interface LineWords {
  /** What was done, never blank. */
  readonly what: string
  /** The code behind it, `null` when `what` already is the code. */
  readonly code: string | null
  readonly place: string | null
  readonly denied: string | null
}

/** One line in words: its code in our words, else what it was about, else the number of its code. */
export function describeLine(line: ClaimLine, language: Language): LineWords {
  const { service, about } = line
  const code = service === null ? null : bareCode(service, language)
  const known = service === null ? null : ownWords(service, language)
  const group = about === null ? null : describeCode(about, language)
  const what = known ?? service?.text ?? group ?? code ?? say(['Service not named', 'Servicio sin nombre'], language)
  return {
    what,
    code: code === what ? null : code,
    place: line.place === null ? null : describeCode(line.place, language),
    denied: line.denied ? describeLineDenial(line, language) : null,
  }
}

function describeLineDenial(line: ClaimLine, language: Language): string {
  if (line.deniedReason !== null) return describeCode(line.deniedReason, language)
  return say(['Medicare did not approve this', 'Medicare no aprobó esto'], language)
}

/** Why the whole claim was not paid, or `null`. Hospitals' and agencies' claims use some letters differently. */
export function describeDenial(claim: Pick<Claim, 'kind' | 'denialReason'>, language: Language): string | null {
  const reason = claim.denialReason
  if (reason === null) return null
  const professional = claim.kind === 'carrier' || claim.kind === 'dme'
  if (professional) return describeCode(reason, language)
  const said = lookUp(claimDenials, reason.code, language) ?? insurerFirst(reason.code, language)
  return said ?? describeCode(reason, language)
}

/** There, letters other than B, C, N, R, W and Z name ways of finding another insurer. */
function insurerFirst(code: string, language: Language): string | null {
  return /^[EFGHJKQTUVXY]$/.test(code) ? say(anotherInsurer, language) : null
}

/** A provider by name, else by what they do, else by number; `null` when the record says nothing. */
export function describeProvider(provider: Provider, language: Language): string | null {
  if (provider.name !== null) return tidyName(provider.name)
  if (provider.specialty !== null) return describeCode(provider.specialty, language)
  const number = provider.npi ?? provider.ccn
  return number === null ? null : `${say(['Provider', 'Proveedor'], language)} ${number}`
}

/** Whom the claim names first: a name, else the kind of pharmacy or doctor, else a number (claims-data 1.5). */
export function describeWho(claim: Pick<Claim, 'who' | 'drug'>, language: Language): string | null {
  const kind = claim.drug?.pharmacyKind
  if (kind && !claim.who?.name) return describeCode(kind, language)
  return claim.who === null ? null : describeProvider(claim.who, language)
}

const roles: Readonly<Record<Provider['role'], Phrase>> = {
  billing: ['Billed by', 'Facturado por'],
  facility: ['Where', 'Dónde'],
  performing: ['Treated by', 'Atendido por'],
  attending: ['Doctor in charge', 'Médico a cargo'],
  operating: ['Operated by', 'Operado por'],
  referring: ['Sent by', 'Referido por'],
  prescribing: ['Prescribed by', 'Recetado por'],
  pharmacy: ['Pharmacy', 'Farmacia'],
  other: ['Also named', 'También mencionado'],
}

/** What a provider did on the claim: "Treated by". */
export function describeRole(role: Provider['role'], language: Language): string {
  return say(roles[role], language)
}
