// What a person should know before they leave for Medicare: what we ask for, what is up to them, what we do not keep,
// who sees it, how to stop (product section 4, rule 13).
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

const sections = [
  { title: 'askTitle', points: ['ask1', 'ask2', 'ask3'] },
  { title: 'choiceTitle', points: ['choice1', 'choice2'] },
  { title: 'keepTitle', points: ['keep1', 'keep2'] },
  { title: 'whoTitle', points: ['who1'] },
  { title: 'stopTitle', points: ['stop1', 'stop2'] },
] as const

export function BeforeYouConnect({ language }: { readonly language: Language }) {
  const t = words(language, 'front')
  return (
    <div className="side-heads">
      {sections.map(({ title, points }) => (
        <div key={title}>
          <h3>{t(title)}</h3>
          <div className="side-text flow">
            {points.map((point) => <p key={point}>{t(point)}</p>)}
          </div>
        </div>
      ))}
    </div>
  )
}
