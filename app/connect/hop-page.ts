// A page of one sentence and one link that leads on by itself, without script. It is needed where a redirect will not do:
// a form that is answered by a redirect may not leave our origin (form-action holds for the whole chain, and Medicare's
// leads over several hosts), and a refused answer must say 400, 429 or 503, and still be a page with words.
import { NextResponse } from 'next/server'

export interface Hop {
  readonly status: 200 | 400 | 429 | 503
  readonly language: 'en' | 'es'
  readonly title: string
  readonly link: string
  /** Where it leads: an address of our own, or Medicare's. */
  readonly to: string
  /** Leads on by itself, unless the sentence must be read first. */
  readonly byItself: boolean
}

export function hopPage(hop: Hop): NextResponse {
  const to = escape(hop.to)
  const html = `<!doctype html>
<html lang="${hop.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
${hop.byItself ? `<meta http-equiv="refresh" content="0;url=${to}">` : ''}
<link rel="stylesheet" href="/plain-page.css">
<title>${escape(hop.title)}</title>
</head>
<body>
<main>
<h1>${escape(hop.title)}</h1>
<p><a href="${to}">${escape(hop.link)}</a></p>
</main>
</body>
</html>`
  return new NextResponse(html, {
    status: hop.status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' },
  })
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
