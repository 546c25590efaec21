// The questions a careful person asks of their claims, and the sheet to call with; with `?all=1` all of it without script,
// to answer on paper.
import type { Metadata } from 'next'
import { ClaimsDoor, type SearchParams } from '@/app/claims-door'
import { readLanguage } from '@/app/reader'
import { CheckView } from '@/components/check/check-view'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { PageTitle } from '@/components/ui/page-title'
import { todayAtMedicare } from '@/lib/claims/today'
import { messagesFor, words } from '@/lib/messages/messages'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'check')('title') }
}

export default async function CheckPage({ searchParams }: Props) {
  const language = await readLanguage()
  const messages = messagesFor(language)
  const { check, row, state } = messages
  const today = todayAtMedicare()
  return (
    <ClaimsDoor language={language} then="check" searchParams={await searchParams}>
      {(page) => (
        <div className="max-w-letter">
          <div className="not-on-sheet">
            <PageTitle>{check.title}</PageTitle>
            <p className="lead mt-3">{check.lead}</p>
            <p className="mt-3">{check.kept} {check.onPaper}</p>
            <p className="mt-3 mb-6"><strong>{check.notABill}</strong></p>
          </div>
          <CheckView language={language} page={page} today={today} claimsWords={pickClaimsWords(messages)} words={check} row={row} states={state} />
        </div>
      )}
    </ClaimsDoor>
  )
}
