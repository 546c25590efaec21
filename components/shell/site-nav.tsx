'use client'
// The pages of a signed-in person: words at the left of a desk, a bar at the foot of a phone. Only pages that work.
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { WalkLink } from '@/components/ui/walk-link'

const places = ['claims', 'coverage', 'profile', 'access'] as const

export type SiteNavWords = Readonly<Record<(typeof places)[number] | 'menu' | 'opening', string>>

export function SiteNav({ words, children }: { readonly words: SiteNavWords; readonly children?: ReactNode }) {
  const path = usePathname()
  return (
    <nav className="site-nav" aria-label={words.menu}>
      <ul>
        {places.map((place) => (
          <li key={place}>
            <WalkLink href={`/${place}`} current={currentAt(path, place)} opening={words.opening}>
              <Icon name={place} />
              {words[place]}
            </WalkLink>
          </li>
        ))}
      </ul>
      {children}
    </nav>
  )
}

function currentAt(path: string, place: string): 'page' | 'true' | undefined {
  if (path === `/${place}`) return 'page'
  return path.startsWith(`/${place}/`) ? 'true' : undefined
}
