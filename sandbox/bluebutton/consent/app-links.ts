// The links to the app's own privacy policy and terms at the end of both consent pages, when it has any (contract 2.8).
import type { App } from '@/sandbox/apps'
import { html } from '@/sandbox/pages/html'
import type { Html } from '@/sandbox/pages/html'
import type { Language } from '@/sandbox/pages/words'

const say: Record<Language, { policy: (app: string) => string; terms: (app: string) => string }> = {
  en: { policy: app => `Privacy policy of ${app}`, terms: app => `Terms of ${app}` },
  es: { policy: app => `Política de privacidad de ${app}`, terms: app => `Términos de ${app}` },
}

/** A paragraph of links; nothing for an app that registered none. */
export function appLinks(app: App, language: Language): Html | false {
  const links = [
    app.policyUri && html`<a href="${app.policyUri}">${say[language].policy(app.name)}</a>`,
    app.tosUri && html`<a href="${app.tosUri}">${say[language].terms(app.name)}</a>`,
  ].filter(link => typeof link === 'object')
  return links.length > 0 && html`<p class="links">${links.map((link, index) => html`${index > 0 && ' · '}${link}`)}</p>`
}
