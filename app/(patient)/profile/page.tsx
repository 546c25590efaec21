// What Medicare has on file about the person; when they kept it to themselves, a calm explanation and the way to change it.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { ProfileSheet } from '@/components/profile/profile-sheet'
import { PageTitle } from '@/components/ui/page-title'
import { Withheld } from '@/components/withheld'
import { words } from '@/lib/messages/messages'
import { getProfile } from '@/lib/record/profile'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'profile')('title') }
}

export default async function ProfilePage() {
  const language = await readLanguage()
  const t = words(language, 'profile')
  const profile = await forPage(getProfile, 'profile')
  if (!profile.ok) return <MedicareTrouble language={language} problem={profile.problem} again="/profile" />
  if (profile.value.kind === 'withheld') {
    return <Withheld language={language} title={t('withheldTitle')} texts={[t('withheld1'), t('withheld2')]} then="profile" />
  }
  return (
    <div className="max-w-letter">
      <PageTitle>{t('title')}</PageTitle>
      <p className="lead mt-3 mb-8">{t('lead')}</p>
      <ProfileSheet person={profile.value.value} language={language} />
    </div>
  )
}
