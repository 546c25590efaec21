'use client'
// What a tab remembers of the claims while it is open: one query cache for all signed-in pages, in memory only.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

export function ClaimsMemory({ children }: { readonly children: ReactNode }) {
  // Made for each tab, never at module level: on the server that would be shared by everybody (quality PRV-03).
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, gcTime: Infinity } } }))
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
