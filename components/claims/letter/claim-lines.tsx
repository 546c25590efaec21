// The lines of a claim as labelled cards. Long claims show the first ones and keep the others folded: a hospital's claim
// may have hundreds.
import { Facts, type Fact } from '@/components/ui/facts'
import { Fold } from '@/components/ui/fold'
import { Mark } from '@/components/ui/mark'
import type { ClaimLine } from '@/lib/claims/claim'
import { describeLine } from '@/lib/claims/words/describe'
import { describeAmount } from '@/lib/claims/words/drug-forms'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'
import { claimDates } from './letter-head'
import { LetterPart } from './letter-part'
import { money } from './what-was-paid'

const shownAtOnce = 12

export function ClaimLines({ claim, language }: ClaimPartProps) {
  const t = words(language, 'claim')
  // A prescription is one drug, told above.
  if (claim.kind === 'pde') return null
  // Hospitals are paid for the whole stay: there no line has a payment, and saying so on each would tell nothing.
  const paidByLine = claim.lines.some((line) => line.medicarePaidCents !== null)
  const first = claim.lines.slice(0, shownAtOnce)
  const others = claim.lines.slice(shownAtOnce)
  return (
    <LetterPart id="lines" title={t('linesTitle')}>
      <p className="text-quiet">{claim.lines.length === 0 ? t('linesNone') : t('linesCount', { count: claim.lines.length })}</p>
      <Cards lines={first} language={language} paidByLine={paidByLine} />
      {others.length > 0 ? <Fold summary={t('linesMore', { count: others.length })}><Cards lines={others} language={language} paidByLine={paidByLine} /></Fold> : null}
    </LetterPart>
  )
}

interface CardsProps {
  readonly lines: readonly ClaimLine[]
  readonly language: Language
  readonly paidByLine: boolean
}

function Cards({ lines, language, paidByLine }: CardsProps) {
  return (
    <ol className="grid grid-cols-1 gap-4">
      {lines.map((line) => <li key={line.number} className="line-card"><Card line={line} language={language} paidByLine={paidByLine} /></li>)}
    </ol>
  )
}

function Card({ line, language, paidByLine }: Omit<CardsProps, 'lines'> & { readonly line: ClaimLine }) {
  const t = words(language, 'claim')
  const { what, place, denied } = describeLine(line, language)
  const amount = describeAmount({ quantity: line.quantity, unit: line.unit, text: null }, language)
  const quantity = amount === null ? null : `${t('quantity')}: ${amount}`
  const small = [t('line', { number: line.number }), claimDates(line, language), place, quantity].filter(Boolean)
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <h3 className="min-w-0 !text-body font-bold">{what}</h3>
        <Approved line={line} language={language} />
      </div>
      <p className="text-small text-quiet">{small.join(' · ')}</p>
      {denied ? <p className="tone-stop">{denied}</p> : null}
      <div className="mt-2"><Facts kind="money" facts={lineAmounts(line, language, paidByLine)} /></div>
    </>
  )
}

/** "Service approved?" in the notice's own words, with the answer. */
function Approved({ line, language }: { readonly line: ClaimLine; readonly language: Language }) {
  const t = words(language, 'claim')
  const isNo = line.denied || line.decision === 'not-affirmed'
  const isOpen = line.decision === 'pending'
  const answer = line.decision ? t(`decisions.${line.decision}`) : t(isNo ? 'no' : 'yes')
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-small">
      <span className="text-quiet">{t('approved')}</span>
      <Mark icon={isOpen ? 'hourglass' : isNo ? 'cross' : 'check'} tone={isOpen ? 'attention' : isNo ? 'stop' : 'paid'}>{answer}</Mark>
    </p>
  )
}

/** Charged always, paid where lines are paid; the rest where the line lists it. A share of nothing is left to the sum above. */
function lineAmounts(line: ClaimLine, language: Language, paidByLine: boolean): readonly Fact[] {
  const t = words(language, 'claim')
  const optional: readonly (readonly [string, string | null])[] = [
    [t('billed'), money(line.billedCents, language)],
    [t('allowed'), line.allowedCents === null ? null : money(line.allowedCents, language)],
    [t('medicarePaid'), paidByLine ? money(line.medicarePaidCents, language) : null],
    [t('terms.deductible'), line.deductibleCents ? money(line.deductibleCents, language) : null],
    [t('terms.coinsurance'), line.coinsuranceCents ? money(line.coinsuranceCents, language) : null],
    [t('notCovered'), line.notCoveredCents ? money(line.notCoveredCents, language) : null],
  ]
  return optional.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
