// Something that stays folded until it is asked for. Native, so it works without script and for every aid.
import type { ReactNode } from 'react'

export function Fold({ summary, children }: { readonly summary: string; readonly children: ReactNode }) {
  return (
    <details className="fold">
      <summary>{summary}</summary>
      <div className="pt-2">{children}</div>
    </details>
  )
}
