'use client'
// What a person sees when a page of ours broke: what happened, what is safe, what to do. No code, no stack, no blame.
import { PageTitle } from '@/components/ui/page-title'
import { useProblemWords } from './problem-words'

export function PageProblem({ retry }: { readonly retry: () => void }) {
  const words = useProblemWords()
  if (!words) return null
  return (
    <div className="sheet flow max-w-letter">
      <PageTitle>{words.ourTitle}</PageTitle>
      <p>{words.ourWhat}</p>
      <p>{words.ourSafe}</p>
      <p>{words.next} {words.help}</p>
      <button type="button" className="button" onClick={retry}>{words.again}</button>
    </div>
  )
}
