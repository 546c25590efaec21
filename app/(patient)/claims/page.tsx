// All claims of the person: the first page painted here, the rest in the browser; with `?all=1` all of it here, for a
// browser without JavaScript.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { ClaimsList } from '@/components/claims/claims-list'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { NoClaims } from '@/components/claims/no-claims'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { PageTitle } from '@/components/ui/page-title'
import { Withheld } from '@/components/withheld'
import { messagesFor, words } from '@/lib/messages/messages'
import { listAllClaims, listFirstClaims } from '@/lib/record/claims'
import { getReceipt } from '@/lib/record/receipt'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'claims')('title') }
}

export default async function ClaimsPage({ searchParams }: Props) {
  const language = await readLanguage()
  const all = (await searchParams)['all'] === '1'
  const t = words(language, 'claims')
  const again = all ? '/claims?all=1' : '/claims'
  const receipt = await forPage(getReceipt)
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again={again} />
  if (!receipt.value.sharesClaims) return <Withheld language={language} title={t('withheldTitle')} texts={[t('withheld')]} then="claims" />
  const page = await forPage(() => (all ? listAllClaims(language) : listFirstClaims(language)))
  if (!page.ok) return <MedicareTrouble language={language} problem={page.problem} again={again} />
  const { rows, rest, unreadable } = page.value
  if (rows.length + rest.length + unreadable === 0) return <NoClaims language={language} />
  const messages = messagesFor(language)
  return (
    <div className="max-w-list">
      <PageTitle>{t('title')}</PageTitle>
      <p className="lead mt-3">{t('lead')}</p>
      <p className="mt-3 mb-6"><strong>{messages.shell.notABill}</strong> {t('notBills')}</p>
      <ClaimsList language={language} page={page.value} words={pickClaimsWords(messages)} row={messages.row} states={messages.state} />
    </div>
  )
}
