// A word with a shape in front of it, in one of four tones. Reads the same without colour.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export type Tone = 'paid' | 'attention' | 'stop' | 'quiet'

export function Mark({ icon, tone, children }: { readonly icon: IconName; readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`mark tone-${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  )
}
