// The way in for forms: of our own pages only, and each field said once (quality HDR-05, INP-09). A field given twice would
// mean one thing to us and another to whoever stands in between.
import { noStore } from '@/app/for-api'
import { refuseForeign } from '@/app/same-origin'

/**
 * Hands on what a form of ours sent.
 * @param many names that may come more than once: boxes of one kind
 * @returns the answer of `handle`; else the refusal of `refuseForeign`, or 400 when the body is no form or says something twice
 */
export async function withForm(request: Request, handle: (form: FormData) => Promise<Response>, many: readonly string[] = []): Promise<Response> {
  const refused = refuseForeign(request)
  if (refused) return refused
  const form = await readForm(request, many)
  return form ? handle(form) : new Response(null, { status: 400, headers: noStore })
}

async function readForm(request: Request, many: readonly string[]): Promise<FormData | null> {
  const form = await request.formData().catch(() => null)
  const names = [...(form?.keys() ?? [])].filter((name) => !many.includes(name))
  return new Set(names).size === names.length ? form : null
}
