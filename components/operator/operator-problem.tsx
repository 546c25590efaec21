// What went wrong with what an operator asked for. The list is closed, so an address can put no words of its own on a page.
import { Notice } from '@/components/ui/notice'

const problems = {
  unavailable: 'That could not be done just now: somebody else is at it, or the other side does not answer. Look again and try once more.',
  unreadable: 'This record has a shape that we do not know. It is in the file as it was sent.',
  'version-1': 'Version 1 writes claims in an older form, which cannot be opened here. This one is in the file as it was sent; export version 2 or 3 to open claims.',
  failed: 'Something of ours failed. The settings of this server may be wrong; its log says more.',
  form: 'The form was incomplete. Fill it in once more.',
  types: 'Claim and ClaimResponse exist in version 2 only.',
  since: '“Since” must be a past day such as 2026-01-31, or a past instant such as 2026-01-31T00:00:00Z.',
} as const

export type OperatorProblemName = keyof typeof problems

/** A problem of the list, or null for anything else. */
export function readProblem(value: unknown): OperatorProblemName | null {
  return typeof value === 'string' && isProblem(value) ? value : null
}

export function OperatorProblem({ problem }: { readonly problem: OperatorProblemName }) {
  return (
    <div role="alert" className="mb-6">
      <Notice icon="alert" tone="stop"><p>{problems[problem]}</p></Notice>
    </div>
  )
}

function isProblem(text: string): text is OperatorProblemName {
  return Object.hasOwn(problems, text)
}
