// The two headers that a kick-off and the list of jobs insist on (contract 1.5).

/** The complaint about `Accept`, then about `Prefer`; null when both are there. */
export function checkHeaders(request: Request): string | null {
  return (
    complain(request.headers.get('accept'), 'application/fhir+json', {
      missing: 'Accept header is required',
      wrong: 'application/fhir+json is the only supported response format',
    }) ??
    complain(request.headers.get('prefer'), 'respond-async', {
      missing: 'Prefer header is required',
      wrong: 'Only asynchronous responses are supported',
    })
  )
}

/** Lists, parameters and letters of either case pass; a wildcard does not. */
function complain(header: string | null, wanted: string, words: { readonly missing: string; readonly wrong: string }): string | null {
  if (header === null || header.trim() === '') return words.missing
  const values = header.split(',').map(part => part.split(';')[0]?.trim().toLowerCase())
  return values.includes(wanted) ? null : words.wrong
}
