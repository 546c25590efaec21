// What stands around every operator page: where we are, the three places, who is signed in, and the way out.
import type { ReactNode } from 'react'
import { WalkLink } from '@/components/ui/walk-link'

const places = [
  { place: 'connections', href: '/operator', name: 'Connections' },
  { place: 'exports', href: '/operator/exports', name: 'Exports' },
  { place: 'log', href: '/operator/log', name: 'Access log' },
] as const

export type OperatorPlace = (typeof places)[number]['place']

export interface OperatorShellProps {
  readonly sandbox: boolean
  /** Null when nobody is signed in. */
  readonly who: string | null
  readonly current?: OperatorPlace | undefined
  readonly children: ReactNode
}

export function OperatorShell({ sandbox, who, current, children }: OperatorShellProps) {
  return (
    <>
      <a className="button skip-link" href="#text" lang="en">Skip to the text</a>
      <header className="site-header" lang="en">
        {sandbox ? <p className="sandbox-strip"><strong>Sandbox</strong><span>Enrollees’ pages show invented people here.</span></p> : null}
        <div className="site-header-inner">
          <p className="operator-name">Plainclaim operator</p>
          {who === null ? null : <SignedIn who={who} />}
        </div>
        {who === null ? null : <Places current={current} />}
      </header>
      <div className="page" lang="en">
        <main id="text" tabIndex={-1} className="page-main mx-auto max-w-list">{children}</main>
      </div>
    </>
  )
}

function SignedIn({ who }: { readonly who: string }) {
  return (
    <form action="/operator/sign-out" method="post" className="operator-who">
      <span>{who}</span>
      <button type="submit" className="tool">Sign out</button>
    </form>
  )
}

function Places({ current }: { readonly current: OperatorPlace | undefined }) {
  return (
    <nav className="operator-nav" aria-label="Operator pages">
      <ul>
        {places.map(({ place, href, name }) => (
          <li key={place}><WalkLink href={href} current={place === current ? 'page' : undefined}>{name}</WalkLink></li>
        ))}
      </ul>
    </nav>
  )
}
