// The sign-in pages: username first, password second, as at Medicare. The element ids are the real ones, so that
// scripts written for the real pages run; both steps' buttons are `login-button`. Works without script.
import { html } from '@/sandbox/pages/html'
import type { Html } from '@/sandbox/pages/html'
import { pageAnswer } from '@/sandbox/pages/page'
import { readLanguage, words } from '@/sandbox/pages/words'
import type { Language } from '@/sandbox/pages/words'

export interface LoginStep {
  readonly step: 1 | 2
  readonly username: string
  readonly problem: 'usernameMissing' | 'loginRefused' | null
}

/** One of the two steps, with what went wrong in the last one. */
export function loginPage(request: Request, step: LoginStep): Response {
  const language = readLanguage(request)
  const say = words[language]
  const fields = step.step === 1 ? usernameStep(language, step) : passwordStep(language, step)
  const { pathname, search } = new URL(request.url)
  const body = html`
<p class="links">${languageLink(request, language)}</p>
<h1>${say.loginTitle}</h1>
<p class="quiet">${say.loginStep(step.step)}</p>
${step.problem && html`<p class="problem" role="alert" id="problem"><strong>${say[step.problem]}</strong></p>`}
<form method="post" action="${pathname + search}" autocomplete="off">${fields}</form>`
  return pageAnswer({ language, title: say.loginTitle, body })
}

/** The page that published users met for some days in 2026 (contract 2.8, last row). */
export function unableToLogInPage(request: Request): Response {
  const language = readLanguage(request)
  const say = words[language]
  const body = html`<h1>${say.loginTitle}</h1><p class="problem" role="alert">${say.loginUnable}</p>`
  return pageAnswer({ language, title: say.loginTitle, body })
}

function usernameStep(language: Language, { username, problem }: LoginStep): Html {
  const say = words[language]
  return html`
<div class="field">
<label for="username-textbox">${say.username}</label>
<p class="quiet" id="username-hint">${say.usernameHint}</p>
<input type="text" id="username-textbox" name="username" value="${username}" autocapitalize="none" spellcheck="false"
 required aria-describedby="username-hint${problem ? ' problem' : ''}">
</div>
<div class="buttons"><button type="submit" id="login-button">${say.continue}</button></div>`
}

function passwordStep(language: Language, { username, problem }: LoginStep): Html {
  const say = words[language]
  return html`
<p>${say.signingInAs(username)}</p>
<input type="hidden" name="username" value="${username}">
<div class="field">
<label for="password-textbox">${say.password}</label>
<p class="quiet" id="password-hint">${say.passwordHint}</p>
<input type="password" id="password-textbox" name="password" required
 aria-describedby="password-hint${problem ? ' problem' : ''}">
</div>
<div class="buttons">
<button type="submit" id="login-button">${say.login}</button>
<button class="other" type="submit" name="back" value="1" formnovalidate>${say.changeUsername}</button>
</div>`
}

function languageLink(request: Request, language: Language): Html {
  const other = language === 'en' ? 'es' : 'en'
  const query = new URL(request.url).searchParams
  query.set('lang', other === 'es' ? 'es-mx' : 'en-us')
  return html`<a href="?${query.toString()}" hreflang="${other}" lang="${other}">${words[language].otherLanguage}</a>`
}
