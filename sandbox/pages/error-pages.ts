// The pages a person is stranded on when something is wrong: every one in HTML, every one in the sandbox's frame.
import { html } from './html'
import { pageAnswer } from './page'
import { readLanguage, words } from './words'

/** 404 "Page not found": unknown paths, whatever they accept (contract 1.6). */
export function notFoundPage(request: Request): Response {
  const language = readLanguage(request)
  const say = words[language]
  const body = html`<h1>${say.notFoundTitle}</h1><p>${say.notFoundLead}</p>`
  return pageAnswer({ language, title: say.notFoundTitle, body, status: 404 })
}

/** The page titled "401 - Unauthorized", which comes with several statuses (contract 2.5). */
export function unauthorizedPage(request: Request, status: number, complaint: string): Response {
  const language = readLanguage(request)
  const title = words[language].unauthorizedTitle
  const body = html`<h1>${title}</h1><p class="problem">${complaint}</p>`
  return pageAnswer({ language, title, body, status })
}

/** The page that ends "Error: invalid_request Mismatching redirect URI." (contract 2.6). */
export function requestErrorPage(request: Request, description: string): Response {
  const language = readLanguage(request)
  const title = words[language].errorTitle
  const body = html`<h1>Error: invalid_request</h1><p class="problem">${description}</p>`
  return pageAnswer({ language, title, body, status: 400 })
}

/** 403 for a form that came from elsewhere (observed 7, last row). */
export function forgeryPage(request: Request): Response {
  const language = readLanguage(request)
  const say = words[language]
  const body = html`<h1>${say.forbidden}</h1><p>${say.forbiddenLead}</p>`
  return pageAnswer({ language, title: say.forbidden, body, status: 403 })
}
