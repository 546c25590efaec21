'use client'
// Who treated the person, from all claims of the tab: doctors and places of care, then pharmacies. How often and how much
// is said only when every claim is here.
import { useMemo } from 'react'
import type { ClaimsWords } from '@/components/claims/claims-words'
import { useClaims } from '@/components/claims/use-claims'
import { WholeRecord } from '@/components/claims/whole-record'
import { NoRecords } from '@/components/records/no-records'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import { listCurrentClaims } from '@/lib/claims/current'
import { listProviders, type ProviderEntry } from '@/lib/claims/providers'
import type { Language } from '@/lib/format'
import type { Messages } from '@/lib/messages/messages'
import { type Speaker, speaker } from '@/lib/messages/speak-briefly'
import { ProviderSheet } from './provider-sheet'

export type ProviderWords = Messages['providers']

export interface ProvidersViewProps {
  readonly language: Language
  readonly page: ClaimsPage | null
  readonly words: ProviderWords
  readonly claimsWords: ClaimsWords
}

export function ProvidersView({ language, page, words, claimsWords }: ProvidersViewProps) {
  const load = useClaims(language, page)
  const t = useMemo(() => speaker(language, words), [language, words])
  const { treated, pharmacies, unnamed } = useMemo(() => listProviders(listCurrentClaims(load.claims)), [load.claims])
  const none = treated.length + pharmacies.length === 0
  const shared = { language, words, t, whole: load.whole }
  return (
    <>
      <WholeRecord load={load} language={language} words={claimsWords} path="/providers" />
      {none && load.whole ? <NoRecords words={words} /> : null}
      {load.whole ? null : <p className="mt-6">{t(none ? 'none' : 'wait')}</p>}
      <Section id="treated" title={words.treated} providers={treated} pharmacy={false} {...shared} />
      <Section id="pharmacies" title={words.pharmacies} providers={pharmacies} pharmacy {...shared} />
      {unnamed > 0 && load.whole ? <p className="mt-8 text-quiet">{t('unnamed', { count: unnamed })}</p> : null}
    </>
  )
}

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly providers: readonly ProviderEntry[]
  readonly pharmacy: boolean
  readonly language: Language
  readonly words: ProviderWords
  readonly t: Speaker<ProviderWords>
  readonly whole: boolean
}

function Section({ id, title, providers, ...shared }: SectionProps) {
  if (providers.length === 0) return null
  return (
    <section className="mt-10" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ol className="records">
        {providers.map((provider) => (
          <li key={provider.key ?? provider.name}>
            <ProviderSheet provider={provider} {...shared} />
          </li>
        ))}
      </ol>
    </section>
  )
}
