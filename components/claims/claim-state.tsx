// The state of a claim as a word with a shape.
import type { ClaimKind, ClaimState } from '@/lib/claims/claim'
import type { IconName } from '@/components/ui/icon'
import { Mark, type Tone } from '@/components/ui/mark'

export type StateWords = Readonly<Record<ClaimState | 'filled', string>>

const looks: Readonly<Record<ClaimState, readonly [IconName, Tone]>> = {
  paid: ['check', 'paid'],
  denied: ['cross', 'stop'],
  adjusted: ['loop', 'quiet'],
  cancelled: ['slash', 'quiet'],
  'in-process': ['hourglass', 'attention'],
  authorization: ['clock', 'attention'],
}

export function ClaimStateMark({ state, kind, words }: { readonly state: ClaimState; readonly kind: ClaimKind; readonly words: StateWords }) {
  const [icon, tone] = looks[state]
  // Medicare approves no prescription: the drug plan paid, and the pharmacy filled it.
  const word = state === 'paid' && kind === 'pde' ? words.filled : words[state]
  return <Mark icon={icon} tone={tone}>{word}</Mark>
}
