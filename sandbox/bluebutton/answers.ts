// The shapes in which Blue Button answers. Its spacing differs by endpoint (contract 1.1), so each shape is one
// function.

/** Compact JSON: data, and `detail` errors. */
export function compactJson(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/**
 * JSON with a space after each colon and comma, and everything beyond ASCII escaped: tokens, userinfo,
 * `status_code`.
 */
export function spacedJson(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(toSpacedJson(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** An empty body. The revocation endpoints call it HTML. */
export function emptyAnswer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } })
}

/** A few words without markup. */
export function plainText(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** `{"status_code":N,"message":…}`. */
export function messageAnswer(status: number, message: string): Response {
  return spacedJson(status, { status_code: status, message })
}

/** An uncaught fault inside the server (contract 3.3, last rows). */
export function serverError(): Response {
  return spacedJson(500, { error: 'Server Error (500)' })
}

/** A redirect with no body; `location` may be a custom scheme. */
export function redirect(location: string, headers: Record<string, string> = {}, status = 302): Response {
  return new Response(null, { status, headers: { location, 'content-type': 'text/html; charset=utf-8', ...headers } })
}

function toSpacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toSpacedJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, entry]) => entry !== undefined)
    return `{${pairs.map(([key, entry]) => `${escaped(key)}: ${toSpacedJson(entry)}`).join(', ')}}`
  }
  return escaped(value)
}

function escaped(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
