// What the head of a list says is true and adds up: never "all here" beside claims that could not be read, and what stands
// behind another claim is said where the numbers would differ (product promise 1).
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { messagesFor } from '@/lib/messages/messages'
import { speaker } from '@/lib/messages/speak-briefly'
import { ClaimsProgress, type ClaimsProgressProps } from './claims-progress'
import { pickClaimsWords } from './claims-words'

const t = speaker('en', pickClaimsWords(messagesFor('en')))
const standing = { loaded: 52, total: 52, unreadable: 0, standing: 'complete' } as const
const said = (more: Partial<ClaimsProgressProps> = {}) => renderToStaticMarkup(
  <ClaimsProgress count={standing} earlier={0} loading={false} stopped={false} someoneElse={false} t={t} onStop={() => undefined} onGoOn={() => undefined} path="/claims" {...more} />,
).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()

describe('the head of a list', () => {
  it('says that all claims are here when all are here and read', () => {
    expect(said()).toBe('52 of 52 claims All your claims are here.')
  })

  it('does not say so beside claims that could not be read', () => {
    const text = said({ count: { ...standing, unreadable: 2 } })
    expect(text).toContain('52 of 52 claims')
    expect(text).toContain('2 claims could not be read.')
    expect(text).not.toContain('All your claims are here.')
  })

  it('says how many of them stand behind another claim, once nothing is on its way', () => {
    expect(said({ earlier: 1 })).toContain('1 of these is an earlier version of another claim. Below, only the latest version counts.')
    expect(said({ earlier: 3 })).toContain('3 of these are earlier versions of another claim.')
    expect(said({ earlier: 1, loading: true })).not.toContain('earlier version')
  })
})
