// The lines of a claim as labelled cards. Long claims show the first ones and keep the others folded: a hospital's claim
// may have hundreds.
import { Facts, type Fact } from '@/components/ui/facts'
import { Fold } from '@/components/ui/fold'
import type { ClaimLine } from '@/lib/claims/claim'
import { describeLine } from '@/lib/claims/words/describe'
import { formatCount, type Language } from '@/lib/format'
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
  const first = claim.lines.slice(0, shownAtOnce)
  const others = claim.lines.slice(shownAtOnce)
  return (
    <LetterPart id="lines" title={t('linesTitle')}>
      <p className="text-quiet">{claim.lines.length === 0 ? t('linesNone') : t('linesCount', { count: claim.lines.length })}</p>
      <Cards lines={first} language={language} />
      {others.length > 0 ? <Fold summary={t('linesMore', { count: others.length })}><Cards lines={others} language={language} /></Fold> : null}
    </LetterPart>
  )
}

function Cards({ lines, language }: { readonly lines: readonly ClaimLine[]; readonly language: Language }) {
  return (
    <ol className="grid gap-4">
      {lines.map((line) => <li key={line.number} className="line-card"><Card line={line} language={language} /></li>)}
    </ol>
  )
}

function Card({ line, language }: { readonly line: ClaimLine; readonly language: Language }) {
  const t = words(language, 'claim')
  return (
    <>
      <p className="text-small text-quiet">{[t('line', { number: line.number }), claimDates(line, language)].filter(Boolean).join(' · ')}</p>
      <h3 className="!text-body font-bold">{describeLine(line, language).what}</h3>
      <div className="mt-1"><Facts kind="money" facts={lineFacts(line, language)} /></div>
    </>
  )
}

function lineFacts(line: ClaimLine, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  const { place, denied } = describeLine(line, language)
  const quantity = line.quantity === null ? null : [formatCount(line.quantity, language), line.unit].filter(Boolean).join(' ')
  const approved = line.decision ? t(`decisions.${line.decision}`) : line.denied ? `${t('no')}: ${denied ?? t('deniedWhyUnknown')}` : t('yes')
  const optional: readonly (readonly [string, string | null])[] = [
    [t('where'), place],
    [t('quantity'), quantity],
    [t('approved'), approved],
    [t('billed'), money(line.billedCents, language)],
    [t('allowed'), line.allowedCents === null ? null : money(line.allowedCents, language)],
    [t('medicarePaid'), money(line.medicarePaidCents, language)],
    [t('terms.deductible'), line.deductibleCents === null ? null : money(line.deductibleCents, language)],
    [t('terms.coinsurance'), line.coinsuranceCents === null ? null : money(line.coinsuranceCents, language)],
    [t('notCovered'), line.notCoveredCents ? money(line.notCoveredCents, language) : null],
  ]
  return optional.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
