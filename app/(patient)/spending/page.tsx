// What the care cost, year by year and by kind, with `?all=1` for a browser without JavaScript.
import type { Metadata } from 'next'
import { ClaimsDoor, type SearchParams } from '@/app/claims-door'
import { readLanguage } from '@/app/reader'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { SpendingView } from '@/components/spending/spending-view'
import { PageTitle } from '@/components/ui/page-title'
import { kindWords } from '@/lib/claims/words/kinds'
import { messagesFor, words } from '@/lib/messages/messages'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'spending')('title') }
}

export default async function SpendingPage({ searchParams }: Props) {
  const language = await readLanguage()
  const messages = messagesFor(language)
  const { spending } = messages
  return (
    <ClaimsDoor language={language} then="spending" searchParams={await searchParams}>
      {(page) => (
        <div className="max-w-list">
          <PageTitle>{spending.title}</PageTitle>
          <p className="lead mt-3">{spending.lead}</p>
          <p className="mt-3 mb-6"><strong>{spending.notABill}</strong> {spending.source}</p>
          <SpendingView language={language} page={page} claimsWords={pickClaimsWords(messages)} words={spending} kinds={kindWords(language)} />
        </div>
      )}
    </ClaimsDoor>
  )
}
