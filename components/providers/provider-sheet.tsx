// One provider: name before number, how often and when, what their claims come to, and the claims themselves.
import { writeFilter } from '@/components/claims/use-fragment-filter'
import { sayPeriod } from '@/components/records/say-period'
import { Fold } from '@/components/ui/fold'
import { WalkLink } from '@/components/ui/walk-link'
import { noFilter } from '@/lib/claims/filter'
import type { OtherProvider, ProviderEntry } from '@/lib/claims/providers'
import type { Language } from '@/lib/format'
import { type Speaker, speak } from '@/lib/messages/speak-briefly'
import { ProviderFigure } from './provider-figure'
import type { ProviderWords } from './providers-view'

export interface ProviderSheetProps {
  readonly provider: ProviderEntry
  readonly pharmacy: boolean
  readonly language: Language
  readonly words: ProviderWords
  readonly t: Speaker<ProviderWords>
  /** Every claim is here: only then how often, when and how much are true. */
  readonly whole: boolean
}

export function ProviderSheet(props: ProviderSheetProps) {
  const { provider: { name, number, about, others }, t, whole } = props
  return (
    <article className="record">
      <div className="min-w-0">
        <h3 className="record-name">{name}</h3>
        {about === null ? null : <p>{about}</p>}
        {number === null ? null : <p className="record-small">{t('number', { number })}</p>}
        {whole ? <Visits {...props} /> : null}
      </div>
      {whole ? <ProviderFigure {...props} /> : null}
      <div className="record-more record-more-row">
        <ClaimsLink {...props} />
        {others.length > 0 ? <Others {...props} /> : null}
      </div>
    </article>
  )
}

function Visits({ provider, pharmacy, language, words, t }: ProviderSheetProps) {
  const { count } = provider.totals
  return (
    <p className="text-quiet">
      {t(pharmacy ? 'fills' : 'visits', { count })}, {sayPeriod(provider, words.between, language) ?? words.dateUnknown}
    </p>
  )
}

/** The filter stands behind the `#`: whose claims somebody looks at reaches no server. */
function ClaimsLink({ provider: { key, name }, words }: ProviderSheetProps) {
  if (key === null) return null
  return (
    <WalkLink href={`/claims${writeFilter({ ...noFilter, provider: key })}`} className="plain-link" opening={words.opening}>
      <span>{words.seeClaims}<span className="sr-only">: {name}</span></span>
    </WalkLink>
  )
}

function Others({ provider: { others }, language, words }: ProviderSheetProps) {
  return (
    <Fold summary={speak(words.others, { count: others.length }, language)}>
      <ul className="quiet-list">
        {others.map((other) => <li key={`${other.role} ${other.key}`}><span className="text-quiet">{roleOf(other, words)}:</span> {other.name}</li>)}
      </ul>
    </Fold>
  )
}

function roleOf({ role }: OtherProvider, words: ProviderWords): string {
  return words[`role-${role}`]
}
