// The first page after Medicare: the consent receipt, and below it the claims, which arrive while it is read.
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { ClaimsList } from '@/components/claims/claims-list'
import { ClaimsLoader } from '@/components/claims/claims-loader'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { WithoutScript } from '@/components/claims/without-script'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { ConsentReceipt } from '@/components/receipt/consent-receipt'
import { SessionNews } from '@/components/session/session-news'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { kindWords } from '@/lib/claims/words/kinds'
import type { Language } from '@/lib/format'
import { messagesFor, words } from '@/lib/messages/messages'
import { listFirstClaims } from '@/lib/record/claims'
import { getReceipt } from '@/lib/record/receipt'
import { type Destination, destinationPath, readDestination } from '@/lib/session/destinations'
import { RevealAtOnce } from './reveal-at-once'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'welcome')('tab') }
}

export default async function WelcomePage({ searchParams }: Props) {
  const language = await readLanguage()
  const then = readDestination((await searchParams)['then'])
  const receipt = await forPage(getReceipt, then)
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again={`/welcome?then=${then}`} />
  const claimsHere = then === 'claims' && receipt.value.sharesClaims
  return (
    <>
      <div className="sheet max-w-letter">
        <SessionNews news="began" />
        <PageTitle>{words(language, 'welcome')('title')}</PageTitle>
        <p className="my-6"><WayOn then={then} here={claimsHere} language={language} /></p>
        <ConsentReceipt receipt={receipt.value} language={language} />
        {receipt.value.sharesClaims && !claimsHere ? <ClaimsLoader language={language} /> : null}
      </div>
      {claimsHere ? <ClaimsBelow language={language} /> : null}
    </>
  )
}

function WayOn({ then, here, language }: { readonly then: Destination; readonly here: boolean; readonly language: Language }) {
  const t = words(language, 'welcome')
  if (here) return <a href="#your-claims" className="button">{t('claims')}</a>
  return <WalkLink href={destinationPath(then)} className="button" opening={words(language, 'shell')('opening')}>{t(then)}</WalkLink>
}

/** Nobody who came for the claims has to ask for them once more. */
function ClaimsBelow({ language }: { readonly language: Language }) {
  const { claims, shell } = messagesFor(language)
  return (
    <section id="your-claims" className="max-w-list mt-12" aria-labelledby="your-claims-title">
      <h2 id="your-claims-title" className="text-display">{claims.title}</h2>
      <p className="mt-3 mb-6"><strong>{shell.notABill}</strong> {claims.notBills}</p>
      <RevealAtOnce />
      <Suspense fallback={<Coming words={claims} />}><FirstClaims language={language} /></Suspense>
    </section>
  )
}

/** What comes later is put in its place by script; without it there is a page that has everything. */
function Coming({ words }: { readonly words: Readonly<Record<'loading' | 'noScript', string>> }) {
  return (
    <>
      <p role="status" className="script-only">{words.loading}</p>
      <WithoutScript path="/claims" words={words} />
    </>
  )
}

/** Rows for the tallest screen; fewer are made, sent and set sooner than fifty. */
const aScreenful = 15

/** Comes after the receipt has been shown, so nobody waits for it. */
async function FirstClaims({ language }: { readonly language: Language }) {
  const messages = messagesFor(language)
  const page = await forPage(() => listFirstClaims(language))
  if (!page.ok) return <p><a className="button" href="/claims">{messages.claims.tryAgain}</a></p>
  return <ClaimsList language={language} page={page.value} words={pickClaimsWords(messages)} row={messages.row} states={messages.state} kinds={kindWords(language)} paintFirst={aScreenful} />
}
