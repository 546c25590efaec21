// Labels with their values. A fact that is not there is still listed, in the words handed in: unknown is not left out.
import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** @param kind `money` sets the values in one column at the right, `words` beside the labels */
export function Facts({ facts, kind }: { readonly facts: readonly Fact[]; readonly kind: 'money' | 'words' }) {
  return (
    <dl className={`facts facts-${kind}`}>
      {facts.map(({ label, value }, index) => (
        // Two facts may have the same label, and none ever changes its place.
        <div key={`${index} ${label}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
