// All claims of the person: the first page painted here, the rest in the browser; with `?all=1` all of it here, for a
// browser without JavaScript.
import type { Metadata } from 'next'
import { ClaimsDoor, type SearchParams } from '@/app/claims-door'
import { readLanguage } from '@/app/reader'
import { ClaimsList } from '@/components/claims/claims-list'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { PageTitle } from '@/components/ui/page-title'
import { kindWords } from '@/lib/claims/words/kinds'
import { messagesFor, words } from '@/lib/messages/messages'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'claims')('title') }
}

export default async function ClaimsPage({ searchParams }: Props) {
  const language = await readLanguage()
  const messages = messagesFor(language)
  const { claims, shell, row, state } = messages
  return (
    <ClaimsDoor language={language} then="claims" searchParams={await searchParams}>
      {(page) => (
        <div className="max-w-list">
          <PageTitle>{claims.title}</PageTitle>
          <p className="lead mt-3">{claims.lead}</p>
          <p className="mt-3 mb-6"><strong>{shell.notABill}</strong> {claims.notBills}</p>
          <ClaimsList language={language} page={page} words={pickClaimsWords(messages)} row={row} states={state} kinds={kindWords(language)} />
        </div>
      )}
    </ClaimsDoor>
  )
}
