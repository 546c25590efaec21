// Nothing of this kind on any claim: what that may mean, and the way on.
import { WalkLink } from '@/components/ui/walk-link'

export interface NoRecordsWords {
  readonly emptyTitle: string
  readonly empty1: string
  readonly empty2: string
  readonly emptyButton: string
}

export function NoRecords({ words }: { readonly words: NoRecordsWords }) {
  return (
    <section className="sheet flow mt-8 max-w-letter" aria-labelledby="nothing-here">
      <h2 id="nothing-here">{words.emptyTitle}</h2>
      <p>{words.empty1}</p>
      <p>{words.empty2}</p>
      <p className="pt-2"><WalkLink href="/claims" className="button">{words.emptyButton}</WalkLink></p>
    </section>
  )
}
