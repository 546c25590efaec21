// The frame of every operator page. It opens no door: each page asks for the operator itself, beside the data. The words of
// these pages are in English alone: they are for the staff who run this, not for enrollees.
import type { ReactNode } from 'react'
import { OperatorShell, type OperatorPlace } from '@/components/operator/operator-shell'
import { OperatorWatch } from '@/components/operator/operator-watch'
import type { Operator } from '@/lib/operator/sessions'
import { whereWeAre } from '@/lib/session/place'

export interface OperatorPageProps {
  /** Null on the sign-in page. */
  readonly operator: Operator | null
  readonly current?: OperatorPlace
  readonly children: ReactNode
}

export function OperatorPage({ operator, current, children }: OperatorPageProps) {
  return (
    <OperatorShell sandbox={whereWeAre() !== 'live'} who={operator?.name ?? null} current={current}>
      {children}
      {operator ? <OperatorWatch endsInMs={Math.min(operator.idleEndsAtMs, operator.endsAtMs) - Date.now()} /> : null}
    </OperatorShell>
  )
}
