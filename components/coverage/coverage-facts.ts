// What is known of one part of Medicare, fact by fact, in words.
import type { Fact } from '@/components/ui/facts'
import type { Coverage } from '@/lib/claims/coverage'
import { describeCoverage } from '@/lib/claims/words/coverage'
import { describeState } from '@/lib/claims/words/people'
import { formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

/** An end this far away is Medicare's way of writing "open" (contract claims-data 2.1). */
const openEnd = '2099'

export function coverageFacts(coverage: Coverage, language: Language): readonly Fact[] {
  const t = words(language, 'coverage')
  const { why, status, medicaid, extraHelp, planKind, stateBuyIn } = describeCoverage(coverage, language)
  return present([
    ...period(coverage, language),
    [t('insurer'), coverage.insurer],
    [t('insurerPhone'), coverage.insurerPhone],
    [t('planKind'), planKind],
    [t('plan'), coverage.contract && [coverage.contract, coverage.plan].filter(Boolean).join('-')],
    [t('reason'), why],
    [t('status'), status],
    [t('help'), [medicaid, extraHelp].filter(Boolean).join('. ')],
    [t('buyIn'), stateBuyIn],
    [t('medicaidState'), describeState(coverage.medicaidState, language)],
  ])
}

/** The numbers a pharmacy asks for; none where the record has no drug card. */
export function drugCardFacts({ drugCard }: Coverage, language: Language): readonly Fact[] {
  const t = words(language, 'coverage')
  if (!drugCard) return []
  return present([[t('member'), drugCard.memberId], [t('bin'), drugCard.bin], [t('pcn'), drugCard.pcn], [t('group'), drugCard.group]])
}

function period({ standing, from, to }: Coverage, language: Language): readonly (readonly [string, string | null])[] {
  const t = words(language, 'coverage')
  const begins = { active: t('since'), future: t('starts'), ended: t('startedOn'), never: t('startedOn'), unknown: t('startedOn') }[standing]
  const isOpen = to === null || to >= openEnd
  return [
    [begins, from === null ? t('notListed') : formatDate(from, language)],
    [standing === 'ended' ? t('ended') : t('ends'), isOpen ? null : formatDate(to, language)],
  ]
}

function present(facts: readonly (readonly [string, string | null])[]): readonly Fact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
