// One claim, read like a letter: the figure first, then the reader's own questions in the order they come to mind
// (product section 3).
import { WalkLink } from '@/components/ui/walk-link'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { Claim } from '@/lib/claims/claim'
import type { RecordCode } from '@/lib/claims/translate/record-codes'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import { ClaimCodes } from './claim-codes'
import { ClaimLines } from './claim-lines'
import { Headline } from './headline'
import { LetterHead } from './letter-head'
import { OtherVersions } from './other-versions'
import { Recognize } from './recognize'
import { WhatMayIOwe } from './what-may-i-owe'
import { WhatWasNotCovered } from './what-was-not-covered'
import { WhatWasPaid } from './what-was-paid'
import { WhatWasThis } from './what-was-this'
import { WhoAndWhere } from './who-and-where'

export interface ClaimPartProps {
  readonly claim: Claim
  readonly language: Language
}

export interface ClaimLetterProps extends ClaimPartProps {
  readonly codes: readonly RecordCode[]
  /** Where the letter is read outside a person's own record: the one way that leads from it. */
  readonly elsewhere?: { readonly back: string; readonly words: string }
}

export function ClaimLetter({ claim, codes, language, elsewhere }: ClaimLetterProps) {
  const t = words(language, 'claim')
  return (
    <div className="max-w-letter">
      <WalkLink href={elsewhere?.back ?? '/claims'} className="plain-link mb-3 no-print"><span className="size-6"><Icon name="back" /></span>{elsewhere?.words ?? t('back')}</WalkLink>
      <article className="sheet">
        <LetterHead claim={claim} language={language} />
        <Headline claim={claim} language={language} />
        {claim.unreadParts > 0 ? <Notice icon="alert" tone="attention"><p>{t('unread', { count: claim.unreadParts })}</p></Notice> : null}
        {elsewhere ? null : <OtherVersions id={claim.id} language={language} newer={t('newer')} readNewer={t('readNewer')} older={t('older')} readOlder={t('readOlder')} />}
        <div className="letter-parts">
          <WhatWasThis claim={claim} language={language} />
          <WhoAndWhere claim={claim} language={language} />
          <WhatWasPaid claim={claim} language={language} />
          <WhatMayIOwe claim={claim} language={language} />
          <WhatWasNotCovered claim={claim} language={language} />
          <ClaimLines claim={claim} language={language} />
          <Recognize language={language} />
          <ClaimCodes claim={claim} codes={codes} language={language} />
          {elsewhere ? null : <p className="no-print text-small"><WalkLink href={`/claims/${encodeURIComponent(claim.id)}/record`} className="plain-link">{t('raw')}</WalkLink></p>}
        </div>
      </article>
    </div>
  )
}
