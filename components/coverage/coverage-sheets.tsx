// The parts of Medicare, one sheet each, in the order everybody learns them; the Medicare number once, folded away.
import { MedicareNumber } from '@/components/medicare-number'
import { Facts } from '@/components/ui/facts'
import { Fold } from '@/components/ui/fold'
import type { IconName } from '@/components/ui/icon'
import { Mark, type Tone } from '@/components/ui/mark'
import type { Coverage } from '@/lib/claims/coverage'
import { describePart, describeStanding } from '@/lib/claims/words/coverage'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { coverageFacts, drugCardFacts } from './coverage-facts'

const looks: Readonly<Record<Coverage['standing'], readonly [IconName, Tone]>> = {
  active: ['check', 'paid'],
  ended: ['slash', 'quiet'],
  future: ['clock', 'attention'],
  never: ['slash', 'quiet'],
  unknown: ['open', 'quiet'],
}

export function CoverageSheets({ coverage, language }: { readonly coverage: readonly Coverage[]; readonly language: Language }) {
  const number = coverage.find(({ medicareNumber }) => medicareNumber !== null)?.medicareNumber ?? null
  return (
    <div className="grid grid-cols-1 gap-6">
      {coverage.toSorted((one, other) => (one.part < other.part ? -1 : 1)).map((part, index) => (
        // One part may come twice, the old one beside the new.
        <CoverageSheet key={`${part.part} ${index}`} id={`part-${index}`} coverage={helpOnce(part, coverage)} language={language} />
      ))}
      <MedicareNumber number={number} language={language} />
    </div>
  )
}

/** Medicare repeats the help from Medicaid on every part: it is said once, on its own sheet or on Part A. */
function helpOnce(part: Coverage, all: readonly Coverage[]): Coverage {
  const home = all.some((other) => other.part === 'dual' && other.dual !== null) ? 'dual' : 'A'
  return part.part === home ? part : { ...part, dual: null }
}

interface SheetProps {
  readonly id: string
  readonly coverage: Coverage
  readonly language: Language
}

function CoverageSheet({ id, coverage, language }: SheetProps) {
  const t = words(language, 'coverage')
  const [icon, tone] = looks[coverage.standing]
  const card = drugCardFacts(coverage, language)
  return (
    <section className="sheet" aria-labelledby={id}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 id={id} className="!text-lead">{describePart(coverage.part, language)}</h2>
        <Mark icon={icon} tone={tone}>{describeStanding(coverage.standing, language)}</Mark>
      </div>
      <p className="mt-1 mb-3 text-quiet">{t(`parts.${coverage.part}`)}</p>
      {coverage.standing === 'never' ? null : <Facts kind="words" facts={coverageFacts(coverage, language)} />}
      {card.length > 0 ? <Fold summary={t('cardShow')}><Facts kind="words" facts={card} /></Fold> : null}
    </section>
  )
}
