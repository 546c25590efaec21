// What was done with a person's permission, newest first, and the same as a file. Works without script.
import { Fold } from '@/components/ui/fold'
import { Notice } from '@/components/ui/notice'
import type { AccessLine, AccessLines } from '@/lib/claims/access-line'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { accessSentence } from './access-sentence'
import { LocalMoment } from './local-moment'

const shownAtOnce = 15
const mostShown = 500

interface Props {
  /** Null when the log does not answer. */
  readonly lines: AccessLines | null
  readonly language: Language
}

export function AccessLinesSheet({ lines, language }: Props) {
  const t = words(language, 'access')
  return (
    <section className="mt-10" aria-labelledby="lines">
      <h2 id="lines">{t('log.title')}</h2>
      <div className="flow mt-4">
        <p>{t('log.lead')}</p>
        <p>{t('log.alone')}</p>
        {lines === null ? <Notice icon="alert" tone="attention"><p>{t('log.unavailable')}</p></Notice> : <Told lines={lines} language={language} />}
      </div>
    </section>
  )
}

function Told({ lines: { lines, whole }, language }: { readonly lines: AccessLines; readonly language: Language }) {
  const t = words(language, 'access')
  if (lines.length === 0 && whole) return <p>{t('log.none')}</p>
  const newest = lines.toReversed().slice(0, mostShown)
  const older = newest.slice(shownAtOnce)
  return (
    <>
      <Notice icon={whole ? 'check' : 'alert'} tone={whole ? 'paid' : 'attention'}><p>{t(whole ? 'log.whole' : 'log.notWhole')}</p></Notice>
      <p>{t('log.newest')}</p>
      <Lines lines={newest.slice(0, shownAtOnce)} language={language} />
      {older.length > 0 ? <Fold summary={t('log.older', { count: older.length })}><Lines lines={older} language={language} /></Fold> : null}
      {lines.length > mostShown ? <p>{t('log.cut', { count: mostShown })}</p> : null}
      <p>{t('log.holds')}</p>
      <p className="flex flex-wrap gap-4 no-print">
        <a className="button button-quiet" href="/access/lines?as=text" download>{t('log.saveText')}</a>
        <a className="button button-quiet" href="/access/lines?as=json" download>{t('log.saveLines')}</a>
      </p>
    </>
  )
}

function Lines({ lines, language }: { readonly lines: readonly AccessLine[]; readonly language: Language }) {
  return (
    <ol className="records" reversed start={lines[0]?.number}>
      {lines.map((line) => (
        <li key={line.number} className="py-3 tablet:flex tablet:items-baseline tablet:justify-between tablet:gap-6">
          <span className="block">{accessSentence(line, language)}</span>
          <span className="record-small block tablet:flex-none"><LocalMoment atMs={line.atMs} language={language} /></span>
        </li>
      ))}
    </ol>
  )
}
