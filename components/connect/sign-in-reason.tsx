// What happened, what is safe, what to do: one of a closed list of reasons to be back at the sign-in page.
import { PageTitle } from '@/components/ui/page-title'
import type { Language } from '@/lib/format'
import { type Messages, messagesFor, words } from '@/lib/messages/messages'

export type Reason = keyof Messages['signIn']['reasons']

/** The reason of that name, or the one that fits all. */
export function readReason(text: unknown): Reason {
  const reasons = messagesFor('en').signIn.reasons
  const isReason = (key: string): key is Reason => Object.hasOwn(reasons, key)
  return typeof text === 'string' && isReason(text) ? text : 'other'
}

export function SignInReason({ language, reason }: { readonly language: Language; readonly reason: Reason }) {
  const t = words(language, 'signIn')
  const { title, what, safe, next } = messagesFor(language).signIn.reasons[reason]
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <p className="lead mt-4">{what}</p>
      <dl className="side-heads mt-6">
        <div><dt>{t('safe')}</dt><dd>{safe}</dd></div>
        <div><dt>{t('next')}</dt><dd>{next}</dd></div>
      </dl>
    </>
  )
}
