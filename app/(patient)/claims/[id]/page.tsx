// One claim, explained. Its title in the browser's history says nothing about anybody's health.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { ClaimLetter } from '@/components/claims/letter/claim-letter'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { words } from '@/lib/messages/messages'
import { getClaim } from '@/lib/record/claims'

interface Props {
  readonly params: Promise<{ readonly id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'claim')('tab') }
}

export default async function ClaimPage({ params }: Props) {
  const language = await readLanguage()
  const { id } = await params
  const opened = await forPage(() => getClaim(id))
  if (!opened.ok) return <MedicareTrouble language={language} problem={opened.problem} again={`/claims/${id}`} />
  return <ClaimLetter claim={opened.value.claim} codes={opened.value.codes} language={language} />
}
