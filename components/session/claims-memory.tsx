'use client'
// What a tab remembers of the claims while it is open: one query cache for all signed-in pages, in memory only.
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { createMemory } from './tab-session'

export interface ClaimsMemoryProps {
  /** The name of the session that asked for the page. */
  readonly session?: string | null
  readonly children: ReactNode
}

export function ClaimsMemory({ session = null, children }: ClaimsMemoryProps) {
  // Made for each tab, never at module level: on the server that would be shared by everybody (quality PRV-03).
  const [memory] = useState(() => createMemory(session))
  return <QueryClientProvider client={memory}>{children}</QueryClientProvider>
}
