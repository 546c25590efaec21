// What is known of the person, fact by fact. What Medicare does not list says so: here a gap is worth knowing.
import type { Fact } from '@/components/ui/facts'
import type { Person } from '@/lib/claims/person'
import { describeRace, describeSex, describeState } from '@/lib/claims/words/people'
import { formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export function profileFacts(person: Person, language: Language): readonly Fact[] {
  const t = words(language, 'profile')
  const listed = (value: string | null) => value || t('notListed')
  return [
    { label: t('name'), value: listed(person.name) },
    { label: t('born'), value: listed(person.bornOn && formatDate(person.bornOn, language)) },
    ...(person.diedOn ? [{ label: t('died'), value: formatDate(person.diedOn, language) }] : []),
    { label: t('address'), value: listed(writtenAddress(person, language)) },
    { label: t('language'), value: listed(languageName(person.language, language)) },
    { label: t('sex'), value: listed(describeSex(person.sex, language)) },
    { label: t('race'), value: listed(describeRace(person.race, language)) },
  ]
}

/** Street, town, state and ZIP, as far as each is known. */
export function writtenAddress({ addressLines, city, state, zip }: Person, language: Language): string {
  const place = [describeState(state, language), zip].filter(Boolean).join(' ')
  return [...addressLines, city, place].filter(Boolean).join(', ')
}

/** "Spanish" for es; `null` for a code that names no language. */
export function languageName(code: string | null, language: Language): string | null {
  if (code === null || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code)) return null
  const name = new Intl.DisplayNames([language === 'es' ? 'es-US' : 'en-US'], { type: 'language', fallback: 'none' }).of(code)
  return name ? name.charAt(0).toLocaleUpperCase(language) + name.slice(1) : null
}
