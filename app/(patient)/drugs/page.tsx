// The medicines of the person, told from the fills on their claims; with `?all=1` all of it here, for a browser without
// JavaScript.
import type { Metadata } from 'next'
import { ClaimsDoor, type SearchParams } from '@/app/claims-door'
import { readLanguage } from '@/app/reader'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { DrugsView } from '@/components/drugs/drugs-view'
import { PageTitle } from '@/components/ui/page-title'
import { todayAtMedicare } from '@/lib/claims/today'
import { messagesFor, words } from '@/lib/messages/messages'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'drugs')('title') }
}

export default async function DrugsPage({ searchParams }: Props) {
  const language = await readLanguage()
  const messages = messagesFor(language)
  const { drugs } = messages
  return (
    <ClaimsDoor language={language} then="drugs" searchParams={await searchParams}>
      {(page) => (
        <div className="max-w-list">
          <PageTitle>{drugs.title}</PageTitle>
          <p className="lead mt-3">{drugs.lead}</p>
          <p className="mt-3 mb-6">{drugs.paidNote}</p>
          <DrugsView language={language} page={page} words={drugs} claimsWords={pickClaimsWords(messages)} today={todayAtMedicare()} />
        </div>
      )}
    </ClaimsDoor>
  )
}
