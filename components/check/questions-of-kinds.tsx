// Questions of one kind stand together, so that what calms is said once and not at each of them.
import type { ReactNode } from 'react'
import type { Check } from '@/lib/claims/checks/check'
import { sayKind, type Voice } from './question-words'

const kinds: readonly Check['kind'][] = ['denied', 'twice', 'new-provider', 'equipment']

export interface QuestionsOfKindsProps extends Voice {
  readonly checks: readonly Check[]
  readonly ask: (check: Check) => ReactNode
}

export function QuestionsOfKinds({ checks, ask, t }: QuestionsOfKindsProps) {
  return kinds.map((kind) => {
    const ofKind = checks.filter((check) => check.kind === kind)
    const { title, calm } = sayKind(kind, t)
    if (ofKind.length === 0) return null
    return (
      <section key={kind} className="questions">
        <h3>{title}</h3>
        <p className="mt-2 mb-4">{calm}</p>
        {ofKind.map(ask)}
      </section>
    )
  })
}
