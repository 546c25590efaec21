// What came in a form that we do not know: the person is told, and we hear of it (architecture, section 4).
import 'server-only'
import { Unreadable } from '@/lib/errors'
import { log } from '@/lib/log'

/** The failure to throw where one record is all there is. @param what a word of ours, nothing from the record */
export function unreadable(what: string): Unreadable {
  hearOf(what, 1)
  return new Unreadable(what)
}

/** To be called with every count of what could not be read; none is no news. */
export function hearOf(what: string, count: number): void {
  if (count > 0) log('warn', 'data.failed', { what, code: 'unreadable', count })
}
