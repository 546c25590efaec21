'use client'
// The pages of a signed-in person: all of them as words at the left of a desk; on a phone the most used in a bar at the
// foot, the others behind one word more. Only pages that work.
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { WalkLink } from '@/components/ui/walk-link'

const first = ['claims', 'drugs', 'spending'] as const
const others = ['providers', 'conditions', 'check', 'coverage', 'profile', 'access'] as const
type Place = (typeof first)[number] | (typeof others)[number]

export type SiteNavWords = Readonly<Record<Place | 'menu' | 'more' | 'opening', string>>

export function SiteNav({ words, children }: { readonly words: SiteNavWords; readonly children?: ReactNode }) {
  const path = usePathname()
  const link = (place: Place) => (
    <WalkLink href={`/${place}`} current={currentAt(path, place)} opening={words.opening}>
      <Icon name={place} />
      {words[place]}
    </WalkLink>
  )
  return (
    <nav className="site-nav" aria-label={words.menu}>
      <ul>
        {first.map((place) => <li key={place}>{link(place)}</li>)}
        {others.map((place) => <li key={place} className="site-nav-desk">{link(place)}</li>)}
        <li className="site-nav-more">
          {/* The key closes it on the next page. */}
          <details key={path} ref={closeOnEscape}>
            <summary data-current={others.some((place) => currentAt(path, place)) || undefined}>
              <Icon name="more" />
              {words.more}
            </summary>
            <ul>{others.map((place) => <li key={place}>{link(place)}</li>)}</ul>
          </details>
        </li>
      </ul>
      {children}
    </nav>
  )
}

/** A ref, so that it hears the key from the links inside too. */
function closeOnEscape(details: HTMLDetailsElement | null): () => void {
  const onKey = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !details?.open) return
    details.open = false
    details.querySelector('summary')?.focus()
  }
  details?.addEventListener('keydown', onKey)
  return () => details?.removeEventListener('keydown', onKey)
}

function currentAt(path: string, place: string): 'page' | 'true' | undefined {
  if (path === `/${place}`) return 'page'
  return path.startsWith(`/${place}/`) ? 'true' : undefined
}
