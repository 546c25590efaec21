// The consent pages: versions 1 and 2 let the person keep personal information to themselves, version 3 asks about
// substance-use records instead (contract 2.8). Both work without script and are answered by posting to themselves.
import { redirectAddressOf, scopesOf } from '@/sandbox/bluebutton/authorize/after-login'
import { addMonths } from '@/sandbox/clock'
import { html } from '@/sandbox/pages/html'
import type { Html } from '@/sandbox/pages/html'
import { pageAnswer } from '@/sandbox/pages/page'
import { readLanguage, words } from '@/sandbox/pages/words'
import type { Language } from '@/sandbox/pages/words'
import { randomLetters } from '@/sandbox/random'
import { formatAccessEnd } from './access-end'
import { appLinks } from './app-links'
import type { ConsentFacts } from './answer-consent'

/** The page of this request's version. `now` decides the date that it shows. */
export function consentPage(facts: ConsentFacts, now: number): Response {
  const { request, app } = facts
  const language = readLanguage(request.raw, request.query)
  const say = words[language]
  const body = request.version === 3 ? version3(facts, language, now) : version2(facts, language, now)
  return pageAnswer({
    language,
    title: say.consentTitle(app.name),
    body,
    headers: { 'set-cookie': `csrftoken=${randomLetters(32)}; Path=/; SameSite=Lax` },
    formTargets: ['http:', 'https:', ...ownScheme(redirectAddressOf(request) ?? '')],
  })
}

/** Browsers hold the whole redirect after a form to the policy, so an app's own scheme must be named in it. */
function ownScheme(address: string): readonly string[] {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address)?.[0].toLowerCase()
  return scheme && !['http:', 'https:', 'javascript:', 'data:'].includes(scheme) ? [scheme] : []
}

function version2(facts: ConsentFacts, language: Language, now: number): Html {
  const { app, request } = facts
  const say = words[language]
  return html`
<p class="links">${languageLink(facts, language)}</p>
<h1 id="connect_app">${say.consentTitle(app.name)}</h1>
<p>${say.consentLead(app.name)}</p>
<ul>${say.bullets.map(text => html`<li>${text}</li>`)}</ul>
<form id="authorizationForm" method="post" action="${ownAddress(request.raw)}">
${hiddenFields(facts)}
${app.demographics && html`<input type="hidden" name="share_demographic_scopes" value="False">
<h2>${say.personalLegend}</h2>
${box('share_demographic_scopes', say.personal, say.personalHint, true)}`}
${accessEnd(facts, language, now)}
<p>${say.stopSharing}</p>
${appLinks(app, language)}
${buttons(say.connect, say.cancel)}
</form>`
}

function version3(facts: ConsentFacts, language: Language, now: number): Html {
  const { app, person, request } = facts
  const say = words[language]
  const needed = app.demographics ? say.requiredBullets : say.requiredBulletsNoDemographics
  return html`
<p class="links">${languageLink(facts, language)}</p>
<h1 id="connect_app">${say.consentTitle(app.name)}</h1>
<p>${say.greeting(`${person.givenName} ${person.familyName}`)}. ${say.notYou}</p>
<form method="post" action="/v3/o/permission-logout">
<input type="hidden" name="query" value="${request.query.toString()}">
<button class="other" type="submit">${say.switchAccount}</button>
</form>
<form id="authorizationForm" method="post" action="${ownAddress(request.raw)}">
${hiddenFields(facts)}
<input type="hidden" name="share_demographic_scopes" value="True">
<h2>${say.required}</h2>
<ul>${needed.map(text => html`<li>${text}</li>`)}</ul>
<h2>${say.optional}</h2>
<input type="hidden" name="share_samhsa_data" value="False">
${box('share_samhsa_data', say.substance, say.substanceHint, false)}
${accessEnd(facts, language, now)}
<p>${say.stopSharing}</p>
${appLinks(app, language)}
${buttons(say.share, say.cancel)}
</form>`
}

function box(name: string, label: string, hint: string, ticked: boolean): Html {
  const checked = ticked ? html` checked` : html``
  return html`<div class="choice">
<input type="checkbox" id="${name}" name="${name}" value="True"${checked}>
<label for="${name}">${label}<span class="hint">${hint}</span></label>
</div>`
}

function buttons(yes: string, no: string): Html {
  return html`<div class="buttons">
<button class="other" type="submit" id="deny">${no}</button>
<button type="submit" id="approve" name="allow" value="${yes}">${yes}</button>
</div>`
}

function accessEnd({ app }: ConsentFacts, language: Language, now: number): Html | false {
  const say = words[language]
  if (app.access === 'RESEARCH_STUDY') return false
  if (app.access === 'ONE_TIME') return html`<p id="permission_expire_info">${say.untilHour(app.name)}</p>`
  const end = formatAccessEnd(addMonths(now, 13), language)
  return html`<p id="permission_expire_info">${say.untilMonths(app.name)}
<strong id="permission_end_date">${end}</strong>.</p>`
}

function hiddenFields({ request }: ConsentFacts): readonly Html[] {
  const fields: Record<string, string> = {
    csrfmiddlewaretoken: randomLetters(64),
    redirect_uri: redirectAddressOf(request) ?? '',
    scope: (scopesOf(request) ?? []).join(' '),
    nonce: request.get('nonce') ?? '',
    client_id: request.get('client_id') ?? '',
    state: request.get('state') ?? '',
    response_type: request.get('response_type') ?? '',
    code_challenge: request.get('code_challenge') ?? '',
    code_challenge_method: request.get('code_challenge_method') ?? '',
    claims: request.get('claims') ?? '',
  }
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)
}

function ownAddress(raw: Request): string {
  const { pathname, search } = new URL(raw.url)
  return pathname + search
}

function languageLink({ request }: ConsentFacts, language: Language): Html {
  const other = language === 'en' ? 'es' : 'en'
  const query = new URLSearchParams(request.query)
  query.set('lang', other)
  return html`<a href="?${query.toString()}" hreflang="${other}" lang="${other}">${words[language].otherLanguage}</a>`
}
