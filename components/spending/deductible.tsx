// How much of the year's Part B deductible the claims have used, against what Medicare set for that year.
import { scaleLinear } from 'd3-scale'
import type { DeductibleProgress } from '@/lib/claims/spending'
import { formatMoney } from '@/lib/format'
import type { Voice } from './sum-words'

export function Deductible({ progress, language, t }: Voice & { readonly progress: DeductibleProgress }) {
  const { used, count, ofCents } = progress
  return (
    <>
      <h4>{t('deductibleTitle')}</h4>
      <p>{t('deductibleGloss')}</p>
      <p className="figures font-semibold">{sayProgress(progress, { language, t })}</p>
      {ofCents === null || used.listed === 0 ? null : <Track cents={used.cents} ofCents={ofCents} />}
      {used.listed < count && used.listed > 0 ? <p className="text-quiet">{t('deductibleListed', { listed: used.listed, count })}</p> : null}
    </>
  )
}

function sayProgress({ used: { cents, listed }, ofCents }: DeductibleProgress, { language, t }: Voice): string {
  if (listed === 0) return `${t('notListed')}.`
  const used = formatMoney(cents, language)
  if (ofCents === null) return t('deductibleOnly', { used })
  const of = formatMoney(ofCents, language)
  return t(cents > ofCents ? 'deductibleMore' : cents === ofCents ? 'deductibleMet' : 'deductibleUsed', { used, of })
}

/** The sentence above it says the same, so the bar itself is silent. */
function Track({ cents, ofCents }: { readonly cents: number; readonly ofCents: number }) {
  const percent = scaleLinear().domain([0, ofCents]).range([0, 100]).clamp(true)
  return (
    <svg className="bar bar-wide" focusable="false" aria-hidden="true">
      <rect className="bar-track" x="0" y="0" width="100%" height="100%" />
      <rect className="bar-solid" x="0" y="0" width={`${percent(cents).toFixed(3)}%`} height="100%" />
    </svg>
  )
}
