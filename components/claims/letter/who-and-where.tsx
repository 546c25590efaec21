// "Who and where?": everybody the claim names, by what they did; names before numbers.
import { type Fact, Facts } from '@/components/ui/facts'
import type { Claim, Provider } from '@/lib/claims/claim'
import { describeCode, describeProvider, describeRole } from '@/lib/claims/words/describe'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { LetterPart } from './letter-part'

export function WhoAndWhere({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  const facts = [...people(claim, language), ...places(claim, language)]
  return (
    <LetterPart id="who" title={t('whoTitle')}>
      {facts.length > 0 ? <Facts kind="words" facts={facts} /> : <p>{t('whoUnknown')}</p>}
    </LetterPart>
  )
}

function people({ people: named }: Claim, language: Language): readonly Fact[] {
  return named.map((provider) => ({ label: describeRole(provider.role, language), value: <Person provider={provider} language={language} /> }))
}

function Person({ provider, language }: { readonly provider: Provider; readonly language: Language }) {
  const name = describeProvider(provider, language) ?? words(language, 'claim')('nameUnknown')
  const specialty = provider.specialty ? describeCode(provider.specialty, language) : null
  return (
    <>
      {name}
      {specialty && specialty !== name ? <span className="gloss font-normal">{specialty}</span> : null}
    </>
  )
}

/** Kinds of place, each once. */
function places({ lines, drug }: Claim, language: Language): readonly Fact[] {
  const kinds = lines.flatMap(({ place }) => (place ? [describeCode(place, language)] : []))
  const pharmacy = drug?.pharmacyKind ? [describeCode(drug.pharmacyKind, language)] : []
  return [...new Set([...kinds, ...pharmacy])].map((value) => ({ label: words(language, 'claim')('where'), value }))
}
