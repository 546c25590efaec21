// From a page of a session that this browser has left behind to the same part of the site as the current one has it.
import { placeOf } from './sign-in-again'

/**
 * Loads the whole document anew, under an address that says nothing of who was here: no claim's id, no words looked for.
 * As a reload, which has no news to tell: two pages that heard of each other's arrival would go on for ever.
 */
export function showCurrentSession(): void {
  document.documentElement.toggleAttribute('data-veiled', true)
  window.history.replaceState(null, '', `/${placeOf(window.location.pathname)}`)
  window.location.reload()
}
