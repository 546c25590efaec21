'use client'
// Begins to load the claims while the reader is still on another page. Shows nothing.
import type { Language } from '@/lib/format'
import { useClaims } from './use-claims'

export function ClaimsLoader({ language }: { readonly language: Language }) {
  useClaims(language, null)
  return null
}
