// The first page after Medicare: the consent receipt. While it is read, the claims begin to load.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { ClaimsLoader } from '@/components/claims/claims-loader'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { ConsentReceipt } from '@/components/receipt/consent-receipt'
import { SessionNews } from '@/components/session/session-news'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { words } from '@/lib/messages/messages'
import { getReceipt } from '@/lib/record/receipt'
import { destinationPath, readDestination } from '@/lib/session/destinations'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'welcome')('tab') }
}

export default async function WelcomePage({ searchParams }: Props) {
  const language = await readLanguage()
  const t = words(language, 'welcome')
  const then = readDestination((await searchParams)['then'])
  const receipt = await forPage(getReceipt, then)
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again={`/welcome?then=${then}`} />
  return (
    <div className="sheet max-w-letter">
      <SessionNews news="began" />
      <PageTitle>{t('title')}</PageTitle>
      <p className="my-6"><WalkLink href={destinationPath(then)} className="button" opening={words(language, 'shell')('opening')}>{t(then)}</WalkLink></p>
      <ConsentReceipt receipt={receipt.value} language={language} />
      {receipt.value.sharesClaims ? <ClaimsLoader language={language} /> : null}
    </div>
  )
}
