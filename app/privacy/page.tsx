// The privacy policy: what Medicare asks such a policy to say (contract section 6), in words a person can read.
import type { Metadata } from 'next'
import { PublicPage } from '@/app/public-page'
import { readLanguage } from '@/app/reader'
import { LegalText } from '@/components/legal-text'
import { messagesFor } from '@/lib/messages/messages'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesFor(await readLanguage()).privacy.title }
}

export default async function PrivacyPage() {
  const { title, effective, short, shortPoints, sections } = messagesFor(await readLanguage()).privacy
  return (
    <PublicPage>
      <LegalText title={title} effective={effective} sections={sections}>
        <section className="mt-6 rounded-sheet bg-sunken p-6">
          <h2 className="!text-lead">{short}</h2>
          <ul className="dots mt-3">
            {shortPoints.map((point) => <li key={point}>{point}</li>)}
          </ul>
        </section>
      </LegalText>
    </PublicPage>
  )
}
