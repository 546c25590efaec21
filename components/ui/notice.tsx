// Something to know before reading on, set apart from the text by a rule and a shape.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import type { Tone } from './mark'

export function Notice({ icon, tone, children }: { readonly icon: IconName; readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <div className={`notice tone-${tone}`}>
      <Icon name={icon} />
      <div className="flow min-w-0">{children}</div>
    </div>
  )
}
