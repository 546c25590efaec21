'use client'
// Hands the sentences of a failed page to the places that show one. An error page runs in the browser, where the
// reader's cookies cannot be read, so the layout leaves them here.
import { createContext, type ReactNode, useContext } from 'react'

export interface ProblemText {
  readonly ourTitle: string
  readonly ourWhat: string
  readonly ourSafe: string
  readonly next: string
  readonly again: string
  readonly help: string
}

const Words = createContext<ProblemText | null>(null)

export function ProblemWords({ words, children }: { readonly words: ProblemText; readonly children: ReactNode }) {
  const { ourTitle, ourWhat, ourSafe, next, again, help } = words
  return <Words value={{ ourTitle, ourWhat, ourSafe, next, again, help }}>{children}</Words>
}

export function useProblemWords(): ProblemText | null {
  return useContext(Words)
}
