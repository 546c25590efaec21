// The consent receipt: what the person shared, what they did not, what that hides, until when, how to stop. Told from what
// was granted, never from what was asked for.
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Receipt } from '@/lib/claims/receipt'
import { formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { LocalTime } from './local-time'

const things = [
  { key: 'claims', shared: (receipt: Receipt) => receipt.sharesClaims, hides: 'hidesClaims' },
  { key: 'coverage', shared: (receipt: Receipt) => receipt.sharesCoverage, hides: 'hidesCoverage' },
  { key: 'profile', shared: (receipt: Receipt) => receipt.sharesProfile, hides: 'hidesProfile' },
] as const

export function ConsentReceipt({ receipt, language }: { readonly receipt: Receipt; readonly language: Language }) {
  const t = words(language, 'receipt')
  const shared = things.filter((thing) => thing.shared(receipt))
  const withheld = things.filter((thing) => !thing.shared(receipt))
  return (
    <div className="side-heads">
      <Part title={t('sharedTitle')}>
        {shared.length > 0 ? <Ticked items={shared.map(({ key }) => t(key))} icon="check" tone="paid" /> : <p>{t('nothing')}</p>}
      </Part>
      <Part title={t('notSharedTitle')}>
        {withheld.length > 0 ? <Ticked items={withheld.map(({ key }) => t(key))} icon="slash" tone="quiet" /> : <p>{t('everything')}</p>}
      </Part>
      <Part title={t('hidesTitle')}>
        {withheld.length > 0 ? withheld.map(({ hides }) => <p key={hides}>{t(hides)}</p>) : <p>{t('hidesNothing')}</p>}
      </Part>
      {receipt.version === 3 ? (
        <Part title={t('substanceTitle')}><p>{t('substance1')}</p><p>{t('substance2')}</p><p>{t('substance3')}</p></Part>
      ) : null}
      <Part title={t('untilTitle')}>
        <p><UntilWhen receipt={receipt} language={language} /></p>
        <p>{t('session', { minutes: receipt.idleMinutes })}</p>
      </Part>
      <Part title={t('stopTitle')}><p>{t('stopHere')}</p><p>{t('stopElsewhere')}</p></Part>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h2>{title}</h2>
      <div className="side-text flow">{children}</div>
    </div>
  )
}

function Ticked({ items, icon, tone }: { readonly items: readonly string[]; readonly icon: 'check' | 'slash'; readonly tone: 'paid' | 'quiet' }) {
  return (
    <ul className="grid grid-cols-1 gap-2">
      {items.map((item) => (
        <li key={item} className="flex gap-3">
          <span className={`size-6 flex-none mt-0.5 tone-${tone}`}><Icon name={icon} /></span>
          {item}
        </li>
      ))}
    </ul>
  )
}

/** A date for access that lasts months; a time of day for access that ends within the hour. */
function UntilWhen({ receipt: { accessEndsAt, staysConnected }, language }: { readonly receipt: Receipt; readonly language: Language }): ReactNode {
  const t = words(language, 'receipt')
  if (accessEndsAt === null) return t('untilOpen')
  if (staysConnected) return t('until', { date: formatDate(accessEndsAt, language) })
  return t.rich('untilTime', { time: () => <LocalTime key="time" atMs={Date.parse(accessEndsAt)} language={language} /> })
}
