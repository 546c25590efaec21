// From a page whose session is gone to where one signs in again, and from there back to the same part of the site.

/**
 * @param reason as the answer gave it that found the session gone. A page asked for now could not tell it any more: what ended
 *   is forgotten
 */
export function signInAgain(reason: string): void {
  window.location.replace(`/sign-in?reason=${encodeURIComponent(reason)}&then=${placeOf(window.location.pathname)}`)
}

/** The part of the site a page belongs to; the server knows which there are. */
export function placeOf(pathname: string): string {
  return encodeURIComponent(pathname.split('/')[1] ?? '')
}
