'use client'
// Begins to load the claims while the reader is still on another page. Shows nothing.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import type { Language } from '@/lib/format'
import { claimsQuery } from './claims-query'
import { beginClaims } from './claims-state'

export function ClaimsLoader({ language, page }: { readonly language: Language; readonly page: ClaimsPage }) {
  useQuery(claimsQuery(language, useMemo(() => beginClaims(page), [page])))
  return null
}
