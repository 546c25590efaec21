// The frame of every page that needs no sign-in.
import type { ReactNode } from 'react'
import { readReader } from '@/app/reader'
import { PageShell } from '@/components/shell/page-shell'
import { whereWeAre } from '@/lib/session/place'

export async function PublicPage({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }) {
  const { language, textSize } = await readReader()
  return (
    <PageShell language={language} textSize={textSize} sandbox={whereWeAre() !== 'live'} wide={wide}>
      {children}
    </PageShell>
  )
}
