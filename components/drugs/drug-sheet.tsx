// One drug: its name, when it was filled last and when it may run out, who gave it, and what it cost.
import type { Fact } from '@/components/ui/facts'
import { Facts } from '@/components/ui/facts'
import type { CalendarDate } from '@/lib/claims/claim'
import { type DrugEntry, standingOfNextFill } from '@/lib/claims/drugs'
import { formatDate, formatMoney, type Language } from '@/lib/format'
import type { Speaker } from '@/lib/messages/speak-briefly'
import { DrugFills } from './drug-fills'
import type { DrugWords } from './drugs-view'

export interface DrugSheetProps {
  readonly drug: DrugEntry
  readonly language: Language
  readonly words: DrugWords
  readonly t: Speaker<DrugWords>
  readonly today: CalendarDate
  /** Every claim is here: only then sums and the next fill are true. */
  readonly whole: boolean
  /** The name alone would not tell which drug this is. */
  readonly showCode: boolean
}

export function DrugSheet(props: DrugSheetProps) {
  const { drug, whole } = props
  return (
    <article className="record">
      <div className="min-w-0">
        <Name {...props} />
        <Facts kind="words" facts={factsOf(props)} />
      </div>
      {whole ? <Cost {...props} /> : null}
      <div className="record-more"><DrugFills {...props} key={drug.key} /></div>
    </article>
  )
}

function Name({ drug: { name, code, compound }, t, showCode }: DrugSheetProps) {
  const heading = name ?? (code === null ? t('nameUnknown') : t('drugCode', { code }))
  return (
    <>
      <h2 className="record-name">{heading}</h2>
      {name === null && code !== null ? <p className="record-small">{t('codeNote')}</p> : null}
      {name !== null && code !== null && showCode ? <p className="record-small">{t('sameName', { code })}</p> : null}
      {compound ? <p className="record-small">{t('compound')}</p> : null}
    </>
  )
}

function factsOf({ drug, language, t, today, whole }: DrugSheetProps): readonly Fact[] {
  const next = whole && drug.nextFill !== null ? { on: drug.nextFill, standing: standingOfNextFill(drug.nextFill, today) } : null
  return [
    { label: t('lastFill'), value: [sayLastFill(drug, language, t), next?.standing === 'long-past' ? t('noneSince') : ''].join(' ').trim() },
    ...(next === null ? [] : sayNextFill(next, language, t)),
    { label: t('pharmacy'), value: drug.pharmacy ?? t('notListed') },
    { label: t('prescriber'), value: drug.prescriber ?? t('notListed') },
  ]
}

function sayLastFill({ lastFill, daysSupply }: DrugEntry, language: Language, t: DrugSheetProps['t']): string {
  const date = lastFill === null ? t('dateUnknown') : formatDate(lastFill, language)
  return daysSupply ? t('withSupply', { date, days: t('supply', { count: daysSupply }) }) : `${date}.`
}

interface NextFill {
  readonly on: CalendarDate
  readonly standing: ReturnType<typeof standingOfNextFill>
}

/** Never as a reproach: a fill long ago is just the last one. */
function sayNextFill({ on, standing }: NextFill, language: Language, t: DrugSheetProps['t']): readonly Fact[] {
  if (standing === 'long-past') return []
  return [{ label: t('nextFill'), value: t(standing === 'past' ? 'nextPast' : 'nextAbout', { date: formatDate(on, language) }) }]
}

/** This year's first, as it is the one that still grows; without a fill this year, all of them. */
function Cost({ drug: { total, years }, language, t, today }: DrugSheetProps) {
  const year = today.slice(0, 4)
  const thisYear = years.find((one) => one.year === year)
  const cost = thisYear ?? total
  return (
    <div className="record-figure">
      <p className="record-small">{thisYear ? t('youPaidYear', { year }) : t('youPaidAll')}</p>
      <p className={cost.cents === null ? '' : 'record-sum'}>{cost.cents === null ? t('notListed') : formatMoney(cost.cents, language)}</p>
      {thisYear && total.cents !== null && total.fills > thisYear.fills ? <p className="record-small">{t('allOf', { amount: formatMoney(total.cents, language) })}</p> : null}
      {total.withoutAmount > 0 && total.cents !== null ? <p className="record-small">{t('leftOut', { count: total.withoutAmount })}</p> : null}
    </div>
  )
}
