'use client'
// The filter lives in the address, so that Back brings it back, but behind the `#`: what somebody looks for reaches no
// server and no log (product rule 10, quality PRV).
import { useSyncExternalStore } from 'react'
import { type ClaimFilter, noFilter } from '@/lib/claims/filter'
import { type ClaimKind, claimKinds } from '@/lib/claims/claim'

const listeners = new Set<() => void>()
let last: { readonly fragment: string; readonly filter: ClaimFilter } = { fragment: '', filter: noFilter }

/** The filter of this page, and the way to change it. On the server there is none. */
export function useFragmentFilter(): readonly [ClaimFilter, (filter: ClaimFilter) => void] {
  return [useSyncExternalStore(listen, currentFilter, () => noFilter), changeFilter]
}

export function isFiltering(filter: ClaimFilter): boolean {
  return filter.text.trim() !== '' || filter.year !== null || filter.kind !== null || filter.provider !== null
}

function listen(onChange: () => void): () => void {
  listeners.add(onChange)
  window.addEventListener('hashchange', onChange)
  window.addEventListener('popstate', onChange)
  return () => {
    listeners.delete(onChange)
    window.removeEventListener('hashchange', onChange)
    window.removeEventListener('popstate', onChange)
  }
}

/** The same object as long as the address is the same: React asks again and again. */
function currentFilter(): ClaimFilter {
  const fragment = window.location.hash
  if (fragment !== last.fragment) last = { fragment, filter: readFilter(fragment) }
  return last.filter
}

function changeFilter(filter: ClaimFilter): void {
  const fragment = writeFilter(filter)
  last = { fragment, filter }
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}${fragment}`)
  for (const onChange of listeners) onChange()
}

/** `#year=2026&kind=pde&provider=1999&text=knee`; unknown parts mean nothing. */
export function readFilter(fragment: string): ClaimFilter {
  const params = new URLSearchParams(fragment.slice(1))
  return {
    text: (params.get('text') ?? '').slice(0, 200),
    year: /^\d{4}$/.exec(params.get('year') ?? '')?.[0] ?? null,
    kind: readKind(params.get('kind')),
    provider: params.get('provider')?.slice(0, 200) || null,
  }
}

function readKind(text: string | null): ClaimKind | null {
  return claimKinds.find((kind) => kind === text) ?? null
}

/** The opposite of `readFilter`; nothing at all when nothing is asked for. */
export function writeFilter(filter: ClaimFilter): string {
  const params = new URLSearchParams()
  for (const part of ['text', 'year', 'kind', 'provider'] as const) if (filter[part]) params.set(part, filter[part])
  return params.size === 0 ? '' : `#${params.toString()}`
}
