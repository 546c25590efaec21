// Who treated the person, told from their claims; with `?all=1` all of it here, for a browser without JavaScript.
import type { Metadata } from 'next'
import { ClaimsDoor, type SearchParams } from '@/app/claims-door'
import { readLanguage } from '@/app/reader'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { ProvidersView } from '@/components/providers/providers-view'
import { PageTitle } from '@/components/ui/page-title'
import { messagesFor, words } from '@/lib/messages/messages'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'providers')('title') }
}

export default async function ProvidersPage({ searchParams }: Props) {
  const language = await readLanguage()
  const messages = messagesFor(language)
  const { claims, providers, shell } = messages
  return (
    <ClaimsDoor language={language} then="providers" searchParams={await searchParams}>
      {(page) => (
        <div className="max-w-list">
          <PageTitle>{providers.title}</PageTitle>
          <p className="lead mt-3">{providers.lead}</p>
          <p className="mt-3 mb-6"><strong>{shell.notABill}</strong> {claims.notBills}</p>
          <ProvidersView language={language} page={page} words={providers} claimsWords={pickClaimsWords(messages)} />
        </div>
      )}
    </ClaimsDoor>
  )
}
