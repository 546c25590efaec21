// Changes a request before it is handled, as if the caller had sent it so: query, form fields, headers.
import type { FaultAction } from './fault'

type EditRequest = Extract<FaultAction, { kind: 'edit-request' }>
type Changes = Readonly<Record<string, string | null>>

/** The request after the edit. The form is changed only where one is sent. */
export async function editRequest(request: Request, { query, form, headers }: EditRequest): Promise<Request> {
  const url = new URL(request.url)
  change(url.searchParams, query ?? {})
  const wanted = new Headers(request.headers)
  for (const [name, value] of Object.entries(headers ?? {})) wanted.set(name, value)
  const { method, signal } = request
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, signal, headers: wanted })
  const text = await request.text()
  const isForm = wanted.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  const fields = new URLSearchParams(isForm ? text : '')
  change(fields, form ?? {})
  wanted.delete('content-length')
  return new Request(url, { method, signal, headers: wanted, body: isForm ? fields.toString() : text })
}

function change(fields: URLSearchParams, changes: Changes): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) fields.delete(name)
    else fields.set(name, value)
  }
}
