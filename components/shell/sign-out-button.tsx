// The way out, one click from every signed-in page. A plain form: it works without script and when Medicare is down.
import type { ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  readonly className?: string
  /** Ends this person's visits on all devices. */
  readonly everywhere?: boolean
}

export function SignOutButton({ children, className = 'tool', everywhere = false }: Props) {
  return (
    <form action="/sign-out" method="post">
      {everywhere ? <input type="hidden" name="where" value="everywhere" /> : null}
      <button type="submit" className={className}>{children}</button>
    </form>
  )
}
