// The way out, one click from every signed-in page. A plain form: it works without script and when Medicare is down.
import type { ReactNode } from 'react'

export function SignOutButton({ children, className = 'tool' }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <form action="/sign-out" method="post">
      <button type="submit" className={className}>{children}</button>
    </form>
  )
}
