// The foot of every page: whom to call, what we promise, and the line Medicare asks for, word for word in its own language.
import type { ReactNode } from 'react'
import type { Language } from '@/lib/format'
import { messagesFor, words } from '@/lib/messages/messages'

export function SiteFooter({ language, children }: { readonly language: Language; readonly children?: ReactNode }) {
  const t = words(language, 'shell')
  return (
    <footer className="site-footer">
      <div className="site-footer-inner">
        <p>
          {t('help')} <a href="tel:+18006334227" className="font-semibold">{t('phone')}</a>
        </p>
        <ul className="flex flex-wrap gap-x-8 gap-y-2">
          <li><a className="plain-link" href="/privacy">{t('privacy')}</a></li>
          <li><a className="plain-link" href="/terms">{t('terms')}</a></li>
          {children}
        </ul>
        <Endorsement language={language} />
      </div>
    </footer>
  )
}

function Endorsement({ language }: { readonly language: Language }) {
  const original = messagesFor('en').shell.endorsement
  if (language === 'en') return <p>{original}</p>
  return (
    <div className="flow">
      <p>{messagesFor(language).shell.endorsement}</p>
      <p lang="en">{original}</p>
    </div>
  )
}
