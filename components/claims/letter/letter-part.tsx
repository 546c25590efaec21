// One question of the letter, with its answer.
import type { ReactNode } from 'react'

export function LetterPart({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flow">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
