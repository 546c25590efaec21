// The person as Medicare has them, and whom to call when something is wrong.
import { MedicareNumber } from '@/components/medicare-number'
import { Facts } from '@/components/ui/facts'
import type { Person } from '@/lib/claims/person'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { profileFacts } from './profile-facts'

export function ProfileSheet({ person, language }: { readonly person: Person; readonly language: Language }) {
  const t = words(language, 'profile')
  return (
    <div className="grid grid-cols-1 gap-6">
      <section className="sheet"><Facts kind="words" facts={profileFacts(person, language)} /></section>
      <MedicareNumber number={person.medicareNumber} language={language} />
      <section className="flow" aria-labelledby="wrong">
        <h2 id="wrong" className="!text-lead">{t('wrongTitle')}</h2>
        <p>{t('wrong')}</p>
      </section>
    </div>
  )
}
