// Medicare answered that the claims are not ours to see: shown as the choice it most likely was.
import { readLanguage } from '@/app/reader'
import { Withheld } from '@/components/withheld'
import { words } from '@/lib/messages/messages'

export default async function ClaimsWithheld() {
  const language = await readLanguage()
  const t = words(language, 'claims')
  return <Withheld language={language} title={t('withheldTitle')} texts={[t('withheld')]} then="claims" />
}
