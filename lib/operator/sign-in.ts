// The way in by the link of the terminal, and the way out of either. What came of each is a line of the log.
import 'server-only'
import { findOperator, beginOperatorSession, endOperatorSession, type OperatorCookie } from './operator'
import { noteDeed, terminalRef } from './operator-log'
import { operatorSettings } from './settings'
import { forgetLinkFile, processLinks, showLink } from './show-link'

/** @returns the cookie of a new session; null for every key that does not open, whatever is wrong with it */
export async function signInByLink(key: string): Promise<OperatorCookie | null> {
  if (operatorSettings().kind !== 'link' || !processLinks().spend(key)) {
    void noteDeed(null, 'sign-in-refused', {}, 'wrong-link')
    return null
  }
  forgetLinkFile()
  const who = { ref: terminalRef, name: 'Signed in by the link of the terminal', via: 'link' } as const
  const cookie = await beginOperatorSession(who)
  void noteDeed(who, 'signed-in', {}, 'link')
  return cookie
}

/** Shows a new link to whoever sits at the terminal. @returns false when there is none to show */
export function askForLink(): boolean {
  const shown = showLink()
  if (shown) void noteDeed(null, 'link-shown')
  return shown
}

export async function signOutOperator(): Promise<OperatorCookie> {
  const operator = await findOperator()
  if (operator) void noteDeed(operator, 'signed-out')
  return endOperatorSession()
}
