// The page after the last one: says what ended and what is safe, and lets the other tabs of this browser know.
import type { Metadata } from 'next'
import { PublicPage } from '@/app/public-page'
import { readLanguage } from '@/app/reader'
import { SessionNews } from '@/components/session/session-news'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import type { Language } from '@/lib/format'
import { messagesFor, words } from '@/lib/messages/messages'
import { readDestination } from '@/lib/session/destinations'

const connectedApps = 'https://www.medicare.gov/my/connected-apps'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'signedOut')('tab') }
}

export default async function SignedOutPage({ searchParams }: Props) {
  const { how, then } = await searchParams
  const language = await readLanguage()
  const t = words(language, 'signedOut')
  const hows = messagesFor(language).signedOut.hows
  const known = isHow(how, hows) ? how : 'session-ended'
  const said = hows[known]
  const unsure = known === 'disconnected-waiting' || known === 'disconnected-unproven'
  return (
    <PublicPage>
      <SessionNews news="ended" />
      <div className="sheet">
        <span className={`mark text-title ${unsure ? 'tone-attention' : 'tone-paid'}`}>
          <Icon name={unsure ? 'alert' : 'check'} />
        </span>
        <PageTitle>{said.title}</PageTitle>
        <p className="lead mt-4">{said.what}</p>
        <dl className="side-heads mt-6">
          <div><dt>{t('safe')}</dt><dd>{said.safe}</dd></div>
        </dl>
        {unsure ? <ToBeSure language={language} /> : null}
        <p className="mt-4">{t('shared')}</p>
        <p className="mt-6">
          {known === 'session-ended' ? (
            <a className="button" href={`/sign-in?then=${readDestination(then)}`}>{t('onward')}</a>
          ) : (
            <a className="button" href="/">{t('again')}</a>
          )}
        </p>
      </div>
    </PublicPage>
  )
}

/** Where a person can see for themselves that access ended, when we could not prove it. */
function ToBeSure({ language }: { readonly language: Language }) {
  const t = words(language, 'signedOut')
  return (
    <p className="mt-4">
      {t.rich('hows.disconnected-unproven.next', { apps: (chunks) => <a href={connectedApps} rel="noreferrer">{chunks}</a> })}
    </p>
  )
}

function isHow<Hows extends object>(how: unknown, hows: Hows): how is keyof Hows {
  return typeof how === 'string' && Object.hasOwn(hows, how)
}
