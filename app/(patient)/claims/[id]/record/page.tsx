// One claim as Medicare sent it, and the request that brought it: for developers, and for whoever wants to be sure.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { Icon } from '@/components/ui/icon'
import { PageTitle } from '@/components/ui/page-title'
import { WalkLink } from '@/components/ui/walk-link'
import { words } from '@/lib/messages/messages'
import { getRawClaim } from '@/lib/record/claims'

interface Props {
  readonly params: Promise<{ readonly id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'claim')('rawTitle') }
}

export default async function ClaimRecordPage({ params }: Props) {
  const language = await readLanguage()
  const { id } = await params
  const t = words(language, 'claim')
  const raw = await forPage(() => getRawClaim(id))
  if (!raw.ok) return <MedicareTrouble language={language} problem={raw.problem} again={`/claims/${id}/record`} />
  const { method, route, status, ms } = raw.value.request
  return (
    <div className="max-w-list flow">
      <WalkLink href={`/claims/${encodeURIComponent(id)}`} className="plain-link no-print"><span className="size-6"><Icon name="back" /></span>{t('rawBack')}</WalkLink>
      <PageTitle>{t('rawTitle')}</PageTitle>
      <p>{t('rawLead')}</p>
      <h2>{t('rawRequest')}</h2>
      <p className="code">{`${method} ${route} ${status}, ${ms} ms`}</p>
      <pre className="raw-record" lang="en">{JSON.stringify(raw.value.resource, null, 2)}</pre>
    </div>
  )
}
