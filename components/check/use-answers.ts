'use client'
// What the reader has answered so far: in this tab's memory beside the claims, so that a look at a claim loses nothing,
// and gone with them at sign-out. It is never stored and never sent.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

export type Answer = 'yes' | 'no' | 'notSure'
/** By the id of the question. */
export type Answers = Readonly<Record<string, Answer>>

const queryKey = ['answers'] as const
const none: Answers = {}

export function useAnswers(): readonly [answers: Answers, answer: (id: string, answer: Answer) => void] {
  const queries = useQueryClient()
  const { data } = useQuery<Answers>({ queryKey, queryFn: () => none, initialData: none, staleTime: Infinity })
  const answer = useCallback(
    (id: string, said: Answer) => void queries.setQueryData<Answers>(queryKey, (before = none) => ({ ...before, [id]: said })),
    [queries],
  )
  return [data, answer]
}
