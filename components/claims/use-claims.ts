'use client'
// The claims of this tab, for whichever page shows them: what is here, how much that is, and what the reader can do about
// the rest. Every page shares one load.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { showCurrentSession } from '@/components/session/show-current-session'
import { signInAgain } from '@/components/session/sign-in-again'
import type { ClaimsPage } from '@/lib/claims/claims-page'
import type { ListedClaim } from '@/lib/claims/facts'
import type { Language } from '@/lib/format'
import { claimsQuery, forgetClaims, stopClaims } from './claims-query'
import { beginClaims, type ClaimsCount, countClaims } from './claims-state'

export interface ClaimsLoad {
  readonly claims: readonly ListedClaim[]
  readonly count: ClaimsCount
  /** Every claim is here and was read: only then may anything be summed (product promise 1). */
  readonly whole: boolean
  readonly loading: boolean
  readonly stopped: boolean
  readonly someoneElse: boolean
  /** Medicare told the time of its answer: one may ask what is new since. */
  readonly canLook: boolean
  readonly stop: () => void
  readonly goOn: () => void
}

/** @param page what the server has painted; `null` when the reader came from another page and the tab loads by itself */
export function useClaims(language: Language, page: ClaimsPage | null): ClaimsLoad {
  const queries = useQueryClient()
  const begun = useMemo(() => beginClaims(page ?? undefined), [page])
  const { data, isFetching, refetch } = useQuery(claimsQuery(language, begun))
  const count = countClaims(data)
  useSignInAgain(data.signInReason)
  useCurrentSession(queries, data.problem === 'other-session')
  return {
    claims: data.claims,
    count,
    whole: count.standing === 'complete' && count.unreadable === 0,
    loading: isFetching,
    stopped: data.stopped,
    someoneElse: data.problem === 'someone-else',
    canLook: data.asOf !== null,
    stop: () => stopClaims(queries),
    goOn: () => void refetch(),
  }
}

/** The session ended while claims were on their way. */
function useSignInAgain(reason: string | null): void {
  useEffect(() => {
    if (reason !== null) signInAgain(reason)
  }, [reason])
}

/** Somebody else signed in here while this tab was open, or the same person anew: what it holds is not of that session. */
function useCurrentSession(queries: QueryClient, isOther: boolean): void {
  useEffect(() => {
    if (!isOther) return
    forgetClaims(queries)
    showCurrentSession()
  }, [queries, isOther])
}
