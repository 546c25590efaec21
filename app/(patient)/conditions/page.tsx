// The diagnoses on the person's claims, in words; with `?all=1` all of it here, for a browser without JavaScript.
import type { Metadata } from 'next'
import { ClaimsDoor, type SearchParams } from '@/app/claims-door'
import { readLanguage } from '@/app/reader'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { ConditionsView } from '@/components/conditions/conditions-view'
import { PageTitle } from '@/components/ui/page-title'
import { messagesFor, words } from '@/lib/messages/messages'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'conditions')('title') }
}

export default async function ConditionsPage({ searchParams }: Props) {
  const language = await readLanguage()
  const messages = messagesFor(language)
  const { conditions } = messages
  return (
    <ClaimsDoor language={language} then="conditions" searchParams={await searchParams}>
      {(page) => (
        <div className="max-w-list">
          <PageTitle>{conditions.title}</PageTitle>
          <p className="lead mt-3">{conditions.lead}</p>
          <p className="mt-3 mb-6">{conditions.calm} {conditions.ask}</p>
          <ConditionsView language={language} page={page} words={conditions} claimsWords={pickClaimsWords(messages)} />
        </div>
      )}
    </ClaimsDoor>
  )
}
