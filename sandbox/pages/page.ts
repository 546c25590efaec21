// The frame of every page of the sandbox: it says "Sandbox" first, loads nothing from anywhere, and works without
// script.
import { randomBytes } from 'node:crypto'
import { html } from './html'
import type { Html } from './html'
import { words } from './words'
import type { Language } from './words'
import { style, styleHash } from './style'

export interface Page {
  readonly language: Language
  readonly title: string
  readonly body: Html
  readonly status?: number
  readonly headers?: Record<string, string>
  /** Where a form of this page may end up, as Content-Security-Policy sources beside our own address. */
  readonly formTargets?: readonly string[]
  /** A script that may run, and what it may call. Nothing on a page depends on it. */
  readonly script?: { readonly text: Html; readonly mayCall: string }
  readonly wide?: boolean
}

/** The whole page as an answer. */
export function pageAnswer(page: Page): Response {
  const nonce = randomBytes(16).toString('base64')
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-language': page.language,
    'cache-control': 'no-store',
    'content-security-policy': policy(page, nonce),
    ...page.headers,
  }
  return new Response(document(page, nonce).html, { status: page.status ?? 200, headers })
}

function policy(page: Page, nonce: string): string {
  return [
    "default-src 'none'",
    `style-src ${styleHash}`,
    page.script && `script-src 'nonce-${nonce}'`,
    page.script && `connect-src ${page.script.mayCall}`,
    `form-action 'self' ${(page.formTargets ?? []).join(' ')}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
    .filter(Boolean)
    .join('; ')
}

function document(page: Page, nonce: string): Html {
  const say = words[page.language]
  return html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Sandbox</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#main">${say.skip}</a>
<header class="mark"><p><strong>Sandbox.</strong> ${say.notMedicare}</p></header>
<main id="main" class="${page.wide ? 'wide' : ''}">
${page.body}
</main>
${page.script && html`<script nonce="${nonce}">${page.script.text}</script>`}
</body>
</html>
`
}
