// The terms of use, in words a person can read.
import type { Metadata } from 'next'
import { PublicPage } from '@/app/public-page'
import { readLanguage } from '@/app/reader'
import { LegalText } from '@/components/legal-text'
import { messagesFor } from '@/lib/messages/messages'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await readLanguage()).terms.title }
}

export default async function TermsPage() {
  const { title, effective, sections } = messagesFor(await readLanguage()).terms
  return (
    <PublicPage>
      <LegalText title={title} effective={effective} sections={sections} />
    </PublicPage>
  )
}
