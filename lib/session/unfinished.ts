// What goes on after its answer was given, such as telling Medicare of a sign-out. A process that is asked to end lets it
// finish first (quality AVL-07). One list for the whole process; Next bundles pages and route handlers apart (stack T10).
import 'server-only'

const place = Symbol.for('plainclaim.unfinished')
const home: typeof globalThis & { [place]?: Set<Promise<unknown>> } = globalThis

export function finishFirst<T>(work: Promise<T>): Promise<T> {
  const list = (home[place] ??= new Set<Promise<unknown>>())
  const listed: Promise<unknown> = work.catch(() => undefined).finally(() => list.delete(listed))
  list.add(listed)
  return work
}

/** When all of it is done, well or not. */
export async function allFinished(): Promise<void> {
  while (home[place]?.size) await Promise.all(home[place])
}
