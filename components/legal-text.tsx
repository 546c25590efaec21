// A text to agree to: sections with headings, read like a letter.
import type { ReactNode } from 'react'
import { PageTitle } from '@/components/ui/page-title'

export interface LegalSection {
  readonly title: string
  readonly paragraphs: readonly string[]
}

export interface LegalTextProps {
  readonly title: string
  readonly effective: string
  readonly sections: readonly LegalSection[]
  readonly children?: ReactNode
}

export function LegalText({ title, effective, sections, children }: LegalTextProps) {
  return (
    <article className="sheet">
      <PageTitle>{title}</PageTitle>
      <p className="mt-3 text-quiet">{effective}</p>
      {children}
      {sections.map((section) => (
        <section key={section.title} className="flow mt-8">
          <h2 className="!text-lead">{section.title}</h2>
          {section.paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        </section>
      ))}
    </article>
  )
}
