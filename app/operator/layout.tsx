// What all operator pages share: their looks, and one query cache for each tab. Who may see them is asked in each page.
import './operator.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ClaimsMemory } from '@/components/session/claims-memory'

export const metadata: Metadata = { title: { template: '%s · Operator · Plainclaim', default: 'Operator · Plainclaim' } }

export default function OperatorLayout({ children }: { readonly children: ReactNode }) {
  return <ClaimsMemory>{children}</ClaimsMemory>
}
