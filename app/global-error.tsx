'use client'
// The last page there is: shown when the frame itself broke, so it brings its own letters and speaks both languages.
import '@fontsource-variable/atkinson-hyperlegible-next'
import './globals.css'
import words from '@/lib/messages/global-error.json'

export default function GlobalError({ retry }: { readonly error: unknown; readonly retry: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>{`${words.en.title} · Plainclaim`}</title>
      </head>
      <body>
        <main className="page max-w-letter flow">
          <Problem language="en" title={<h1>{words.en.title}</h1>} retry={retry} />
          <Problem language="es" title={<h2>{words.es.title}</h2>} retry={retry} />
        </main>
      </body>
    </html>
  )
}

function Problem({ language, title, retry }: { readonly language: 'en' | 'es'; readonly title: React.ReactNode; readonly retry: () => void }) {
  const { what, safe, next, again } = words[language]
  return (
    <section lang={language} className="sheet flow">
      {title}
      <p>{what} {safe}</p>
      <p>{next}</p>
      <button type="button" className="button" onClick={retry}>{again}</button>
    </section>
  )
}
