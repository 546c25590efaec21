'use client'
// What the reader has answered so far: in this tab's memory beside the claims, so that a look at a claim loses nothing,
// and gone with them at sign-out. It is never stored and never sent.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'

export type Answer = 'yes' | 'no' | 'notSure'
/** By the id of the question. */
export type Answers = Readonly<Record<string, Answer>>

const queryKey = ['answers'] as const
const none: Answers = {}

/** The page's own state shows an answer at once; the memory, which tells its news a moment later, brings it back. */
export function useAnswers(): readonly [answers: Answers, answer: (id: string, answer: Answer) => void] {
  const queries = useQueryClient()
  const [answers, setAnswers] = useState<Answers>(() => queries.getQueryData<Answers>(queryKey) ?? none)
  const answer = useCallback(
    (id: string, said: Answer) => {
      const next: Answers = { ...(queries.getQueryData<Answers>(queryKey) ?? none), [id]: said }
      queries.setQueryData<Answers>(queryKey, next)
      setAnswers(next)
    },
    [queries],
  )
  return [answers, answer]
}
