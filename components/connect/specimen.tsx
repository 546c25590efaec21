// What a claim looks like here, shown to a stranger before they connect: an example, and marked as one.
import { formatMoney, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

/** Medicare's usual 80 and 20 per cent of what it approves, less the 2 per cent the provider bears. */
const example = { billedCents: 21_000, allowedCents: 13_560, paidCents: 10_631, mayOweCents: 2_712 }

export function Specimen({ language }: { readonly language: Language }) {
  const t = words(language, 'front')
  const claim = words(language, 'claim')
  const facts = [
    [claim('billed'), example.billedCents],
    [claim('allowed'), example.allowedCents],
    [claim('medicarePaid'), example.paidCents],
  ] as const
  return (
    <aside className="specimen" aria-labelledby="specimen">
      <p id="specimen" className="text-small text-quiet">{t('example')}</p>
      <p className="mt-2 font-bold">{t('exampleWhat')}</p>
      <p className="mt-4 text-quiet">{claim('mayOwe')}</p>
      <p className="amount">{formatMoney(example.mayOweCents, language)}</p>
      <p className="mt-1 mb-4 font-bold">{claim('notABill')}</p>
      <dl className="facts facts-money text-small">
        {facts.map(([label, cents]) => (
          <div key={label}><dt>{label}</dt><dd>{formatMoney(cents, language)}</dd></div>
        ))}
      </dl>
    </aside>
  )
}
