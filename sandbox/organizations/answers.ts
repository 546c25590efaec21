// How the organizations' emulators answer and read, where they do it alike.

/** Compact JSON. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** A token must be kept by nobody on the way (RFC 6749 section 5.1). */
export const notStored = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** The media type of a request in lower case, without its parameters; empty when there is none. */
export function mediaTypeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

export const formType = 'application/x-www-form-urlencoded'
export const jsonType = 'application/json'

export type Fields = Readonly<Record<string, unknown>>

/** A JSON object as it was sent; null when the text is anything else. */
export function readJsonObject(text: string): Fields | null {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null
  } catch {
    return null
  }
}

/** A form's fields; null when one of them stands there twice (RFC 6749 section 3.2). */
export function readFormFields(text: string): Fields | null {
  const form = new URLSearchParams(text)
  const fields = Object.fromEntries(form)
  return Object.keys(fields).length === form.size ? fields : null
}
