// How much of the list is here, in true numbers, and what the reader can do about the rest.
import { Icon } from '@/components/ui/icon'
import type { Speaker } from '@/lib/messages/speak-briefly'
import type { ClaimsCount } from './claims-state'
import type { ClaimsWords } from './claims-words'

export interface ClaimsProgressProps {
  readonly count: ClaimsCount
  /** Among the loaded ones: versions that another claim replaces. Every other number of the page leaves them out. */
  readonly earlier: number
  readonly loading: boolean
  readonly stopped: boolean
  /** A record of another person came: everything was thrown away. */
  readonly someoneElse: boolean
  readonly t: Speaker<ClaimsWords>
  readonly onStop: () => void
  readonly onGoOn: () => void
  /** Where to begin anew. */
  readonly path: string
}

export function ClaimsProgress(props: ClaimsProgressProps) {
  const { count, earlier, loading, t } = props
  return (
    <div className="flow">
      {loading ? <Loading {...props} /> : null}
      <div role="status" className="flow">
        {loading ? null : <Standing {...props} />}
        {earlier > 0 && !loading ? <p>{t('earlierAmong', { count: earlier })}</p> : null}
        {props.someoneElse ? <p className="tone-stop">{t('someoneElse')}</p> : null}
        {count.unreadable > 0 ? <p className="tone-attention">{t('unreadable', { count: count.unreadable })}</p> : null}
      </div>
    </div>
  )
}

function Loading({ count: { loaded, total }, t, onStop }: ClaimsProgressProps) {
  return (
    <div className="flow no-print">
      <p className="figures font-semibold">
        {total === null ? t('progressOpen', { loaded }) : t('progress', { loaded, total })}
      </p>
      <progress aria-label={t('barLabel')} value={total === null ? undefined : loaded} max={total ?? undefined} />
      <p className="script-only flex flex-wrap items-center gap-x-6 gap-y-2 text-quiet">
        {t('loading')}
        <button type="button" className="tool" onClick={onStop}>{t('stop')}</button>
      </p>
    </div>
  )
}

/** What is so when nothing is on its way: all here, or said not to be. What could not be read is not here. */
function Standing({ count: { loaded, total, standing, unreadable }, stopped, t, onGoOn, path }: ClaimsProgressProps) {
  if (standing === 'complete' && unreadable > 0) return <p className="figures font-semibold">{t('complete', { loaded, total: total ?? loaded })}</p>
  if (standing === 'complete') {
    return (
      <p className="mark tone-paid">
        <Icon name="check" />
        <span>
          <span className="figures">{t('complete', { loaded, total: total ?? loaded })}</span>{' '}
          <span className="font-normal">{t('allHere')}</span>
        </span>
      </p>
    )
  }
  if (standing === 'short') {
    return (
      <>
        <p className="figures">{t('short', { loaded, total: total ?? loaded })}</p>
        <p><a className="button button-quiet" href={path}>{t('startOver')}</a></p>
      </>
    )
  }
  return (
    <>
      <p className="figures font-semibold">{total === null ? t('partialOpen', { loaded }) : t('partial', { loaded, total })}</p>
      <p className="script-only">
        <button type="button" className="button" onClick={onGoOn}>{stopped ? t('goOn') : t('tryAgain')}</button>
      </p>
    </>
  )
}
