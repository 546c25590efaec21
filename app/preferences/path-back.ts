// Where a person was when they chose, told by the Referer of a request that was already found to be ours.

/** Path and query of a page of ours, without `lang`, which would undo the choice; the start page for anything else. */
export function pathBack(referer: string | null, origin: string): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const from = new URL(referer)
  if (from.origin !== origin) return '/'
  from.searchParams.delete('lang')
  // A path that begins with two slashes would be read as another host.
  return `/${from.pathname.replace(/^[/\\]+/, '')}${from.search}`
}
