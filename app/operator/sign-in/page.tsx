// Where operators sign in: at their provider, or with the link that the terminal shows. Reasons are a closed list, so an
// address can put no words of its own here.
import type { Metadata } from 'next'
import { OperatorPage } from '@/app/operator/operator-page'
import { OperatorSignIn } from '@/components/operator/operator-sign-in'
import { readOperatorDestination } from '@/lib/operator/destinations'
import { operatorSettings } from '@/lib/operator/settings'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export const metadata: Metadata = { title: 'Sign in' }

export default async function OperatorSignInPage({ searchParams }: Props) {
  const { reason, then } = await searchParams
  return (
    <OperatorPage operator={null}>
      <OperatorSignIn way={operatorSettings().kind} reason={typeof reason === 'string' ? reason : null} then={readOperatorDestination(then)} />
    </OperatorPage>
  )
}
