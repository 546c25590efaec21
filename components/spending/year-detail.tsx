// One year: its four sums, its kinds of care, the deductible, the drugs, and what stands in no sum.
import type { KindWords } from '@/components/claims/claims-filters'
import { CardTable } from '@/components/ui/card-table'
import { Fold } from '@/components/ui/fold'
import type { YearSpending } from '@/lib/claims/spending'
import { formatMoney } from '@/lib/format'
import type { Bar } from './bar-geometry'
import { Bars } from './bars'
import { Deductible } from './deductible'
import { partOf, sayCare, sayMoney, type Voice } from './sum-words'

export interface YearDetailProps extends Voice {
  readonly spending: YearSpending
  readonly kinds: KindWords
  /** The newest year stands open. */
  readonly open: boolean
}

export function YearDetail({ spending, kinds, open, ...voice }: YearDetailProps) {
  const { t } = voice
  const { year, care } = spending
  return (
    <details className="year-fold" open={open}>
      <summary>
        <h3>{year ?? t('noDate')}</h3>
        <span>{owedOf(spending, voice)}</span>
      </summary>
      <div className="year-body">
        {care.count > 0 ? <Care spending={spending} kinds={kinds} {...voice} /> : null}
        {spending.deductible ? <Deductible progress={spending.deductible} {...voice} /> : null}
        {spending.drugs ? <p>{t('drugsYear', { amount: sayMoney(spending.drugs.paid, spending.drugs.count, voice) })}</p> : null}
        <Apart spending={spending} {...voice} />
      </div>
    </details>
  )
}

/** The line under the year, which says all of it while the year is folded. */
function owedOf({ care }: YearSpending, voice: Voice): string {
  const { t } = voice
  if (care.count === 0) return t('yearNoCare')
  if (care.mayOwe.listed === 0) return t('yearNoOwe')
  if (care.mayOwe.cents === 0 && care.mayOwe.listed === care.count) return t('yearNothing')
  return `${t('yearOwe', { amount: sayMoney(care.mayOwe, care.count, voice) })} ${t('notABill')}`
}

function Care({ spending: { year, care, kinds }, kinds: kindWords, ...voice }: Omit<YearDetailProps, 'open'>) {
  const { t } = voice
  const when = year ?? t('noDate')
  const columns = [t('charged'), t('approved'), t('medicarePaid'), t('mayOwe')]
  const four = fourBars({ care }, voice)
  const isPart = four.some(({ parts }) => parts.some(({ look }) => look === 'dashed'))
  return (
    <>
      <p>{t('count', { count: care.count })} {isPart ? `${t('onSomeNote')} ${t('approvedNote')}` : null}</p>
      <Bars alt={`${t('yearAlt', { year: when })} ${t('notABill')}`} bars={four} />
      <h4>{t('kindTitle')}</h4>
      <Bars alt={`${t('kindAlt', { year: when })} ${t('notABill')}`} bars={kinds.map((kind) => ({ key: kind.kind, label: kindWords[kind.kind], parts: paidAndOwed(kind, voice) }))} />
      <Fold summary={t('asTable', { what: when })}>
        <CardTable
          caption={`${when}. ${t('notABill')}`}
          columns={[t('kind'), t('claims'), ...columns]}
          rows={kinds.map((kind) => ({ key: kind.kind, name: kindWords[kind.kind], cells: [kind.count, ...sayCare(kind, voice)] }))}
          total={{ key: 'total', name: t('together'), cells: [care.count, ...sayCare(care, voice)] }}
        />
      </Fold>
    </>
  )
}

function fourBars({ care }: Pick<YearSpending, 'care'>, voice: Voice): readonly Bar[] {
  const { t } = voice
  const bar = (key: 'charged' | 'approved' | 'medicarePaid' | 'mayOwe', look: 'solid' | 'open'): Bar => ({
    key,
    label: t(key),
    value: sayMoney(care[key], care.count, voice),
    parts: [partOf(care[key], care.count, voice, { word: t(key), look })],
  })
  return [bar('charged', 'solid'), bar('approved', 'solid'), bar('medicarePaid', 'solid'), bar('mayOwe', 'open')]
}

function paidAndOwed({ count, medicarePaid, mayOwe }: YearSpending['kinds'][number], voice: Voice): Bar['parts'] {
  const { t } = voice
  return [partOf(medicarePaid, count, voice, { word: t('medicarePaid'), look: 'solid' }), partOf(mayOwe, count, voice, { word: t('mayOwe'), look: 'open' })]
}

/** What was refused, called back or not decided is said, and stands in no sum. */
function Apart({ spending: { denied, notAllowed, cancelled, inProcess }, ...voice }: Voice & { readonly spending: YearSpending }) {
  const { language, t } = voice
  if (denied.count + notAllowed.listed + cancelled + inProcess === 0) return null
  const charged = denied.charged.listed > 0 ? t('deniedCharged', { amount: sayMoney(denied.charged, denied.count, voice) }) : ''
  return (
    <>
      <h4>{t('apartTitle')}</h4>
      <ul className="dots">
        {denied.count > 0 ? <li>{t('denied', { count: denied.count })} {charged}</li> : null}
        {notAllowed.listed > 0 ? <li>{t('notAllowed', { amount: formatMoney(notAllowed.cents, language), count: notAllowed.listed })}</li> : null}
        {denied.count + notAllowed.listed > 0 ? <li>{t('deniedNote')}</li> : null}
        {cancelled > 0 ? <li>{t('cancelled', { count: cancelled })}</li> : null}
        {inProcess > 0 ? <li>{t('inProcess', { count: inProcess })}</li> : null}
      </ul>
    </>
  )
}
