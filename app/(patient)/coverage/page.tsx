// Which parts of Medicare the person has, in words.
import type { Metadata } from 'next'
import { forPage } from '@/app/for-page'
import { readLanguage } from '@/app/reader'
import { CoverageSheets } from '@/components/coverage/coverage-sheets'
import { NoCoverage } from '@/components/coverage/no-coverage'
import { MedicareTrouble } from '@/components/medicare-trouble'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { Withheld } from '@/components/withheld'
import { words } from '@/lib/messages/messages'
import { listCoverage } from '@/lib/record/coverage'
import { getReceipt } from '@/lib/record/receipt'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await readLanguage(), 'coverage')('title') }
}

export default async function CoveragePage() {
  const language = await readLanguage()
  const t = words(language, 'coverage')
  const receipt = await forPage(getReceipt, 'coverage')
  if (!receipt.ok) return <MedicareTrouble language={language} problem={receipt.problem} again="/coverage" />
  if (!receipt.value.sharesCoverage) return <Withheld language={language} title={t('withheldTitle')} texts={[t('withheld')]} then="coverage" />
  const coverage = await forPage(() => listCoverage(), 'coverage')
  if (!coverage.ok) return <MedicareTrouble language={language} problem={coverage.problem} again="/coverage" />
  const { coverages, unreadable } = coverage.value
  if (unreadable === 0 && coverages.every(({ standing }) => standing === 'never')) return <NoCoverage language={language} />
  return (
    <div className="max-w-letter">
      <PageTitle>{t('title')}</PageTitle>
      <p className="lead mt-3 mb-8">{t('lead')}</p>
      {unreadable > 0 ? <Notice icon="alert" tone="attention"><p>{t('unreadable', { count: unreadable })}</p></Notice> : null}
      <CoverageSheets coverage={coverages} language={language} />
    </div>
  )
}
