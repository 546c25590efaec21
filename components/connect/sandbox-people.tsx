// The made-up people of the sandbox, with what each is good for. Shown only where the sandbox answers.
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

const people = {
  'local-sandbox': [
    { number: '00000', goodFor: 'first' },
    { number: '00012', goodFor: 'long' },
    { number: '08158', goodFor: 'kinds' },
    { number: '00003', goodFor: 'none' },
  ],
  'cms-sandbox': [
    { number: '00000', goodFor: 'cmsFirst' },
    { number: '00001', goodFor: 'cmsSecond' },
  ],
} as const

export type SandboxPlace = keyof typeof people

export function SandboxPeople({ language, place }: { readonly language: Language; readonly place: SandboxPlace }) {
  const t = words(language, 'people')
  return (
    <section className="sheet flow mt-8" aria-labelledby="people">
      <p className="sandbox-stamp" aria-hidden="true">{words(language, 'shell')('sandbox')}</p>
      <h2 id="people">{t('title')}</h2>
      <p>{t('lead')}</p>
      <ul className="grid grid-cols-1 gap-3">
        {people[place].map(({ number, goodFor }) => (
          <li key={number} className="border-t border-hair pt-3">
            <p className="font-semibold">{t(goodFor)}</p>
            <dl className="flex flex-wrap gap-x-8 text-quiet">
              <div><dt className="inline">{t('user')} </dt><dd className="code inline text-ink">BBUser{number}</dd></div>
              <div><dt className="inline">{t('password')} </dt><dd className="code inline text-ink">PW{number}!</dd></div>
            </dl>
          </li>
        ))}
      </ul>
      <p className="border-t border-hair pt-3 text-small text-quiet">{t('more')}</p>
    </section>
  )
}
