// What stands around every page: the way past it, where we are, the reader's tools, and the foot.
import type { ReactNode } from 'react'
import { formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { ReaderTools } from './reader-tools'
import { SandboxStrip } from './sandbox-strip'
import { SiteFooter } from './site-footer'
import { Wordmark } from './wordmark'

export interface PageShellProps {
  readonly language: Language
  readonly textSize: string
  readonly sandbox: boolean
  /** Stands before the reader's tools: the way out, for who is signed in. */
  readonly headEnd?: ReactNode
  /** Stands before the page: the navigation, on signed-in pages. */
  readonly nav?: ReactNode
  /** More links for the foot. */
  readonly footLinks?: ReactNode
  /** More than a letter's width, for a page with something beside the letter. */
  readonly wide?: boolean
  readonly children: ReactNode
}

export function PageShell({ language, textSize, sandbox, headEnd, nav, footLinks, wide = false, children }: PageShellProps) {
  const t = words(language, 'shell')
  return (
    <>
      <a className="button skip-link" href="#text">{t('skip')}</a>
      <header className="site-header">
        {sandbox ? <SandboxStrip language={language} /> : null}
        <div className="site-header-inner">
          <Wordmark label={t('home')} />
          {headEnd ? <div className="site-header-end">{headEnd}</div> : null}
          <ReaderTools language={language} textSize={textSize} />
        </div>
      </header>
      <div className={nav ? 'page page-with-nav' : 'page'}>
        {nav}
        <main id="text" tabIndex={-1} className={nav || wide ? 'page-main' : 'page-main mx-auto max-w-letter'}>
          {children}
          <p className="print-only mt-8">
            {t('notABill')} {t('printSource')} {t('printedOn', { date: formatDate(new Date().toISOString(), language) })}
          </p>
        </main>
      </div>
      <SiteFooter language={language}>{footLinks}</SiteFooter>
    </>
  )
}
