// Says on every page that nothing here is real, wherever that is so.
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export function SandboxStrip({ language }: { readonly language: Language }) {
  const t = words(language, 'shell')
  return (
    <p className="sandbox-strip">
      <strong>{t('sandbox')}</strong>
      <span>{t('sandboxNote')}</span>
    </p>
  )
}
