// A kind of claim in words, with the short name that the files use.
import { kindWords } from '@/lib/claims/words/kinds'

const names: Readonly<Record<string, string>> = kindWords('en')

export function kindName(kind: string): string {
  return Object.hasOwn(names, kind) ? `${names[kind]} (${kind})` : kind
}
