// What the pages beside the list need to know of a claim: amounts, people, conditions, services and the drug, already in
// the reader's language. It travels beside the row, so that one load of a tab serves every page.
import type { CalendarDate, Claim, ClaimLine, ClaimRow, Coded, Provider } from './claim'
import type { Language } from '@/lib/format'
import { conditionCategory, icd10Categories, icd9Chapters } from './words/conditions'
import { describeCode, describeDenial, describeProvider } from './words/describe'
import { lookUp } from './words/phrase'

/** One claim as a tab knows it. */
export interface ListedClaim {
  readonly row: ClaimRow
  readonly facts: ClaimFacts
}

export interface ClaimFacts {
  /** Shared by all versions of one claim (contract claims-data 4.1); `null` when the record names none. */
  readonly event: string | null
  readonly processedOn: CalendarDate | null
  readonly billedCents: number | null
  readonly allowedCents: number | null
  readonly medicarePaidCents: number | null
  /** What of the sum counts toward the year's deductible; `null` when the working names none. */
  readonly deductibleCents: number | null
  /** What was charged on lines Medicare did not allow. */
  readonly deniedCents: number | null
  /** Why the claim, or the first refused line, was not paid. */
  readonly denied: string | null
  /** Each once, the one to name first in front. */
  readonly providers: readonly ProviderFact[]
  readonly conditions: readonly ConditionFact[]
  readonly services: readonly ServiceFact[]
  readonly drug: DrugFact | null
}

export interface ProviderFact {
  /** The same for one provider on all claims of one version of the record. */
  readonly key: string
  readonly name: string
  readonly role: Provider['role']
  readonly specialty: string | null
}

export interface ConditionFact {
  /** The code as the record has it. */
  readonly key: string
  readonly words: string
  /** The family of codes this one belongs to, in our own words; left out when there are none for it. */
  readonly group?: { readonly key: string; readonly words: string }
}

export interface ServiceFact {
  /** Code and modifiers: the same service twice has the same key. */
  readonly key: string
  readonly words: string
  readonly on: CalendarDate | null
}

export interface DrugFact {
  /** The same for fills of one product. */
  readonly key: string
  readonly name: string | null
  readonly quantity: number | null
  readonly unit: string | null
  readonly daysSupply: number | null
  /** 0 is the first fill of a prescription. */
  readonly fill: number | null
  /** Mixed by the pharmacy: key and name are those of the first ingredient. */
  readonly compound: boolean
  readonly pharmacy: string | null
  readonly prescriber: string | null
  readonly phase: 'reached-limit' | 'above-limit' | 'in-gap' | null
}

/** The facts of one claim in the reader's language. */
export function toClaimFacts(claim: Claim, language: Language): ClaimFacts {
  return {
    event: claim.event,
    processedOn: claim.processedOn,
    billedCents: claim.billedCents,
    allowedCents: claim.allowedCents,
    medicarePaidCents: claim.medicarePaidCents,
    deductibleCents: deductibleOf(claim),
    deniedCents: claim.deniedCents,
    denied: denialOf(claim, language),
    providers: providersOf(claim, language),
    conditions: conditionsOf(claim, language),
    services: servicesOf(claim, language),
    drug: drugOf(claim, language),
  }
}

function deductibleOf({ owe }: Claim): number | null {
  if (owe.kind === 'none') return null
  return owe.terms.find(({ name }) => name === 'deductible')?.cents ?? null
}

function denialOf(claim: Claim, language: Language): string | null {
  const line = claim.lines.find(({ denied }) => denied)
  if (claim.state !== 'denied' && !line) return null
  return describeDenial(claim, language) ?? (line?.deniedReason ? describeCode(line.deniedReason, language) : null)
}

function providersOf(claim: Claim, language: Language): readonly ProviderFact[] {
  const people = claim.who ? [claim.who, ...claim.people] : claim.people
  const facts = people.flatMap((provider) => {
    const name = describeProvider(provider, language)
    const key = provider.npi ?? provider.ccn ?? name
    if (name === null || key === null) return []
    return [{ key, name, role: provider.role, specialty: provider.specialty && describeCode(provider.specialty, language) }]
  })
  return onceEach(facts)
}

function conditionsOf(claim: Claim, language: Language): readonly ConditionFact[] {
  return onceEach(claim.diagnoses.map(({ code }) => conditionOf(code, language)))
}

/** A chapter of ICD-9 is far wider than a condition: it puts together only codes that have no words of their own. */
function conditionOf(code: Coded, language: Language): ConditionFact {
  const [key, words, category] = [code.code, describeCode(code, language), conditionCategory(code)]
  const family = category === null ? null : lookUp(icd10Categories, category, language)
  const chapter = category === null ? null : lookUp(icd9Chapters, category, language)
  const about = family ?? (chapter === words ? chapter : null)
  return category === null || about === null ? { key, words } : { key, words, group: { key: category, words: about } }
}

function servicesOf(claim: Claim, language: Language): readonly ServiceFact[] {
  const facts = claim.lines.flatMap((line) => (line.service === null ? [] : [serviceOf(line, line.service, language)]))
  return onceEach(facts, ({ key, on }) => `${key} ${on}`)
}

function serviceOf(line: ClaimLine, service: NonNullable<ClaimLine['service']>, language: Language): ServiceFact {
  const about = line.about === null ? null : describeCode(line.about, language)
  return { key: [service.code, ...line.modifiers].join(' '), words: service.text ?? about ?? describeCode(service, language), on: line.from }
}

function drugOf({ drug, who, people }: Claim, language: Language): DrugFact | null {
  if (drug === null) return null
  const prescriber = people.find(({ role }) => role === 'prescribing')
  const name = drug.drug?.text ?? null
  return {
    key: drug.drug?.code ?? name ?? '',
    name,
    quantity: drug.quantity,
    unit: drug.unit,
    daysSupply: drug.daysSupply,
    fill: drug.fillNumber,
    compound: drug.compound,
    pharmacy: who?.name ? describeProvider(who, language) : drug.pharmacyKind && describeCode(drug.pharmacyKind, language),
    prescriber: prescriber ? describeProvider(prescriber, language) : null,
    phase: drug.phase,
  }
}

function onceEach<Fact extends { readonly key: string }>(facts: readonly Fact[], keyOf = ({ key }: Fact) => key): readonly Fact[] {
  const seen = new Map<string, Fact>()
  for (const fact of facts) if (!seen.has(keyOf(fact))) seen.set(keyOf(fact), fact)
  return [...seen.values()]
}
