// The first page after Medicare: the consent receipt, and below it the claims, which arrive while it is read.
import type { Metadata } from 'next'
import { setTimeout as pause } from 'node:timers/promises'
import { Suspense } from 'react'
import { forPage, type PageAnswer } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { ClaimsList } from '@/components/claims/claims-list'
import { ClaimsLoader } from '@/components/claims/claims-loader'
import { pickClaimsWords } from '@/components/claims/claims-words'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { ConsentReceipt } from '@/components/receipt/consent-receipt'
import { SessionNews } from '@/components/session/session-news'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import type { ClaimsPage } from '@/lib/claims/claims-page'
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
  const below = claimsHere ? await beginClaims(language) : null
  return (
    <>
      <div className="sheet max-w-letter">
        <SessionNews news="began" />
        <PageTitle>{words(language, 'welcome')('title')}</PageTitle>
        <p className="my-6"><WayOn then={then} here={claimsHere} language={language} /></p>
        <ConsentReceipt receipt={receipt.value} language={language} />
        {receipt.value.sharesClaims && !claimsHere ? <ClaimsLoader language={language} /> : null}
      </div>
      {below ? <ClaimsBelow language={language} below={below} /> : null}
    </>
  )
}

function WayOn({ then, here, language }: { readonly then: Destination; readonly here: boolean; readonly language: Language }) {
  const t = words(language, 'welcome')
  if (here) return <a href="#your-claims" className="button">{t('claims')}</a>
  return <WalkLink href={destinationPath(then)} className="button" opening={words(language, 'shell')('opening')}>{t(then)}</WalkLink>
}

type FirstAnswer = PageAnswer<ClaimsPage>

interface Below {
  readonly coming: Promise<FirstAnswer>
  /** The answer itself, where it came soon enough to be painted together with the receipt. */
  readonly soon: FirstAnswer | null
}

/**
 * How long the receipt waits for the claims. Painted together they are there sooner than apart: a receipt that is alone
 * on the screen has its script run first, and the claims wait for that. Nobody notices the wait; Medicare's page stays.
 */
const togetherMs = 300

async function beginClaims(language: Language): Promise<Below> {
  const coming = forPage(() => listFirstClaims(language))
  // Whoever reads it later is told of a failure; until then it must not end the process.
  coming.catch(() => undefined)
  return { coming, soon: await Promise.race([coming, pause(togetherMs, null)]) }
}

/** Nobody who came for the claims has to ask for them once more. */
function ClaimsBelow({ language, below: { soon, coming } }: { readonly language: Language; readonly below: Below }) {
  const { claims, shell } = messagesFor(language)
  return (
    <section id="your-claims" className="max-w-list mt-12" aria-labelledby="your-claims-title">
      <h2 id="your-claims-title" className="text-display">{claims.title}</h2>
      <p className="mt-3 mb-6"><strong>{shell.notABill}</strong> {claims.notBills}</p>
      {soon ? (
        <FirstClaims language={language} answer={soon} />
      ) : (
        <>
          <RevealAtOnce />
          <Suspense fallback={<p role="status">{claims.loading}</p>}><LateClaims language={language} coming={coming} /></Suspense>
        </>
      )}
    </section>
  )
}

/** Comes after the receipt has been shown, so nobody waits for it. */
async function LateClaims({ language, coming }: { readonly language: Language; readonly coming: Promise<FirstAnswer> }) {
  return <FirstClaims language={language} answer={await coming} />
}

function FirstClaims({ language, answer }: { readonly language: Language; readonly answer: FirstAnswer }) {
  const messages = messagesFor(language)
  if (!answer.ok) return <p><a className="button" href="/claims">{messages.claims.tryAgain}</a></p>
  return <ClaimsList language={language} page={answer.value} words={pickClaimsWords(messages)} row={messages.row} states={messages.state} kinds={kindWords(language)} />
}
